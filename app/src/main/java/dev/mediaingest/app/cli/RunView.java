package dev.mediaingest.app.cli;

import dev.mediaingest.report.Tally;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionListener;

/** Shows a run on standard output. */
interface RunView extends SessionListener, AutoCloseable {
    /** Shows how it ended. */
    void ended(Session session, Tally tally);

    /** Takes whatever moves off the screen. */
    @Override
    void close();
}
