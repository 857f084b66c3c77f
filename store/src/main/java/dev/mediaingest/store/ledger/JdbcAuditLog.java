package dev.mediaingest.store.ledger;

import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.AuditEntry;
import dev.mediaingest.session.AuditLog;
import dev.mediaingest.session.Operation;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.sql.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit log in SQL. */
public final class JdbcAuditLog implements AuditLog {
    private final Database database;
    private final SessionRows rows;

    public JdbcAuditLog(Database database, SessionRows rows) {
        this.database = database;
        this.rows = rows;
    }

    @Override
    public void record(SessionId id, Operation operation, Actor by, @Nullable String detail) {
        database.write(handle -> {
            rows.audit(handle, id, operation.label(), by, detail);
            return true;
        });
    }

    @Override
    public List<AuditEntry> list(@Nullable SessionId id, int limit, int offset) {
        return database.read(handle -> handle.createQuery("""
                        select id, happened_at, session_id, operation, actor, detail from ingest_audit
                        where :all or session_id = :id order by id desc limit :limit offset :offset
                        """)
                .bind("all", id == null)
                .bind("id", id == null ? "" : id.value())
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> entry(row))
                .list());
    }

    @Override
    public long count(@Nullable SessionId id) {
        return database.read(
                handle -> handle.createQuery("select count(*) from ingest_audit where :all or session_id = :id")
                        .bind("all", id == null)
                        .bind("id", id == null ? "" : id.value())
                        .mapTo(Long.class)
                        .one());
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        String session = row.getString("session_id");
        return new AuditEntry(
                row.getLong("id"),
                Times.instant(row.getLong("happened_at")),
                session == null ? null : new SessionId(session),
                row.getString("operation"),
                row.getString("actor"),
                row.getString("detail"));
    }
}
