package dev.mediaingest.bench;

import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.app.wiring.WiringOptions;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.Tally;
import dev.mediaingest.session.queue.NothingFound;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** A folder of PNG files through the whole flow, into a fresh SQLite database: files a second, processor time and heap. */
final class IngestBench {
    private static final int WINDOW = 1_000;

    private final MediaRoots roots;
    private final String pictures;
    private final Fingerprint fingerprint;
    private final int workers;
    private final ThroughputWindows thousands = new ThroughputWindows(WINDOW);

    /** Measures a folder once; the words say what kind of pictures are in it. */
    IngestBench(Path media, String pictures, Fingerprint fingerprint, int workers) {
        this.roots = BenchSession.roots(media);
        this.pictures = pictures;
        this.fingerprint = fingerprint;
        this.workers = workers;
    }

    int run(Path dataFolder, int files, PrintWriter out) throws CannotStart {
        DataDirectory data = DataDirectory.open(dataFolder);
        long cpuBefore = ThisProcess.cpuNanos();
        long start = System.nanoTime();
        try (Wiring wiring = Wiring.open(WiringOptions.of(
                data,
                new DatabaseUrl.Sqlite(data.databaseFile()),
                roots,
                PixelSetup.standard(workers),
                thousands.counting(),
                out::println))) {
            Took took = ingest(wiring, start, cpuBefore);
            print(took, files, out);
            return took.tally.committed() == files ? ExitCode.OK : ExitCode.FAILED;
        } catch (NothingFound e) {
            throw new IllegalStateException(e);
        }
    }

    /** Seconds from opening the database on. */
    private record Took(Tally tally, double planned, double total, double cpu) {}

    private Took ingest(Wiring wiring, long start, long cpuBefore) throws NothingFound {
        var started = wiring.queue().start(BenchSession.parameters(roots, fingerprint, workers), Actor.PROGRAM);
        double planned = seconds(System.nanoTime() - start);
        wiring.queue().await(started.id());
        double total = seconds(System.nanoTime() - start);
        double cpu = seconds(ThisProcess.cpuNanos() - cpuBefore);
        return new Took(wiring.store().items().tally(started.id()), planned, total, cpu);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private void print(Took took, int files, PrintWriter out) {
        out.printf("files                 %,d of %s with generation parameters%n", took.tally.total(), pictures);
        out.printf("committed             %,d, keywords %,d%n", took.tally.committed(), took.tally.keywordsAdded());
        out.printf("plan                  %.2f s (%,.0f files/s)%n", took.planned, files / took.planned);
        out.printf("plan to end           %.2f s (%,.0f files/s)%n", took.total, files / took.total);
        out.printf("analyse and commit    %,.0f files/s%n", files / (took.total - took.planned));
        out.printf("processor time        %.2f ms a file%n", 1_000 * took.cpu / files);
        printThousands(out, thousands.rates());
        out.printf("heap at most          %,d MB%n", ThisProcess.peakHeapMegabytes());
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
