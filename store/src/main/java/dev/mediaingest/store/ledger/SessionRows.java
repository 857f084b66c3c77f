package dev.mediaingest.store.ledger;

import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.ParametersJson;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.store.sql.NullableColumns;
import dev.mediaingest.store.sql.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of the sessions' table, for whichever port reads or moves them inside its transaction. */
public final class SessionRows {
    private final JdbcLeases leases;
    private final InstantSource clock;

    public SessionRows(JdbcLeases leases, InstantSource clock) {
        this.leases = leases;
        this.clock = clock;
    }

    static Session require(Handle handle, SessionId id) {
        return find(handle, id).orElseThrow(() -> new IllegalStateException("no session " + id));
    }

    static Optional<Session> find(Handle handle, SessionId id) {
        return handle.createQuery("select * from ingest_sessions where id = :id")
                .bind("id", id.value())
                .map((row, context) -> session(row))
                .findOne();
    }

    /** Moves a session and writes the audit log; returns whether the session still was in the state it is moved from. */
    boolean move(Handle handle, SessionId id, SessionState from, SessionState to, @Nullable String message) {
        int moved = handle.createUpdate("""
                update ingest_sessions
                set state = :state, message = :message, updated_at = :now,
                    started_at = case when :state = 'processing' then coalesce(started_at, :now) else started_at end,
                    ended_at = case when :ended then :now else null end,
                    tally = case when :ended then tally else null end,
                    summary = case when :ended then summary else null end,
                    untold_by = case when :state in ('completed', 'error') then :server end,
                    queue_place = case
                        when :state = 'starting'
                            then coalesce(queue_place, (select coalesce(max(queue_place), 0) + 1 from ingest_sessions))
                        when :state in ('processing', 'interrupted') then queue_place
                        else null end,
                    working_since = case when :state = 'processing' then :now else null end,
                    worked_micros = worked_micros + case
                        when working_since is null then 0
                        when :until > working_since then :until - working_since
                        else 0 end
                where id = :id and state = :before
                """)
                .bind("id", id.value())
                .bind("state", to.label())
                .bind("message", message)
                .bind("ended", to.hasEnded())
                .bind("server", leases.server())
                .bind("now", now())
                .bind("before", from.label())
                .bind("until", to == SessionState.INTERRUPTED ? lastSign(handle, id) : now())
                .execute();
        if (moved > 0) {
            audit(handle, id, to.label(), Actor.PROGRAM, message);
        }
        return moved > 0;
    }

    /** When an item of the session ended last: how long its process lived on nobody knows. */
    private static long lastSign(Handle handle, SessionId id) {
        return handle.createQuery("""
                        select ended_at from ingest_items
                        where session_id = :id and revision > 0 order by revision desc limit 1
                        """)
                .bind("id", id.value())
                .map((row, context) -> row.getLong("ended_at"))
                .findOne()
                .orElse(0L);
    }

    /** Writes a line of the audit log. */
    void audit(Handle handle, SessionId id, String operation, Actor by, @Nullable String detail) {
        handle.createUpdate("""
                insert into ingest_audit (happened_at, session_id, operation, actor, detail)
                values (:now, :session, :operation, :actor, :detail)
                """)
                .bind("now", now())
                .bind("session", id.value())
                .bind("operation", operation)
                .bind("actor", by.name())
                .bind("detail", detail)
                .execute();
    }

    long now() {
        return Times.micros(clock.instant());
    }

    static Session session(ResultSet row) throws SQLException {
        return new Session(
                new SessionId(row.getString("id")),
                SessionState.ofLabel(row.getString("state")),
                ParametersJson.read(row.getString("parameters")),
                row.getBoolean("planned"),
                row.getLong("total_files"),
                row.getString("message"),
                Times.instant(row.getLong("created_at")),
                Times.instant(row, "started_at"),
                Times.instant(row, "ended_at"),
                Times.instant(row.getLong("updated_at")),
                NullableColumns.whole(row, "queue_place"),
                Times.instant(row, "working_since"),
                Duration.of(row.getLong("worked_micros"), ChronoUnit.MICROS));
    }
}
