package dev.mediaingest.store;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.SidecarStamp;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.Tally;
import dev.mediaingest.session.AttemptLimits;
import dev.mediaingest.session.ItemReport;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.ParametersJson;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.SessionStore;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The ledger in SQL. Every move of a session is written to the audit log in the same transaction. */
final class JdbcSessionStore implements SessionStore {
    private final Database database;
    private final Leases leases;
    private final InstantSource clock;

    JdbcSessionStore(Database database, Leases leases, InstantSource clock) {
        this.database = database;
        this.leases = leases;
        this.clock = clock;
    }

    @Override
    public Session create(SessionId id, SessionParameters parameters) {
        return database.write(handle -> {
            handle.createUpdate("""
                    insert into ingest_sessions (id, state, parameters, planned, total_files, created_at, updated_at)
                    values (:id, 'starting', :parameters, false, 0, :now, :now)
                    """)
                    .bind("id", id.value())
                    .bind("parameters", ParametersJson.write(parameters).toString())
                    .bind("now", now())
                    .execute();
            boolean unused = leases.claim(handle, id);
            audit(handle, id, "start", String.join(", ", names(parameters.directories())));
            return require(handle, id);
        });
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return database.read(handle -> find(handle, id));
    }

    @Override
    public List<Session> list(int limit, int offset) {
        return database.read(handle -> handle.createQuery("""
                        select * from ingest_sessions order by created_at desc, id limit :limit offset :offset
                        """)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> session(row))
                .list());
    }

    @Override
    public List<Session> inState(SessionState... states) {
        List<String> labels = Arrays.stream(states).map(SessionState::label).toList();
        return database.read(handle -> handle.createQuery("""
                        select * from ingest_sessions where state in (<states>) order by created_at, id
                        """)
                .bindList("states", labels)
                .map((row, context) -> session(row))
                .list());
    }

    @Override
    public ItemList newList(SessionId id) {
        database.write(handle -> {
            leases.require(handle, id);
            handle.execute("delete from ingest_items where session_id = ?", id.value());
            handle.execute("delete from ingest_left_out where session_id = ?", id.value());
            return true;
        });
        return new JdbcItemList(database, leases, clock, require(id));
    }

    @Override
    public Session planned(SessionId id) {
        return database.write(handle -> {
            leases.require(handle, id);
            handle.createUpdate("""
                    update ingest_sessions
                    set planned = true, updated_at = :now,
                        total_files = (select count(*) from ingest_items where session_id = :id)
                    where id = :id
                    """).bind("id", id.value()).bind("now", now()).execute();
            return require(handle, id);
        });
    }

    @Override
    public Optional<Session> move(SessionId id, SessionState to, @Nullable String message) {
        return database.write(handle -> {
            Optional<Session> before = find(handle, id);
            if (before.isEmpty() || !before.get().state().mayBecome(to) || !leases.isFree(handle, id)) {
                return Optional.empty();
            }
            int moved = handle.createUpdate("""
                    update ingest_sessions
                    set state = :state, message = :message, updated_at = :now,
                        started_at = case when :state = 'processing' then coalesce(started_at, :now) else started_at end,
                        ended_at = case when :ended then :now else null end
                    where id = :id and state = :before
                    """)
                    .bind("id", id.value())
                    .bind("state", to.label())
                    .bind("message", message)
                    .bind("ended", to.hasEnded())
                    .bind("now", now())
                    .bind("before", before.get().state().label())
                    .execute();
            if (moved == 0) {
                return Optional.empty();
            }
            audit(handle, id, to.label(), message);
            return find(handle, id);
        });
    }

    @Override
    public boolean claim(SessionId id) {
        return leases.claim(id);
    }

    @Override
    public void release(SessionId id) {
        leases.release(id);
    }

    @Override
    public boolean delete(SessionId id) {
        leases.forget(id);
        return database.write(handle -> {
            int deleted = handle.execute("delete from ingest_sessions where id = ?", id.value());
            if (deleted > 0) {
                audit(handle, id, "delete", null);
            }
            return deleted > 0;
        });
    }

    @Override
    public void releaseInterrupted(SessionId id, AttemptLimits limits) {
        database.write(handle -> {
            leases.require(handle, id);
            List<Long> offenders = handle.createQuery("""
                    select position from ingest_items
                    where session_id = :id and state = 'processing'
                      and (attempts >= :any or (suspected and attempts >= :suspected))
                    order by position
                    """)
                    .bind("id", id.value())
                    .bind("any", limits.any())
                    .bind("suspected", limits.suspected())
                    .mapTo(Long.class)
                    .list();
            for (long position : offenders) {
                quarantine(handle, id, position);
            }
            handle.createUpdate("""
                    update ingest_items set state = 'pending' where session_id = :id and state = 'processing'
                    """).bind("id", id.value()).execute();
            return true;
        });
    }

    private void quarantine(Handle handle, SessionId id, long position) {
        Failure failure = Failure.of(FailureCode.ENDED_THE_PROCESS);
        handle.createUpdate("""
                update ingest_items
                set state = 'quarantined', code = :code, detail = :detail, ended_at = :now,
                    revision = (select revision + 1 from ingest_items where session_id = :id order by revision desc limit 1)
                where session_id = :id and position = :position
                """)
                .bind("id", id.value())
                .bind("position", position)
                .bind("code", failure.code().code())
                .bind("detail", failure.sentence())
                .bind("now", now())
                .execute();
    }

    @Override
    public List<Item> pending(SessionId id, long afterPosition, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select position, path, size, modified_at, sidecars, attempts from ingest_items
                        where session_id = :id and state = 'pending' and position > :after
                        order by position limit :limit
                        """)
                .bind("id", id.value())
                .bind("after", afterPosition)
                .bind("limit", limit)
                .map((row, context) -> new Item(id, row.getLong("position"), sourceFile(row), row.getInt("attempts")))
                .list());
    }

    @Override
    public int beginAttempt(Item item) {
        return database.write(handle -> {
            leases.require(handle, item.session());
            Prepared.update(
                    handle, """
                    update ingest_items set state = 'processing', attempts = ?, started_at = ?
                    where session_id = ? and position = ?
                    """, item.attempts() + 1, now(), item.session().value(), item.position());
            return item.attempts() + 1;
        });
    }

    @Override
    public void suspect(Item item) {
        database.write(handle -> {
            leases.require(handle, item.session());
            return handle.execute(
                    "update ingest_items set suspected = true where session_id = ? and position = ?",
                    item.session().value(),
                    item.position());
        });
    }

    @Override
    public void skipRest(SessionId id, String reason) {
        database.write(handle -> leases.isFree(handle, id) ? skipRest(handle, id, reason) : 0);
    }

    private int skipRest(Handle handle, SessionId id, String reason) {
        return handle.createUpdate("""
                        update ingest_items
                        set state = 'skipped', reason = :reason, ended_at = :now,
                            revision = position + (select max(revision) from ingest_items where session_id = :id)
                        where session_id = :id and state in ('pending', 'processing')
                        """)
                .bind("id", id.value())
                .bind("reason", reason)
                .bind("now", now())
                .execute();
    }

    @Override
    public int retryFailed(SessionId id) {
        return database.write(handle -> {
            if (!leases.isFree(handle, id)) {
                return 0;
            }
            int items = handle.createUpdate("""
                            update ingest_items
                            set state = 'pending', attempts = case when state = 'failed' then attempts else 0 end,
                                suspected = false, code = null, detail = null, ended_at = null
                            where session_id = :id and state in ('failed', 'quarantined', 'missing')
                            """).bind("id", id.value()).execute();
            if (items > 0) {
                audit(handle, id, "retry", items + " items");
            }
            return items;
        });
    }

    @Override
    public Tally tally(SessionId id) {
        return database.read(handle -> handle.createQuery("""
                        select count(*) as total,
                            count(*) filter (where state = 'pending') as pending,
                            count(*) filter (where state = 'processing') as processing,
                            count(*) filter (where state = 'committed') as committed,
                            count(*) filter (where state = 'skipped') as skipped,
                            count(*) filter (where state = 'failed') as failed,
                            count(*) filter (where state = 'quarantined') as quarantined,
                            count(*) filter (where state = 'missing') as missing,
                            count(*) filter (where metadata_extracted) as metadata,
                            coalesce(sum(keywords_added), 0) as keywords,
                            count(*) filter (where score_imported) as scores,
                            count(*) filter (where nsfw_detected) as nsfw,
                            count(*) filter (where nsfw_assessed) as assessed,
                            count(*) filter (where state = 'committed' and code is not null) as notes
                        from ingest_items where session_id = :id
                        """)
                .bind("id", id.value())
                .map((row, context) -> tally(row))
                .one());
    }

    @Override
    public List<ItemReport> endedAfter(SessionId id, long revision, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select * from ingest_items
                        where session_id = :id and revision > :revision and state not in ('pending', 'processing')
                        order by revision limit :limit
                        """)
                .bind("id", id.value())
                .bind("revision", revision)
                .bind("limit", limit)
                .map((row, context) -> itemReport(row))
                .list());
    }

    @Override
    public long lastRevision(SessionId id) {
        return database.read(handle -> handle.createQuery("""
                        select revision from ingest_items where session_id = :id order by revision desc limit 1
                        """)
                .bind("id", id.value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    @Override
    public List<ItemReport> items(SessionId id, @Nullable ItemState state, long afterPosition, int limit) {
        String inState = """
                select * from ingest_items where session_id = :id and state = :state and position > :after
                order by position limit :limit
                """;
        String inAnyState = """
                select * from ingest_items where session_id = :id and position > :after
                order by position limit :limit
                """;
        return database.read(handle -> handle.createQuery(state == null ? inAnyState : inState)
                .bind("id", id.value())
                .bind("state", state == null ? "" : state.label())
                .bind("after", afterPosition)
                .bind("limit", limit)
                .map((row, context) -> itemReport(row))
                .list());
    }

    @Override
    public List<ItemReport> lastErrors(SessionId id, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select * from ingest_items
                        where session_id = :id and state in ('failed', 'quarantined', 'missing')
                        order by revision desc limit :limit
                        """)
                .bind("id", id.value())
                .bind("limit", limit)
                .map((row, context) -> itemReport(row))
                .list());
    }

    @Override
    public List<LeftOutEntry> leftOut(SessionId id, String afterPath, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select path, reason from ingest_left_out
                        where session_id = :id and path > :after order by path limit :limit
                        """)
                .bind("id", id.value())
                .bind("after", afterPath)
                .bind("limit", limit)
                .map((row, context) -> new LeftOutEntry(row.getString("path"), row.getString("reason")))
                .list());
    }

    @Override
    public Map<String, Long> leftOutCounts(SessionId id) {
        return database.read(handle -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            handle.createQuery("""
                            select reason, count(*) as entries from ingest_left_out
                            where session_id = :id group by reason order by reason
                            """)
                    .bind("id", id.value())
                    .map((row, context) -> Map.entry(row.getString("reason"), row.getLong("entries")))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }

    private Session require(SessionId id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no session " + id));
    }

    private static Session require(Handle handle, SessionId id) {
        return find(handle, id).orElseThrow(() -> new IllegalStateException("no session " + id));
    }

    private static Optional<Session> find(Handle handle, SessionId id) {
        return handle.createQuery("select * from ingest_sessions where id = :id")
                .bind("id", id.value())
                .map((row, context) -> session(row))
                .findOne();
    }

    private void audit(Handle handle, SessionId id, String operation, @Nullable String detail) {
        handle.createUpdate("""
                insert into ingest_audit (happened_at, session_id, operation, detail)
                values (:now, :session, :operation, :detail)
                """)
                .bind("now", now())
                .bind("session", id.value())
                .bind("operation", operation)
                .bind("detail", detail)
                .execute();
    }

    private long now() {
        return Times.micros(clock.instant());
    }

    private static List<String> names(List<Path> directories) {
        return directories.stream().map(Path::toString).toList();
    }

    private static Session session(ResultSet row) throws SQLException {
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
                Times.instant(row.getLong("updated_at")));
    }

    private static SourceFile sourceFile(ResultSet row) throws SQLException {
        return new SourceFile(
                Path.of(row.getString("path")),
                row.getLong("size"),
                Times.instant(row.getLong("modified_at")),
                new SidecarStamp(row.getLong("sidecars")));
    }

    private static Tally tally(ResultSet row) throws SQLException {
        return new Tally(
                row.getLong("total"),
                row.getLong("pending"),
                row.getLong("processing"),
                row.getLong("committed"),
                row.getLong("skipped"),
                row.getLong("failed"),
                row.getLong("quarantined"),
                row.getLong("missing"),
                row.getLong("metadata"),
                row.getLong("keywords"),
                row.getLong("scores"),
                row.getLong("nsfw"),
                row.getLong("assessed"),
                row.getLong("notes"));
    }

    private static ItemReport itemReport(ResultSet row) throws SQLException {
        String code = row.getString("code");
        return new ItemReport(
                row.getLong("position"),
                row.getLong("revision"),
                row.getString("path"),
                row.getLong("size"),
                ItemState.ofLabel(row.getString("state")),
                row.getInt("attempts"),
                row.getString("reason"),
                code,
                row.getString("detail"),
                code == null
                        ? null
                        : FailureCode.ofCode(code).map(FailureCode::nextStep).orElse(null),
                nullableLong(row, "duration_ms"),
                Times.instant(row, "started_at"),
                Times.instant(row, "ended_at"),
                nullableLong(row, "media_id"));
    }

    private static @Nullable Long nullableLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
