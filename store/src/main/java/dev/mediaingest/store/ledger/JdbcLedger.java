package dev.mediaingest.store.ledger;

import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Operation;
import dev.mediaingest.session.ParametersJson;
import dev.mediaingest.session.Reconciliation;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Times;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The ledger in SQL. Every move of a session is written to the audit log in the same transaction. */
public final class JdbcLedger implements Ledger {
    private final Database database;
    private final JdbcLeases leases;
    private final SessionRows rows;
    private final SessionCounts counts;

    public JdbcLedger(Database database, JdbcLeases leases, SessionRows rows, SessionCounts counts) {
        this.database = database;
        this.leases = leases;
        this.rows = rows;
        this.counts = counts;
    }

    @Override
    public Created create(SessionId id, SessionParameters parameters, Actor by) {
        return database.write(handle -> {
            handle.createUpdate("""
                    insert into ingest_sessions (id, state, parameters, planned, total_files, created_at, updated_at,
                        queue_place)
                    values (:id, 'starting', :parameters, false, 0, :now, :now,
                        (select coalesce(max(queue_place), 0) + 1 from ingest_sessions))
                    """)
                    .bind("id", id.value())
                    .bind("parameters", ParametersJson.write(parameters).toString())
                    .bind("now", rows.now())
                    .execute();
            Lease lease = leases.claim(handle, id).orElseThrow();
            rows.audit(handle, id, Operation.START.label(), by, String.join(", ", names(parameters.directories())));
            return new Created(SessionRows.require(handle, id), lease);
        });
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return database.read(handle -> SessionRows.find(handle, id));
    }

    @Override
    public List<Session> list(Set<SessionState> states, int limit, int offset) {
        return states.isEmpty()
                ? List.of()
                : database.read(handle -> handle.createQuery("""
                        select * from ingest_sessions where state in (<states>)
                        order by created_at desc, id limit :limit offset :offset
                        """)
                        .bindList("states", labels(states))
                        .bind("limit", limit)
                        .bind("offset", offset)
                        .map((row, context) -> SessionRows.session(row))
                        .list());
    }

    @Override
    public long count(Set<SessionState> states) {
        return states.isEmpty()
                ? 0
                : database.read(
                        handle -> handle.createQuery("select count(*) from ingest_sessions where state in (<states>)")
                                .bindList("states", labels(states))
                                .mapTo(Long.class)
                                .one());
    }

    @Override
    public List<Session> inState(SessionState... states) {
        return database.read(handle -> handle.createQuery("""
                        select * from ingest_sessions where state in (<states>)
                        order by case when queue_place is null then 1 else 0 end, queue_place, created_at, id
                        """)
                .bindList("states", labels(List.of(states)))
                .map((row, context) -> SessionRows.session(row))
                .list());
    }

    private static List<String> labels(Collection<SessionState> states) {
        return states.stream().map(SessionState::label).toList();
    }

    @Override
    public void place(SessionId id, @Nullable SessionId before) {
        database.write(handle -> {
            List<String> order =
                    new ArrayList<>(handle.createQuery("""
                    select id from ingest_sessions where queue_place is not null order by queue_place, created_at, id
                    """).mapTo(String.class).list());
            if (!order.remove(id.value())) {
                return false;
            }
            int place = before == null ? -1 : order.indexOf(before.value());
            order.add(place < 0 ? order.size() : place, id.value());
            for (int i = 0; i < order.size(); i++) {
                handle.execute("update ingest_sessions set queue_place = ? where id = ?", i + 1, order.get(i));
            }
            return true;
        });
    }

    @Override
    public List<SessionId> endedBefore(Instant time, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select id from ingest_sessions
                        where ended_at < :time and state in ('completed', 'cancelled', 'error')
                        order by ended_at limit :limit
                        """)
                .bind("time", Times.micros(time))
                .bind("limit", limit)
                .map((row, context) -> new SessionId(row.getString("id")))
                .list());
    }

    @Override
    public Optional<Session> move(SessionId id, SessionState to, @Nullable String message) {
        return database.write(handle -> {
            Optional<Session> before = SessionRows.find(handle, id);
            if (before.isEmpty() || !before.get().state().mayBecome(to) || !leases.isFree(handle, id)) {
                return Optional.empty();
            }
            if (!rows.move(handle, id, before.get().state(), to, message)) {
                return Optional.empty();
            }
            return SessionRows.find(handle, id);
        });
    }

    @Override
    public void addWaiting(SessionId id, Duration time) {
        if (time.isZero()) {
            return;
        }
        database.write(handle -> handle.createUpdate(
                        "update ingest_sessions set worked_micros = worked_micros - :micros where id = :id")
                .bind("id", id.value())
                .bind("micros", TimeUnit.NANOSECONDS.toMicros(time.toNanos()))
                .execute());
    }

    @Override
    public boolean delete(SessionId id, Actor by) {
        leases.forget(id);
        counts.forget(id);
        return database.write(handle -> {
            int deleted = handle.execute("delete from ingest_sessions where id = ?", id.value());
            handle.execute("delete from ingest_items where session_id = ?", id.value());
            handle.execute("delete from ingest_left_out where session_id = ?", id.value());
            handle.execute("delete from ingest_away where session_id = ?", id.value());
            handle.execute("delete from ingest_read_again where session_id = ?", id.value());
            if (deleted > 0) {
                rows.audit(handle, id, Operation.DELETE.label(), by, null);
            }
            return deleted > 0;
        });
    }

    /** Counts before it writes: nobody works on the session, and a million items take seconds. */
    @Override
    public Reconciliation reconcile(SessionId id) {
        Tally tally = database.read(handle -> SessionCounts.counted(handle, id));
        Reconciliation books = counts.reconciled(id, tally);
        if (books.addsUp()) {
            counts.keep(id, tally);
        }
        return books;
    }

    @Override
    public List<Session> unreconciled() {
        return database.read(handle -> handle.createQuery("""
                        select * from ingest_sessions
                        where state in ('completed', 'cancelled') and tally is null order by created_at, id
                        """)
                .map((row, context) -> SessionRows.session(row))
                .list());
    }

    private static List<String> names(List<Path> directories) {
        return directories.stream().map(Path::toString).toList();
    }
}
