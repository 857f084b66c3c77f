package dev.mediaingest.app.cli;

import dev.mediaingest.app.Wiring;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.Tally;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import java.io.PrintWriter;

/** Runs one session in a terminal until it ends or Ctrl-C stops it at a file boundary. */
final class Foreground {
    private final Wiring wiring;
    private final RunView view;
    private final PrintWriter err;
    private final String options;

    /**
     * Prepares a run.
     *
     * @param options what a command to resume must repeat
     */
    Foreground(Wiring wiring, RunView view, PrintWriter err, String options) {
        this.wiring = wiring;
        this.view = view;
        this.err = err;
        this.options = options;
    }

    /** Waits for a session that is in the queue. */
    int await(SessionId id) {
        Thread hook = new Thread(() -> stopAndSayHow(id), "ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
        wiring.queue().await(id);
        if (isShuttingDown(hook)) {
            return awaitWords(hook);
        }
        wiring.store().library().catchUp(); // commands that only read write nothing, not even what is still to be found
        Session session = wiring.store().sessions().find(id).orElseThrow();
        Tally tally = wiring.store().sessions().tally(id);
        view.ended(session, tally);
        return exitCode(session, tally);
    }

    /** Takes the hook back, unless it is too late because it runs. */
    private static boolean isShuttingDown(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** The hook still needs what our caller would close. */
    private static int awaitWords(Thread hook) {
        try {
            hook.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.INTERRUPTED;
    }

    private void stopAndSayHow(SessionId id) {
        wiring.queue().close();
        Session session = wiring.store().sessions().find(id).orElseThrow();
        Tally tally = wiring.store().sessions().tally(id);
        view.ended(session, tally);
        err.printf(
                "%nStopped after %,d of %,d files; nothing is lost. Go on with:%n  ./media-ingest resume %s%s%n",
                tally.processed(), tally.total(), id, options);
        wiring.store().close();
    }

    private static int exitCode(Session session, Tally tally) {
        if (session.state() != SessionState.COMPLETED) {
            return session.state() == SessionState.INTERRUPTED ? ExitCode.INTERRUPTED : ExitCode.FAILED;
        }
        return tally.errors() == 0 ? ExitCode.OK : ExitCode.SOME_FILES_FAILED;
    }
}
