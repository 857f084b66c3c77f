package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.store.sql.DatabaseUrl;

/** The word for a session's state: one that no living process has is interrupted, whatever its row says. */
final class ShownState {
    private final boolean held;

    private ShownState(boolean held) {
        this.held = held;
    }

    /** By the claim on the folder that holds the database's file. */
    static ShownState of(DataDirectory directory, DatabaseUrl url) {
        return switch (url) {
            case DatabaseUrl.Sqlite sqlite -> new ShownState(directory.holder().isPresent());
            case DatabaseUrl.Postgres postgres -> new ShownState(true); // the servers there watch each other
        };
    }

    String of(Session session) {
        return (session.state().isActive() && !held ? SessionState.INTERRUPTED : session.state()).label();
    }
}
