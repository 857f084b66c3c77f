package dev.mediaingest.store.ledger;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Reading;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.AttemptLimits;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.sql.Prepared;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The items of sessions in SQL. */
public final class JdbcItems implements Items {
    private final Database database;
    private final JdbcLeases leases;
    private final SessionRows rows;
    private final SessionCounts counts;
    private final InstantSource clock;
    private final String begin;

    public JdbcItems(
            Database database, JdbcLeases leases, SessionRows rows, SessionCounts counts, InstantSource clock) {
        this.database = database;
        this.leases = leases;
        this.rows = rows;
        this.counts = counts;
        this.clock = clock;
        this.begin = """
                with ours as (
                    select id%s from ingest_sessions where id = ? and lease_owner = ? and lease_fence = ? %s
                )
                update ingest_items set state = 'processing', attempts = ?, started_at = ?
                where session_id = (select id from ours) and position = ?
                """.formatted(
                database.dialect().asynchronousCommit(), database.dialect().lockForShare("ingest_sessions"));
    }

    @Override
    public ItemList newList(Lease lease) {
        SessionId id = lease.session();
        counts.forget(id);
        database.write(handle -> {
            leases.require(handle, lease);
            handle.execute("delete from ingest_items where session_id = ?", id.value());
            handle.execute("delete from ingest_left_out where session_id = ?", id.value());
            handle.execute("delete from ingest_away where session_id = ?", id.value());
            handle.execute("delete from ingest_read_again where session_id = ?", id.value());
            return true;
        });
        Session session = database.read(handle -> SessionRows.require(handle, id));
        return new JdbcItemList(database, leases, clock, session, lease);
    }

    @Override
    public List<Item> pending(SessionId id, int deferrals, long afterPosition, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select position, path, size, modified_at, sidecars, attempts, cut_short, reading
                        from ingest_items
                        where session_id = :id and state = 'pending' and position > :after and looks = :looks %s
                        order by position limit :limit
                        """.formatted(
                                deferrals > 0 ? "and looks > 0" : "")) // names the index of those that were deferred
                .bind("id", id.value())
                .bind("looks", deferrals)
                .bind("after", afterPosition)
                .bind("limit", limit)
                .map((row, context) -> new Item(
                        id,
                        row.getLong("position"),
                        ItemRows.sourceFile(row),
                        row.getInt("attempts"),
                        deferrals,
                        row.getInt("cut_short"),
                        reading(row.getString("reading"))))
                .list());
    }

    /** What another version of the program calls otherwise is read whole. */
    private static Reading reading(@Nullable String label) {
        return Reading.HEADERS.label().equals(label) ? Reading.HEADERS : Reading.WHOLE;
    }

    @Override
    public OptionalInt nextDeferral(SessionId id, int deferrals) {
        return database.read(handle -> handle.createQuery("""
                        select looks from ingest_items
                        where session_id = :id and state = 'pending' and looks > :looks and looks > 0
                        order by looks limit 1
                        """)
                .bind("id", id.value())
                .bind("looks", deferrals)
                .mapTo(Integer.class)
                .findOne()
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty));
    }

    @Override
    public int begin(Lease lease, Item item) {
        int begun = database.writeOnce(handle -> Prepared.update(
                handle,
                begin,
                item.session().value(),
                lease.owner(),
                lease.fence(),
                item.attempts() + 1,
                rows.now(),
                item.position()));
        if (begun == 0) {
            requireLease(lease);
        }
        return item.attempts() + 1;
    }

    /** Tells a lost session from a lost item. */
    private void requireLease(Lease lease) {
        database.write(handle -> {
            leases.require(handle, lease);
            return true;
        });
    }

    @Override
    public void markSlow(Lease lease, Item item) {
        database.write(handle -> {
            leases.require(handle, lease);
            return handle.execute(
                    "update ingest_items set suspected = true where session_id = ? and position = ?",
                    item.session().value(),
                    item.position());
        });
    }

    @Override
    public void handedOver(Lease lease, Item item) {
        database.write(handle -> {
            leases.require(handle, lease);
            return handle.execute(
                    "update ingest_items set attempts = ? where session_id = ? and position = ?",
                    item.attempts(),
                    item.session().value(),
                    item.position());
        });
    }

    @Override
    public void defer(Lease lease, Item item, boolean cutShort) {
        makePending(lease, item, item.deferrals() + 1, item.cutShort() + (cutShort ? 1 : 0));
    }

    @Override
    public void release(Lease lease, Item item) {
        makePending(lease, item, item.deferrals(), item.cutShort());
    }

    private void makePending(Lease lease, Item item, int deferrals, int cutShort) {
        database.write(handle -> {
            leases.require(handle, lease);
            return handle.execute(
                    """
                    update ingest_items
                    set state = 'pending', attempts = ?, suspected = false, looks = ?, cut_short = ?
                    where session_id = ? and position = ?
                    """, item.attempts(), deferrals, cutShort, item.session().value(), item.position());
        });
    }

    @Override
    public void releaseInterrupted(Lease lease, AttemptLimits limits) {
        SessionId id = lease.session();
        counts.forget(id);
        database.write(handle -> {
            leases.require(handle, lease);
            List<Long> offenders = handle.createQuery("""
                    select position from ingest_items
                    where session_id = :id and state = 'processing'
                      and (attempts >= :any or (suspected and attempts >= :suspected))
                    order by position
                    """)
                    .bind("id", id.value())
                    .bind("any", limits.any())
                    .bind("suspected", limits.slow())
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
                .bind("now", rows.now())
                .execute();
        SourceFile file = handle.createQuery("""
                        select path, size, modified_at, sidecars from ingest_items
                        where session_id = :id and position = :position
                        """)
                .bind("id", id.value())
                .bind("position", position)
                .map((row, context) -> ItemRows.sourceFile(row))
                .one();
        KnownBadFiles.remember(handle, file, failure, clock.instant());
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
                .bind("now", rows.now())
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
            handle.execute("update ingest_sessions set updated_at = ? where id = ?", rows.now(), id.value());
            SessionState state = SessionRows.require(handle, id).state();
            if (items > 0 && state.mayBecome(SessionState.STARTING)) {
                boolean unused = rows.move(handle, id, state, SessionState.STARTING, null);
            }
            return items;
        });
    }

    @Override
    public Tally tally(SessionId id) {
        return counts.tally(id);
    }
}
