package dev.mediaingest.assess;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.pixels.PixelReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * How many 64x64 PNGs are made and assessed in a second, on one thread. Run by hand: {@code AssessorSpeed [files]}. Says
 * nothing about a cold disk: the files were written just before.
 */
final class AssessorSpeed {
    private static final AssessmentOptions EVERYTHING = AssessmentOptions.withoutPixels(AnalysisOptions.everything());
    private static final String INFOTEXT = """
            masterpiece, best quality, (alpine valley at dawn:1.3), ((pine forest)), soft mist, wide angle, <lora:watercolor_wash:0.7>
            Negative prompt: lowres, (worst quality:1.4), blurry, watermark, text
            Steps: 28, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: SEED, Size: 64x64, Model hash: 45a21ea00a, \
            Model: landscapeDream_v3, Clip skip: 2, Lora hashes: "watercolor_wash: 7d1f0c2b9a3e", Version: v1.10.1""";

    private AssessorSpeed() {}

    public static void main(String[] arguments) throws Exception {
        int count = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("speed").toRealPath();
        List<Path> files = new ArrayList<>();
        try {
            report("made", count, () -> make(count, folder, files));
            Assessor assessor = new Assessor(
                    MediaRoots.of(List.of(folder)), new Analyser(), PixelReader.NONE, InstantSource.system());
            for (int round = 1; round <= 4; round++) {
                report("assessed, round " + round, count, () -> assess(assessor, files));
            }
        } finally {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    private static void make(int count, Path folder, List<Path> files) throws Exception {
        for (int i = 0; i < count; i++) {
            PngFile file = PngFile.of(64, 64).seed(i).infotext(INFOTEXT.replace("SEED", String.valueOf(i)));
            files.add(file.writeTo(folder.resolve("picture-" + i + ".png")));
        }
    }

    private static void assess(Assessor assessor, List<Path> files) throws InterruptedException {
        for (Path file : files) {
            Assessment assessment = assessor.assess(new SourceFile(file, 0, Instant.EPOCH), EVERYTHING);
            if (assessment.analysis().catalogued().isEmpty()) {
                throw new IllegalStateException(assessment.toString());
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void report(String what, int count, Work work) throws Exception {
        var thread = ManagementFactory.getThreadMXBean();
        long wall = System.nanoTime();
        long cpu = thread.getCurrentThreadCpuTime();
        work.run();
        double wallSeconds = (System.nanoTime() - wall) / 1e9;
        double cpuSeconds = (thread.getCurrentThreadCpuTime() - cpu) / 1e9;
        System.out.printf("%s: %.0f files/s, %.3f ms CPU each%n", what, count / wallSeconds, 1000 * cpuSeconds / count);
    }
}
