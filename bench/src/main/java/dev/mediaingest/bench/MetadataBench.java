package dev.mediaingest.bench;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.assess.AssessmentOptions;
import dev.mediaingest.assess.Assessor;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.pixels.PixelReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * What reading the metadata, keywords and scores of files costs on one warm thread, in processor time, without and with
 * their byte hash; and what ExifTool takes for the same files in one call, its start included.
 */
final class MetadataBench {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 5;
    private static final AssessmentOptions WITH_HASH = options(Fingerprint.BYTES);
    private static final AssessmentOptions WITHOUT_HASH = options(Fingerprint.NONE);

    private final Path folder;
    private final Assessor assessor;
    private final PrintWriter out;

    MetadataBench(Path folder, MediaRoots roots, PrintWriter out) {
        this.folder = folder;
        this.assessor = new Assessor(roots, new Analyser(), PixelReader.NONE, InstantSource.system());
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.sorted().toList();
        }
        double metadata = cpuMillis(files, file -> assess(file, WITHOUT_HASH));
        double whole = cpuMillis(files, file -> assess(file, WITH_HASH));
        double reading = cpuMillis(files, file -> FileBytes.open(file).close());
        double hash = cpuMillis(files, MetadataBench::hash) - reading;
        out.printf("turn without hash     %.3f ms of processor time%n", metadata);
        out.printf("turn with byte hash   %.3f ms%n", whole);
        out.printf("  reading the bytes   %.3f ms, hashing them %.3f%n", reading, hash);
        double exifTool = exifToolMillis(files.size());
        if (exifTool > 0) {
            out.printf("exiftool -fast2       %.3f ms%n", exifTool);
            out.printf(
                    "  is of a turn        %.1f times without hash, %.1f with%n",
                    exifTool / metadata, exifTool / whole);
        } else {
            out.printf("exiftool              is not installed%n");
        }
        out.flush();
    }

    private interface Work {
        void on(Path file) throws IOException, InterruptedException;
    }

    private static AssessmentOptions options(Fingerprint fingerprint) {
        return AssessmentOptions.withoutPixels(new AnalysisOptions(true, true, true, fingerprint));
    }

    private void assess(Path file, AssessmentOptions options) throws InterruptedException {
        if (assessor.assess(new SourceFile(file, 0, Instant.EPOCH), options)
                .analysis()
                .catalogued()
                .isEmpty()) {
            throw new IllegalStateException(file + " cannot be analysed");
        }
    }

    private static void hash(Path file) throws IOException {
        try (FileBytes bytes = FileBytes.open(file)) {
            bytes.sha256();
        }
    }

    /** Of a file, in the rounds that follow the warm-up. */
    private static double cpuMillis(List<Path> files, Work work) throws IOException, InterruptedException {
        var thread = ManagementFactory.getThreadMXBean();
        long start = 0;
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            start = round == WARM_UP ? thread.getCurrentThreadCpuTime() : start;
            for (Path file : files) {
                work.on(file);
            }
        }
        return (thread.getCurrentThreadCpuTime() - start) / 1e6 / ROUNDS / files.size();
    }

    /** 0 if there is no ExifTool. */
    private double exifToolMillis(int files) throws IOException {
        TimedCommand exifTool = TimedCommand.run("exiftool", "-fast2", "-q", "-j", folder.toString());
        return 1_000 * exifTool.cpuSeconds() / files;
    }
}
