package dev.mediaingest.app.cli.run;

import dev.mediaingest.app.cli.Terminal;
import dev.mediaingest.session.SessionListener;
import java.io.PrintWriter;

/** Shows a run on standard output. */
public interface RunView extends SessionListener, AutoCloseable {
    /**
     * The view a command is asked for.
     *
     * @param json whether a program reads it
     * @param options what commands that are suggested must repeat
     */
    static RunView of(boolean json, PrintWriter out, String options) {
        return json ? new JsonView(out, Foreground::interrupt) : new TextView(out, Terminal.isThere(), options);
    }

    /** Shows how it ended. */
    void ended(RunSummary run);

    /** Takes whatever moves off the screen. */
    @Override
    void close();
}
