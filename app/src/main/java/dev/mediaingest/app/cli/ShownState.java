package dev.mediaingest.app.cli;

import dev.mediaingest.app.DataDirectory;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;

/** The word for a session's state: one that no living process has is interrupted, whatever its row says. */
final class ShownState {
    private final boolean held;

    private ShownState(boolean held) {
        this.held = held;
    }

    static ShownState of(DataDirectory directory) {
        return new ShownState(directory.holder().isPresent());
    }

    String of(Session session) {
        return (session.state().isActive() && !held ? SessionState.INTERRUPTED : session.state()).label();
    }
}
