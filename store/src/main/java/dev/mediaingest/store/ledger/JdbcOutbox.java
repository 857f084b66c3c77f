package dev.mediaingest.store.ledger;

import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.Outbox;
import dev.mediaingest.session.Session;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Times;
import java.time.Instant;
import java.util.List;

/** Notices that are still to be delivered, in SQL: a column of the session's row. */
public final class JdbcOutbox implements Outbox {
    private final Database database;
    private final String server;

    public JdbcOutbox(Database database, String server) {
        this.database = database;
        this.server = server;
    }

    @Override
    public List<Session> pending(Instant since) {
        return database.read(handle -> handle.createQuery("""
                        select * from ingest_sessions
                        where untold_by = :server and ended_at >= :since order by ended_at, id
                        """)
                .bind("server", server)
                .bind("since", Times.micros(since))
                .map((row, context) -> SessionRows.session(row))
                .list());
    }

    @Override
    public void delivered(SessionId id) {
        database.write(
                handle -> handle.execute("update ingest_sessions set untold_by = null where id = ?", id.value()));
    }
}
