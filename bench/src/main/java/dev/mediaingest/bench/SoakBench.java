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
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.Tally;
import dev.mediaingest.session.queue.NothingFound;
import dev.mediaingest.session.queue.SessionQueue.Started;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whether anything grows with a session: heap, time a file, what the state directory takes. Tells of itself as it goes. */
final class SoakBench {
    private final Path media;
    private final DataDirectory data;
    private final DatabaseUrl url;
    private final PrintWriter out;
    private final int workers;

    SoakBench(Path media, DataDirectory data, DatabaseUrl url, PrintWriter out, int workers) {
        this.media = media;
        this.data = data;
        this.url = url;
        this.out = out;
        this.workers = workers;
    }

    int run(int files) throws CannotStart, IOException {
        MediaRoots roots = BenchSession.roots(media);
        int length = Math.max(1, Math.min(100_000, files / 10));
        var windows = new ThroughputWindows(length);
        try (Wiring wiring = Wiring.open(WiringOptions.of(
                data, url, roots, PixelSetup.standard(workers), counting(windows, length), out::println))) {
            long start = System.nanoTime();
            Started started =
                    wiring.queue().start(BenchSession.parameters(roots, Fingerprint.NONE, workers), Actor.PROGRAM);
            double planned = (System.nanoTime() - start) / 1e9;
            wiring.queue().await(started.id());
            double total = (System.nanoTime() - start) / 1e9;
            Tally tally = wiring.store().items().tally(started.id());
            List<Double> rates = windows.rates();
            out.printf("files                 %,d, committed %,d%n", tally.total(), tally.committed());
            out.printf("plan                  %.1f s, to the end %.1f s%n", planned, total);
            if (!rates.isEmpty()) {
                out.printf("first and last %,d  %,.0f and %,.0f files/s%n", length, rates.getFirst(), rates.getLast());
            }
            out.printf("heap at most          %,d MB%n", ThisProcess.peakHeapMegabytes());
            out.printf("state directory       %,d bytes a file%n", bytes(data.stateDirectory()) / files);
            out.flush();
            return tally.committed() == files ? ExitCode.OK : ExitCode.FAILED;
        } catch (NothingFound e) {
            throw new IllegalStateException(e);
        }
    }

    private static long bytes(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> list = Files.list(folder)) {
            List<Path> files = list.toList();
            for (Path file : files) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private SessionListener counting(ThroughputWindows windows, int length) {
        return event -> {
            if (event instanceof ItemEnded && windows.count()) {
                List<Double> rates = windows.rates();
                out.printf("  %,11d          %,.0f files/s%n", (long) rates.size() * length, rates.getLast());
                out.flush();
            }
        };
    }
}
