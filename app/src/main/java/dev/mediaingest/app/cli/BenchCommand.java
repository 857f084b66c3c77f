package dev.mediaingest.app.cli;

import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.app.CannotStart;
import dev.mediaingest.app.DataDirectory;
import dev.mediaingest.app.Wiring;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.discover.MediaRoots.NoSuchRoot;
import dev.mediaingest.report.Tally;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionQueue.NothingFound;
import dev.mediaingest.session.SessionQueue.Started;
import dev.mediaingest.store.Stores;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    /** Different files behind many names. */
    private static final int LINKED = 300;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--what",
            paramLabel = "WHAT",
            description = "ingest: many 64x64 PNG. metadata: 1-MB PNG without their pixels and hashes, beside ExifTool"
                    + " if it is installed. pixels: all that is found in pixels, kind by kind, beside Pillow if it is"
                    + " installed. mixed: a usual folder through the whole flow, all processes counted. commit: the database alone, 20 keywords a file. library:"
                    + " pages and filters over many files. rescan: a second session"
                    + " over unchanged files. soak: whether anything grows with a session. load: a server that ingests"
                    + " while 100 streams and 50 requests a second ask it (default: ingest).")
    private What what = What.INGEST;

    @Option(names = "--files", paramLabel = "N", description = "How many (default: as many as the figures need).")
    private int files;

    @Option(names = "--workers", paramLabel = "N", description = "Files in work at once (default: ${DEFAULT-VALUE}).")
    private int workers = SessionParameters.DEFAULT_WORKERS;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "An empty database to fill, for commit, library and rescan (default: a fresh SQLite file).")
    private @Nullable String databaseUrl;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Sessions that commit at once, for commit (default: ${DEFAULT-VALUE}).")
    private int connections = 1;

    /** What is measured. */
    enum What {
        INGEST(20_000, "64x64 PNG"),
        METADATA(6_000, "1024x1024 PNG of 1 MB"),
        PIXELS(8, "each kind"),
        MIXED(400, "all kinds"),
        COMMIT(20_000, "no files"),
        LIBRARY(100_000, "no files"),
        RESCAN(100_000, "64x64 PNG"),
        SOAK(1_000_000, "64x64 PNG"),
        LOAD(20_000, "1024x1024 PNG of 1 MB");

        private final int files;
        private final String pictures;

        What(int files, String pictures) {
            this.files = files;
            this.pictures = pictures;
        }

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws CannotStart, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create("media-ingest-bench")) {
            files = files > 0 ? files : what.files;
            PrintWriter out = spec.commandLine().getOut();
            Path media = Files.createDirectory(folder.path().resolve("media"));
            Path data = folder.path().resolve("data");
            return switch (what) {
                case INGEST -> {
                    BenchPictures.write(media, files);
                    yield measure(media, data, Fingerprint.PIXELS, out);
                }
                case METADATA -> metadata(folder.path(), media, data, out);
                case PIXELS -> {
                    new PixelBench(media, out).run(files);
                    yield ExitCode.OK;
                }
                case MIXED -> {
                    new MixedBench(folder.path(), out, workers).run(files);
                    yield ExitCode.OK;
                }
                case COMMIT -> {
                    new CommitBench(url(DataDirectory.open(data)), connections, out).run(files);
                    yield ExitCode.OK;
                }
                case LIBRARY -> {
                    new LibraryBench(url(DataDirectory.open(data)), out).run(files);
                    yield ExitCode.OK;
                }
                case SOAK -> {
                    Path originals = Files.createDirectory(folder.path().resolve("originals"));
                    BenchPictures.write(originals, LINKED);
                    BenchPictures.link(originals.resolve("0000"), media, files);
                    DataDirectory directory = DataDirectory.open(data);
                    yield new SoakBench(media, directory, url(directory), out, workers).run(files);
                }
                case LOAD -> {
                    Path originals = Files.createDirectory(folder.path().resolve("originals"));
                    BenchPictures.writeLarge(originals, LINKED);
                    BenchPictures.link(originals, media, files);
                    yield new LoadBench(folder.path(), out, workers).run(media.toRealPath(), files);
                }
                case RESCAN -> {
                    Path originals = Files.createDirectory(folder.path().resolve("originals"));
                    BenchPictures.write(originals, LINKED);
                    BenchPictures.link(originals.resolve("0000"), media, files);
                    DataDirectory directory = DataDirectory.open(data);
                    new RescanBench(media, directory, url(directory), out).run();
                    yield ExitCode.OK;
                }
            };
        } catch (IOException e) {
            throw new CannotStart("The pictures cannot be written: " + e.getMessage());
        }
    }

    /** What a bench writes is of no use to anybody, so a database in use is left alone. */
    private DatabaseUrl url(DataDirectory data) throws CannotStart {
        DatabaseUrl url =
                databaseUrl == null ? new DatabaseUrl.Sqlite(data.databaseFile()) : DataOptions.parse(databaseUrl);
        if (Stores.describe(url).mediaFiles() > 0) {
            throw new CannotStart("The database " + url.shown() + " has files in it; bench needs an empty one.");
        }
        return url;
    }

    private int metadata(Path folder, Path media, Path data, PrintWriter out)
            throws CannotStart, IOException, InterruptedException {
        Path originals = Files.createDirectory(folder.resolve("originals"));
        BenchPictures.writeLarge(originals, Math.min(files, LINKED));
        BenchPictures.link(originals, media, files);
        new MetadataBench(originals, roots(originals), out).run();
        measure(media, folder.resolve("warm-up"), Fingerprint.NONE, new PrintWriter(Writer.nullWriter()));
        return measure(media, data, Fingerprint.NONE, out);
    }

    private int measure(Path media, Path folder, Fingerprint fingerprint, PrintWriter out) throws CannotStart {
        DataDirectory data = DataDirectory.open(folder);
        var thousands = new Stretches(STRETCH);
        MediaRoots roots = roots(media);
        long cpuBefore = cpuNanos();
        long start = System.nanoTime();
        try (Wiring wiring = Wiring.open(
                data,
                new DatabaseUrl.Sqlite(data.databaseFile()),
                roots,
                new PixelFlags().setup(workers),
                thousands.counting(),
                out::println)) {
            Started started = wiring.queue().start(parameters(roots, fingerprint, workers), Actor.PROGRAM);
            double planned = (System.nanoTime() - start) / 1e9;
            wiring.queue().await(started.id());
            double total = (System.nanoTime() - start) / 1e9;
            double cpu = (cpuNanos() - cpuBefore) / 1e9;
            Tally tally = wiring.store().items().tally(started.id());
            out.printf("files                 %,d of %s with generation parameters%n", tally.total(), what.pictures);
            out.printf("committed             %,d, keywords %,d%n", tally.committed(), tally.keywordsAdded());
            out.printf("plan                  %.2f s (%,.0f files/s)%n", planned, files / planned);
            out.printf("plan to end           %.2f s (%,.0f files/s)%n", total, files / total);
            out.printf("analyse and commit    %,.0f files/s%n", files / (total - planned));
            out.printf("processor time        %.2f ms a file%n", 1_000 * cpu / files);
            printThousands(out, thousands.rates());
            out.printf("heap at most          %,d MB%n", peakHeapMegabytes());
            return tally.committed() == files ? ExitCode.OK : ExitCode.FAILED;
        } catch (NothingFound e) {
            throw new IllegalStateException(e);
        }
    }

    static SessionParameters parameters(MediaRoots roots, Fingerprint fingerprint, int workers) {
        return new SessionParameters(
                roots.all(),
                FilePattern.of("*.png"),
                true,
                false,
                SessionParameters.DEFAULT_NSFW_THRESHOLD,
                true,
                true,
                true,
                fingerprint,
                true,
                OptionalLong.empty(),
                workers);
    }

    static MediaRoots roots(Path media) {
        try {
            return MediaRoots.of(List.of(media));
        } catch (NoSuchRoot e) {
            throw new IllegalStateException(e);
        }
    }

    static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    static long peakHeapMegabytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                / (1 << 20);
    }

    /** One behind the warm-up, one before the end, one between. */
    private static void printThousands(PrintWriter out, List<Double> rates) {
        if (rates.size() >= 4) {
            out.printf("second thousand       %,.0f files/s%n", rates.get(1));
            out.printf("middle thousand       %,.0f files/s%n", rates.get(rates.size() / 2));
            out.printf("last thousand         %,.0f files/s%n", rates.getLast());
        }
    }
}
