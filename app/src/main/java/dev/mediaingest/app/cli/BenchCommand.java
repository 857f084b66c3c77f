package dev.mediaingest.app.cli;

import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.app.CannotStart;
import dev.mediaingest.app.DataDirectory;
import dev.mediaingest.app.Wiring;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.discover.MediaRoots.NoSuchRoot;
import dev.mediaingest.report.Tally;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionQueue.NothingFound;
import dev.mediaingest.session.SessionQueue.Started;
import dev.mediaingest.store.DatabaseUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures this machine with files made on the spot, in a temporary folder that is gone afterwards. */
@Command(
        name = "bench",
        description = "Measure: pictures made on the spot through the whole flow into a fresh SQLite database.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final int STRETCH = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--what",
            paramLabel = "WHAT",
            description = "ingest: many 64x64 PNG. metadata: what reading 1-MB PNG costs without their pixels, compared"
                    + " with ExifTool if it is installed (default: ${DEFAULT-VALUE}).")
    private What what = What.ingest;

    @Option(names = "--files", paramLabel = "N", description = "How many (default: 20000, of 1-MB PNG 300).")
    private int files;

    @Option(names = "--workers", paramLabel = "N", description = "Files in work at once (default: ${DEFAULT-VALUE}).")
    private int workers = IngestCommand.DEFAULT_WORKERS;

    /** Named as they are written on the command line. */
    enum What {
        ingest(20_000, "64x64 PNG"),
        metadata(300, "1024x1024 PNG of 1 MB");

        private final int files;
        private final String pictures;

        What(int files, String pictures) {
            this.files = files;
            this.pictures = pictures;
        }
    }

    @Override
    public Integer call() throws CannotStart, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create("media-ingest-bench")) {
            Path media = Files.createDirectory(folder.path().resolve("media"));
            files = files > 0 ? files : what.files;
            switch (what) {
                case ingest -> BenchPictures.write(media, files);
                case metadata -> {
                    BenchPictures.writeLarge(media, files);
                    new MetadataBench(media, roots(media), spec.commandLine().getOut()).run();
                    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
                    measure(media, DataDirectory.open(folder.path().resolve("warm-up")), nowhere);
                }
            }
            return measure(
                    media,
                    DataDirectory.open(folder.path().resolve("data")),
                    spec.commandLine().getOut());
        } catch (IOException e) {
            throw new CannotStart("The pictures cannot be written: " + e.getMessage());
        }
    }

    private int measure(Path media, DataDirectory data, PrintWriter out) throws CannotStart {
        var stretches = new Stretches();
        MediaRoots roots = roots(media);
        long cpuBefore = cpuNanos();
        long start = System.nanoTime();
        try (Wiring wiring = Wiring.open(
                data,
                new DatabaseUrl.Sqlite(data.databaseFile()),
                roots,
                new PixelFlags().setup(workers),
                stretches,
                out::println)) {
            Started started = wiring.queue().start(parameters(roots));
            double planned = (System.nanoTime() - start) / 1e9;
            wiring.queue().await(started.id());
            double total = (System.nanoTime() - start) / 1e9;
            double cpu = (cpuNanos() - cpuBefore) / 1e9;
            Tally tally = wiring.store().sessions().tally(started.id());
            out.printf("files                 %,d of %s with generation parameters%n", tally.total(), what.pictures);
            out.printf("committed             %,d, keywords %,d%n", tally.committed(), tally.keywordsAdded());
            out.printf("plan                  %.2f s (%,.0f files/s)%n", planned, files / planned);
            out.printf("plan to end           %.2f s (%,.0f files/s)%n", total, files / total);
            out.printf("analyse and commit    %,.0f files/s%n", files / (total - planned));
            out.printf("processor time        %.2f ms a file%n", 1_000 * cpu / files);
            stretches.print(out);
            out.printf("heap at most          %,d MB%n", peakHeapMegabytes());
            return tally.committed() == files ? ExitCode.OK : ExitCode.FAILED;
        } catch (NothingFound e) {
            throw new IllegalStateException(e);
        }
    }

    private SessionParameters parameters(MediaRoots roots) {
        return new SessionParameters(
                roots.all(),
                FilePattern.of("*.png"),
                true,
                false,
                SessionParameters.DEFAULT_NSFW_THRESHOLD,
                true,
                true,
                true,
                Fingerprint.BYTES,
                true,
                OptionalLong.empty(),
                workers);
    }

    private static MediaRoots roots(Path media) {
        try {
            return MediaRoots.of(List.of(media));
        } catch (NoSuchRoot e) {
            throw new IllegalStateException(e);
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long peakHeapMegabytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                / (1 << 20);
    }

    /** Files a second over the first and the last stretch that count: one behind the warm-up, one before the end. */
    private static final class Stretches implements SessionListener {
        private final List<Long> ends = new ArrayList<>();
        private long ended;

        @Override
        public void on(SessionEvent event) {
            if (event instanceof ItemEnded && ++ended % STRETCH == 0) {
                ends.add(System.nanoTime());
            }
        }

        void print(PrintWriter out) {
            if (ends.size() >= 4) {
                out.printf("second thousand       %,.0f files/s%n", rate(1));
                out.printf("middle thousand       %,.0f files/s%n", rate(ends.size() / 2));
                out.printf("last thousand         %,.0f files/s%n", rate(ends.size() - 1));
            }
        }

        private double rate(int stretch) {
            return STRETCH * 1e9 / (ends.get(stretch) - ends.get(stretch - 1));
        }
    }
}
