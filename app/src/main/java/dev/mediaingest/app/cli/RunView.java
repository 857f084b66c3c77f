package dev.mediaingest.app.cli;

import dev.mediaingest.session.SessionListener;

/** Shows a run on standard output. */
interface RunView extends SessionListener, AutoCloseable {
    /** Shows how it ended. */
    void ended(RunSummary run);

    /** Takes whatever moves off the screen. */
    @Override
    void close();
}
