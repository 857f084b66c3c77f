package dev.mediaingest.store;

import dev.mediaingest.discover.Discovered.Reason;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.media.Reading;
import dev.mediaingest.media.SidecarStamp;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.AwayFolders;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.Tally;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.AttemptLimits;
import dev.mediaingest.session.AuditEntry;
import dev.mediaingest.session.ItemFilter;
import dev.mediaingest.session.ItemReport;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Operation;
import dev.mediaingest.session.ParametersJson;
import dev.mediaingest.session.Reconciliation;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.SessionStore;
import dev.mediaingest.session.SessionSummary;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The ledger in SQL. Every move of a session is written to the audit log in the same transaction. */
final class JdbcSessionStore implements SessionStore {
    private static final String FILTERED = """
            where session_id = :id and (:anyState or state = :state) and (:anyCode or code = :code)
              and (:anyText or lower(path) like :text escape '!')""";

    private final Database database;
    private final Leases leases;
    private final InstantSource clock;
    private final SessionCounts counts;
    private final AwayFolders awayFolders;
    private final String beginAttempt;

    JdbcSessionStore(Database database, Leases leases, InstantSource clock) {
        this.database = database;
        this.leases = leases;
        this.clock = clock;
        this.counts = new SessionCounts(database);
        this.awayFolders = new JdbcAwayFolders(database, clock);
        this.beginAttempt = """
                with ours as (
                    select id%s from ingest_sessions where id = ? and lease_owner = ? and lease_fence = ? %s
                )
                update ingest_items set state = 'processing', attempts = ?, started_at = ?
                where session_id = (select id from ours) and position = ?
                """.formatted(
                database.dialect().notWaitingForTheDisk(), database.dialect().keeping("ingest_sessions"));
    }

    @Override
    public Session create(SessionId id, SessionParameters parameters, Actor by) {
        return database.write(handle -> {
            handle.createUpdate("""
                    insert into ingest_sessions (id, state, parameters, planned, total_files, created_at, updated_at,
                        queue_place)
                    values (:id, 'starting', :parameters, false, 0, :now, :now,
                        (select coalesce(max(queue_place), 0) + 1 from ingest_sessions))
                    """)
                    .bind("id", id.value())
                    .bind("parameters", ParametersJson.write(parameters).toString())
                    .bind("now", now())
                    .execute();
            boolean unused = leases.claim(handle, id);
            audit(handle, id, Operation.START.label(), by, String.join(", ", names(parameters.directories())));
            return require(handle, id);
        });
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return database.read(handle -> find(handle, id));
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
                        .map((row, context) -> session(row))
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
                .map((row, context) -> session(row))
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
    public List<Session> untold(Instant since) {
        return database.read(handle -> handle.createQuery("""
                        select * from ingest_sessions
                        where untold_by = :server and ended_at >= :since order by ended_at, id
                        """)
                .bind("server", leases.server())
                .bind("since", Times.micros(since))
                .map((row, context) -> session(row))
                .list());
    }

    @Override
    public void told(SessionId id) {
        database.write(
                handle -> handle.execute("update ingest_sessions set untold_by = null where id = ?", id.value()));
    }

    @Override
    public ItemList newList(SessionId id) {
        counts.forget(id);
        database.write(handle -> {
            leases.require(handle, id);
            handle.execute("delete from ingest_items where session_id = ?", id.value());
            handle.execute("delete from ingest_left_out where session_id = ?", id.value());
            handle.execute("delete from ingest_away where session_id = ?", id.value());
            handle.execute("delete from ingest_read_again where session_id = ?", id.value());
            return true;
        });
        return new JdbcItemList(database, leases, clock, require(id));
    }

    @Override
    public AwayFolders awayFolders() {
        return awayFolders;
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
            if (!move(handle, id, before.get().state(), to, message)) {
                return Optional.empty();
            }
            return find(handle, id);
        });
    }

    /** Returns whether the session still was in the state it is moved from. */
    private boolean move(Handle handle, SessionId id, SessionState from, SessionState to, @Nullable String message) {
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

    @Override
    public void waited(SessionId id, Duration time) {
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
    public boolean claim(SessionId id) {
        return leases.claim(id);
    }

    @Override
    public void release(SessionId id) {
        leases.release(id);
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
                audit(handle, id, Operation.DELETE.label(), by, null);
            }
            return deleted > 0;
        });
    }

    @Override
    public void releaseInterrupted(SessionId id, AttemptLimits limits) {
        counts.forget(id);
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
                    revision = %s
                where session_id = :id and position = :position
                """.formatted(CommittedItem.NEXT_REVISION.replace("?", ":id")))
                .bind("id", id.value())
                .bind("position", position)
                .bind("code", failure.code().code())
                .bind("detail", failure.sentence())
                .bind("now", now())
                .execute();
        SourceFile file = handle.createQuery("""
                        select path, size, modified_at, sidecars from ingest_items
                        where session_id = :id and position = :position
                        """)
                .bind("id", id.value())
                .bind("position", position)
                .map((row, context) -> sourceFile(row))
                .one();
        KnownBadFiles.remember(handle, file, failure, clock.instant());
    }

    @Override
    public List<Item> pending(SessionId id, int looks, long afterPosition, int limit) {
        return database.read(handle -> handle.createQuery(
                        """
                        select position, path, size, modified_at, sidecars, attempts, cut_short, reading
                        from ingest_items
                        where session_id = :id and state = 'pending' and position > :after and looks = :looks %s
                        order by position limit :limit
                        """.formatted(looks > 0 ? "and looks > 0" : "")) // names the index of those that were put off
                .bind("id", id.value())
                .bind("looks", looks)
                .bind("after", afterPosition)
                .bind("limit", limit)
                .map((row, context) -> new Item(
                        id,
                        row.getLong("position"),
                        sourceFile(row),
                        row.getInt("attempts"),
                        looks,
                        row.getInt("cut_short"),
                        reading(row.getString("reading"))))
                .list());
    }

    /** What another version of the program calls otherwise is read whole. */
    private static Reading reading(@Nullable String label) {
        return Reading.HEADERS.label().equals(label) ? Reading.HEADERS : Reading.WHOLE;
    }

    @Override
    public SortedMap<ReaderChange, Long> readAgain(SessionId id) {
        return database.read(handle -> {
            SortedMap<ReaderChange, Long> files = new TreeMap<>();
            handle.createQuery("select reason, files from ingest_read_again where session_id = :id")
                    .bind("id", id.value())
                    .map((row, context) -> Map.entry(row.getString("reason"), row.getLong("files")))
                    .forEach(row ->
                            ReaderChange.ofLabel(row.getKey()).ifPresent(change -> files.put(change, row.getValue())));
            return files;
        });
    }

    @Override
    public OptionalInt nextLook(SessionId id, int looks) {
        return database.read(handle -> handle.createQuery("""
                        select looks from ingest_items
                        where session_id = :id and state = 'pending' and looks > :looks and looks > 0
                        order by looks limit 1
                        """)
                .bind("id", id.value())
                .bind("looks", looks)
                .mapTo(Integer.class)
                .findOne()
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty));
    }

    @Override
    public void putOff(Item item) {
        makePending(item, item.looks() + 1, item.cutShort());
    }

    @Override
    public void putOffCutShort(Item item) {
        makePending(item, item.looks() + 1, item.cutShort() + 1);
    }

    @Override
    public void giveBack(Item item) {
        makePending(item, item.looks(), item.cutShort());
    }

    private void makePending(Item item, int looks, int cutShort) {
        database.write(handle -> {
            leases.require(handle, item.session());
            return handle.execute(
                    """
                    update ingest_items
                    set state = 'pending', attempts = ?, suspected = false, looks = ?, cut_short = ?
                    where session_id = ? and position = ?
                    """, item.attempts(), looks, cutShort, item.session().value(), item.position());
        });
    }

    @Override
    public void handedOver(Item item) {
        database.write(handle -> {
            leases.require(handle, item.session());
            return handle.execute(
                    "update ingest_items set attempts = ? where session_id = ? and position = ?",
                    item.attempts(),
                    item.session().value(),
                    item.position());
        });
    }

    @Override
    public int beginAttempt(Item item) {
        int begun = database.writeOnce(handle -> Prepared.update(
                handle,
                beginAttempt,
                item.session().value(),
                leases.server(),
                leases.fence(item.session()),
                item.attempts() + 1,
                now(),
                item.position()));
        if (begun == 0) {
            requireLease(item.session());
        }
        return item.attempts() + 1;
    }

    /** Tells a lost session from a lost item. */
    private void requireLease(SessionId id) {
        database.write(handle -> {
            leases.require(handle, id);
            return true;
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
                        set state = 'skipped', reason = :reason, ended_at = :now, revision = rest.revision
                        from (
                            select position, row_number() over (order by position)
                                + (select coalesce(max(revision), 0) from ingest_items where session_id = :id and revision > 0) as revision
                            from ingest_items
                            where session_id = :id and state in ('pending', 'processing')
                        ) rest
                        where ingest_items.session_id = :id and ingest_items.position = rest.position
                        """)
                .bind("id", id.value())
                .bind("reason", reason)
                .bind("now", now())
                .execute();
    }

    @Override
    public int retry(SessionId id, List<Long> positions) {
        return database.write(handle -> {
            if (!leases.isFree(handle, id)) {
                return 0;
            }
            int items = handle.createUpdate("""
                            update ingest_items
                            set state = 'pending', attempts = case when state = 'failed' then attempts else 0 end,
                                suspected = false, looks = 0, cut_short = 0, reason = null, code = null, detail = null, ended_at = null
                            where session_id = :id
                              and (state in ('failed', 'quarantined', 'missing') or reason = 'failed-before')
                              and (:all or position in (<positions>))
                            """)
                    .bind("id", id.value())
                    .bind("all", positions.isEmpty())
                    .bindList("positions", positions.isEmpty() ? List.of(0L) : positions)
                    .execute();
            counts.forget(id);
            handle.execute("update ingest_sessions set updated_at = ? where id = ?", now(), id.value());
            SessionState state = require(handle, id).state();
            if (items > 0 && state.mayBecome(SessionState.STARTING)) {
                boolean unused = move(handle, id, state, SessionState.STARTING, null);
            }
            return items;
        });
    }

    @Override
    public Tally tally(SessionId id) {
        return counts.tally(id);
    }

    /** Counts before it writes: nobody works on the session, and a million items take seconds. */
    @Override
    public Reconciliation reconcile(SessionId id) {
        Tally tally = counted(id);
        Reconciliation books = unaccounted(id, tally);
        if (books.addsUp()) {
            counts.keep(id, tally);
        }
        return books;
    }

    @Override
    public Reconciliation unaccounted(SessionId id) {
        return unaccounted(id, counted(id));
    }

    private Tally counted(SessionId id) {
        return database.read(handle -> SessionCounts.counted(handle, id));
    }

    private Reconciliation unaccounted(SessionId id, Tally tally) {
        long listed = Math.max(require(id).totalFiles(), tally.total());
        long unaccounted = listed - tally.processed();
        return unaccounted == 0
                ? new Reconciliation(0, List.of())
                : new Reconciliation(unaccounted, database.read(handle -> unaccounted(handle, id, listed)));
    }

    /** Positions whose item has not ended, and those that have no row. */
    private static List<Long> unaccounted(Handle handle, SessionId id, long listed) {
        List<Long> positions = new ArrayList<>(handle.createQuery("""
                        select position from ingest_items
                        where session_id = :id and state in ('pending', 'processing') order by position limit :limit
                        """)
                .bind("id", id.value())
                .bind("limit", Reconciliation.MOST_POSITIONS)
                .mapTo(Long.class)
                .list());
        handle.createQuery("""
                        select previous, position from (
                            select position, lag(position, 1, 0) over (order by position) as previous
                            from (select position from ingest_items where session_id = :id
                                  union all select :behind) as rows_and_end) as neighbours
                        where position > previous + 1 order by position limit :limit
                        """)
                .bind("id", id.value())
                .bind("behind", listed + 1)
                .bind("limit", Reconciliation.MOST_POSITIONS)
                .map((row, context) -> LongStream.range(row.getLong("previous") + 1, row.getLong("position"))
                        .limit(Reconciliation.MOST_POSITIONS)
                        .boxed()
                        .toList())
                .forEach(positions::addAll);
        return positions.stream().sorted().limit(Reconciliation.MOST_POSITIONS).toList();
    }

    @Override
    public List<Session> unreconciled() {
        return database.read(handle ->
                handle.createQuery("""
                        select * from ingest_sessions
                        where state in ('completed', 'cancelled') and tally is null order by created_at, id
                        """).map((row, context) -> session(row)).list());
    }

    @Override
    public SessionSummary summary(SessionId id) {
        return counts.summary(id);
    }

    @Override
    public Optional<SessionSummary> summarySoon(SessionId id) {
        return counts.summarySoon(id);
    }

    @Override
    public void record(SessionId id, Operation operation, Actor by, @Nullable String detail) {
        database.write(handle -> {
            audit(handle, id, operation.label(), by, detail);
            return true;
        });
    }

    @Override
    public List<AuditEntry> audit(@Nullable SessionId id, int limit, int offset) {
        return database.read(handle -> handle.createQuery("""
                        select id, happened_at, session_id, operation, actor, detail from ingest_audit
                        where :all or session_id = :id order by id desc limit :limit offset :offset
                        """)
                .bind("all", id == null)
                .bind("id", id == null ? "" : id.value())
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> auditEntry(row))
                .list());
    }

    @Override
    public long auditCount(@Nullable SessionId id) {
        return database.read(
                handle -> handle.createQuery("select count(*) from ingest_audit where :all or session_id = :id")
                        .bind("all", id == null)
                        .bind("id", id == null ? "" : id.value())
                        .mapTo(Long.class)
                        .one());
    }

    private static AuditEntry auditEntry(ResultSet row) throws SQLException {
        String session = row.getString("session_id");
        return new AuditEntry(
                row.getLong("id"),
                Times.instant(row.getLong("happened_at")),
                session == null ? null : new SessionId(session),
                row.getString("operation"),
                row.getString("actor"),
                row.getString("detail"));
    }

    /** "revision > 0" names the index, and comes second: SQLite begins to read where the first of the two says. */
    @Override
    public List<ItemReport> endedAfter(SessionId id, long revision, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select * from ingest_items
                        where session_id = :id and revision > :revision and revision > 0
                          and state not in ('pending', 'processing')
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
                        select revision from ingest_items
                        where session_id = :id and revision > 0 order by revision desc limit 1
                        """)
                .bind("id", id.value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    @Override
    public List<ItemReport> items(SessionId id, ItemFilter filter, long afterPosition, int limit, int offset) {
        return database.read(handle -> filtered(handle, id, filter, "select * from ingest_items " + FILTERED + """
                         and position > :after order by position limit :limit offset :offset
                        """)
                .bind("after", afterPosition)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> itemReport(row))
                .list());
    }

    @Override
    public long itemCount(SessionId id, ItemFilter filter) {
        if (filter.code().isEmpty() && filter.text().isEmpty()) {
            return counts.items(id, filter.state());
        }
        return database.read(handle -> filtered(handle, id, filter, "select count(*) from ingest_items " + FILTERED)
                .mapTo(Long.class)
                .one());
    }

    private static Query filtered(Handle handle, SessionId id, ItemFilter filter, String sql) {
        return handle.createQuery(sql)
                .bind("id", id.value())
                .bind("anyState", filter.state().isEmpty())
                .bind("state", filter.state().map(ItemState::label).orElse(""))
                .bind("anyCode", filter.code().isEmpty())
                .bind("code", filter.code().orElse(""))
                .bind("anyText", filter.text().isEmpty())
                .bind("text", "%" + escaped(filter.text().orElse("").toLowerCase(Locale.ROOT)) + "%");
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
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
    public FailedBefore failedBefore(SessionId id, int limit) {
        return database.read(handle -> new FailedBefore(
                handle.createQuery("""
                        select count(*) from ingest_items where session_id = :id and reason = 'failed-before'
                        """).bind("id", id.value()).mapTo(Long.class).one(),
                handle.createQuery("""
                        select * from ingest_items where session_id = :id and reason = 'failed-before'
                        order by position limit :limit
                        """)
                        .bind("id", id.value())
                        .bind("limit", limit)
                        .map((row, context) -> itemReport(row))
                        .list()));
    }

    @Override
    public List<LeftOutEntry> leftOut(SessionId id, String afterPath, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select path, reason, rule from ingest_left_out
                        where session_id = :id and path > :after order by path limit :limit
                        """)
                .bind("id", id.value())
                .bind("after", afterPath)
                .bind("limit", limit)
                .map((row, context) -> leftOut(row))
                .list());
    }

    @Override
    public List<LeftOutEntry> unreadable(SessionId id, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select path, reason, rule from ingest_left_out
                        where session_id = :id and reason in (<trouble>) order by path limit :limit
                        """)
                .bind("id", id.value())
                .bindList(
                        "trouble",
                        Arrays.stream(Reason.values())
                                .filter(Reason::isTrouble)
                                .map(Reason::label)
                                .toList())
                .bind("limit", limit)
                .map((row, context) -> leftOut(row))
                .list());
    }

    private static LeftOutEntry leftOut(ResultSet row) throws SQLException {
        return new LeftOutEntry(row.getString("path"), row.getString("reason"), row.getString("rule"));
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

    private void audit(Handle handle, SessionId id, String operation, Actor by, @Nullable String detail) {
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
                Times.instant(row.getLong("updated_at")),
                nullableLong(row, "queue_place"),
                Times.instant(row, "working_since"),
                Duration.of(row.getLong("worked_micros"), ChronoUnit.MICROS));
    }

    private static SourceFile sourceFile(ResultSet row) throws SQLException {
        return new SourceFile(
                PathText.parse(row.getString("path")),
                row.getLong("size"),
                Times.instant(row.getLong("modified_at")),
                new SidecarStamp(row.getLong("sidecars")));
    }

    static ItemReport itemReport(ResultSet row) throws SQLException {
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
