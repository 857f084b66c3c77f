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
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.Tally;
import dev.mediaingest.session.queue.NothingFound;
import dev.mediaingest.session.queue.SessionQueue.Started;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The whole flow over a mixed folder, with the processor time of all processes: everything but the score, without the pixel
 * hash, and everything. What the second half took is told apart from what starting and warming up took.
 */
final class MixedBench {
    private static final String PATTERN = "*.png|*.jpg|*.webp|*.mp4";

    private final Path folder;
    private final PrintWriter out;
    private final int workers;

    MixedBench(Path folder, PrintWriter out, int workers) {
        this.folder = folder;
        this.out = out;
        this.workers = workers;
    }

    int run(int files) throws CannotStart, IOException {
        Path media = Files.createDirectory(folder.resolve("mixed"));
        new MixedCorpus().write(media, files);
        MediaRoots roots = BenchSession.roots(media);
        out.printf("%,d files: 62 %% 1-MP PNG, 18 %% 1-MP JPEG and WebP, 10 %% 12-MP JPEG, 10 %% 1080p MP4%n", files);
        out.printf("%-26s%10s%12s%12s%8s%8s%10s%n", "", "files/s", "ms/file", "2nd half", "parent", "busy", "memory");
        run(roots, files, "score off", Fingerprint.PIXELS, false);
        run(roots, files, "score off, no pixel hash", Fingerprint.BYTES, false);
        run(roots, files, "everything", Fingerprint.PIXELS, true);
        PillowPass.millisAPicture(media)
                .ifPresentOrElse(
                        millis -> out.printf(
                                "%-26s%10s%12.1f  (a picture, without videos)%n", "Pillow and numpy", "", millis),
                        () -> out.printf("Pillow or numpy           is not installed%n"));
        out.flush();
        return ExitCode.OK;
    }

    private void run(MediaRoots roots, int files, String name, Fingerprint fingerprint, boolean score)
            throws CannotStart {
        DataDirectory data = DataDirectory.open(folder.resolve("data-" + fingerprint + score));
        try (ProcessTree processes = new ProcessTree()) {
            Halves halves = new Halves(processes, files / 2);
            try (Wiring wiring = Wiring.open(WiringOptions.of(
                    data,
                    new DatabaseUrl.Sqlite(data.databaseFile()),
                    roots,
                    PixelSetup.standard(workers),
                    halves,
                    out::println))) {
                Moment start = Moment.now(processes);
                ingest(wiring, BenchSession.parameters(roots, PATTERN, fingerprint, score, workers), files);
                print(name, files, start, halves.moment, Moment.now(processes), processes.mostMegabytes());
            }
        } catch (NothingFound e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ingest(Wiring wiring, SessionParameters parameters, int files) throws NothingFound {
        Started started = wiring.queue().start(parameters, Actor.PROGRAM);
        wiring.queue().await(started.id());
        Tally tally = wiring.store().items().tally(started.id());
        if (tally.committed() != files) {
            throw new IllegalStateException("only " + tally.committed() + " of " + files + " were committed");
        }
    }

    private void print(String name, int files, Moment start, Moment half, Moment end, long megabytes) {
        double all = end.cpuNanos - start.cpuNanos;
        double secondHalf = end.cpuNanos - half.cpuNanos;
        int cores = Runtime.getRuntime().availableProcessors();
        out.printf(
                "%-26s%10.1f%12.1f%12.1f%7.0f%%%7.0f%%%7d MB%n",
                name,
                files * 1e9 / (end.nanos - start.nanos),
                all / 1e6 / files,
                secondHalf / 1e6 / (files - files / 2),
                100 * (1 - (end.childNanos - start.childNanos) / all),
                100 * secondHalf / (end.nanos - half.nanos) / cores,
                megabytes);
        out.flush();
    }

    /** When it is, and the processor time so far of all processes and of the children among them. */
    private record Moment(long nanos, long cpuNanos, double childNanos) {
        static Moment now(ProcessTree processes) {
            return new Moment(System.nanoTime(), processes.cpuNanos(), processes.childrenCpuNanos());
        }
    }

    /** Notes when half of the files had ended. */
    private static final class Halves implements SessionListener {
        private final ProcessTree processes;
        private final int half;
        private int ended;
        private volatile Moment moment = new Moment(0, 0, 0);

        Halves(ProcessTree processes, int half) {
            this.processes = processes;
            this.half = half;
        }

        @Override
        public void on(SessionEvent event) {
            if (event instanceof ItemEnded && ++ended == half) {
                moment = Moment.now(processes);
            }
        }
    }
}
