package dev.mediaingest.app.cli;

import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.app.CannotStart;
import dev.mediaingest.app.DataDirectory;
import dev.mediaingest.app.Wiring;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.report.Tally;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionQueue.NothingFound;
import dev.mediaingest.session.SessionQueue.Started;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The whole flow over a mixed folder, with the processor time of all processes: everything but the score, without the pixel
 * hash, and everything. What the second half took is told apart from what starting and warming up took.
 */
final class MixedBench {
    private final Path folder;
    private final PrintWriter out;
    private final int workers;

    MixedBench(Path folder, PrintWriter out, int workers) {
        this.folder = folder;
        this.out = out;
        this.workers = workers;
    }

    void run(int files) throws CannotStart, IOException {
        Path media = Files.createDirectory(folder.resolve("mixed"));
        new MixedCorpus().write(media, files);
        MediaRoots roots = BenchCommand.roots(media);
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
    }

    private void run(MediaRoots roots, int files, String name, Fingerprint fingerprint, boolean score)
            throws CannotStart {
        DataDirectory data = DataDirectory.open(folder.resolve("data-" + fingerprint + score));
        try (ProcessTree processes = new ProcessTree()) {
            Halves halves = new Halves(processes, files / 2);
            long childrenBefore = processes.childrenCpuNanos();
            try (Wiring wiring = Wiring.open(
                    data,
                    new DatabaseUrl.Sqlite(data.databaseFile()),
                    roots,
                    new PixelFlags().setup(workers),
                    halves,
                    out::println)) {
                Moment start = Moment.now(processes);
                Started started = wiring.queue().start(parameters(roots, fingerprint, score), Actor.PROGRAM);
                wiring.queue().await(started.id());
                Moment end = Moment.now(processes);
                Tally tally = wiring.store().items().tally(started.id());
                if (tally.committed() != files) {
                    throw new IllegalStateException("only " + tally.committed() + " of " + files + " were committed");
                }
                double children = processes.childrenCpuNanos() - childrenBefore;
                double all = end.cpuNanos - start.cpuNanos;
                Moment half = halves.moment;
                out.printf(
                        "%-26s%10.1f%12.1f%12.1f%7.0f%%%7.0f%%%7d MB%n",
                        name,
                        files * 1e9 / (end.nanos - start.nanos),
                        all / 1e6 / files,
                        (end.cpuNanos - half.cpuNanos) / 1e6 / (files - files / 2),
                        100 * (1 - children / all),
                        100.0
                                * (end.cpuNanos - half.cpuNanos)
                                / (end.nanos - half.nanos)
                                / Runtime.getRuntime().availableProcessors(),
                        processes.mostMegabytes());
                out.flush();
            }
        } catch (NothingFound e) {
            throw new IllegalStateException(e);
        }
    }

    private SessionParameters parameters(MediaRoots roots, Fingerprint fingerprint, boolean score) {
        return new SessionParameters(
                roots.all(),
                FilePattern.of(IngestCommand.ALL_MEDIA),
                true,
                score,
                SessionParameters.DEFAULT_NSFW_THRESHOLD,
                true,
                true,
                true,
                fingerprint,
                true,
                OptionalLong.empty(),
                workers);
    }

    private record Moment(long nanos, long cpuNanos) {
        static Moment now(ProcessTree processes) {
            return new Moment(System.nanoTime(), processes.cpuNanos());
        }
    }

    /** Notes when half of the files had ended. */
    private static final class Halves implements SessionListener {
        private final ProcessTree processes;
        private final int half;
        private int ended;
        private volatile Moment moment = new Moment(0, 0);

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
