package dev.mediaingest.app.cli.run;

import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.Tally;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one session in a terminal until it ends or Ctrl-C stops it at a file boundary. Watches for Ctrl-C, and any other way the
 * program may be told to end, from when it is made: before there is a session, and while its list is made.
 */
public final class Foreground implements AutoCloseable {
    private static final long LONGEST_START_SECONDS = 30;

    private final Wiring wiring;
    private final RunView view;
    private final PrintWriter err;
    private final String options;
    private final Thread hook = new Thread(this::stopAndSayHow, "ctrl-c");
    /** The session, as soon as there is one; empty when there will be none. */
    private final CompletableFuture<Optional<SessionId>> session = new CompletableFuture<>();

    /**
     * Watches from now on.
     *
     * @param options what a command to resume must repeat
     */
    public Foreground(Wiring wiring, RunView view, PrintWriter err, String options) {
        this.wiring = wiring;
        this.view = view;
        this.err = err;
        this.options = options;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Ends the program as Ctrl-C does, for one who found that nobody reads any more. Returns at once. */
    static void interrupt() {
        Thread.ofPlatform().name("interrupt").daemon().start(() -> System.exit(ExitCode.INTERRUPTED));
    }

    /** Waits for a session that is in the queue, or was stopped before it came there. */
    public int await(SessionId id) {
        session.complete(Optional.of(id));
        wiring.queue().await(id);
        if (isShuttingDown()) {
            return ExitCode.INTERRUPTED;
        }
        wiring.store().library().catchUp(); // commands that only read write nothing, not even what is still to be found
        RunSummary run = RunSummary.of(wiring.store(), id);
        view.ended(run);
        return run.exitCode();
    }

    /** The hook, if it runs, still needs what our caller closes next. */
    @Override
    public void close() {
        session.complete(Optional.empty());
        if (isShuttingDown()) {
            try {
                hook.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Takes the hook back, unless it is too late because it runs. */
    private boolean isShuttingDown() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private void stopAndSayHow() {
        wiring.queue().close();
        stopped()
                .ifPresentOrElse(
                        this::sayHow, () -> err.printf("%nStopped before the session began; nothing is lost.%n"));
        wiring.store().close();
    }

    private Optional<SessionId> stopped() {
        try {
            return session.get(LONGEST_START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private void sayHow(SessionId id) {
        RunSummary run = RunSummary.of(wiring.store(), id);
        Session stopped = run.session();
        Tally tally = run.tally();
        view.ended(run);
        err.printf(
                "%n%s; nothing is lost. Go on with:%n  ./media-ingest resume %s%s%n",
                stopped.planned()
                        ? "Stopped after %,d of %,d files".formatted(tally.processed(), tally.total())
                        : "Stopped while the list of files was made",
                id,
                options);
    }
}
