package dev.mediaingest.store.ledger;

import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.SessionSummary;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Reconciliation;
import dev.mediaingest.session.Tally;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Kept;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;

/** What is counted of a session's items. Of one that has ended and adds up it is kept in its row. Thread-safe. */
public final class SessionCounts {
    private static final int MOST = 100;

    private final Database database;
    private final LastCounts tallies = new LastCounts();
    private final Map<SessionId, Kept<SessionSummary>> summaries = new ConcurrentHashMap<>();

    public SessionCounts(Database database) {
        this.database = database;
    }

    /** As the rows are; while the list is being written, only how many there are. */
    Tally tally(SessionId id) {
        return database.read(handle -> keptTally(handle, id).orElseGet(() -> tally(handle, id)));
    }

    /** How many items there are, or are in a state. */
    long items(SessionId id, Optional<ItemState> state) {
        Tally tally = tally(id);
        return state.map(wanted -> SessionSummary.byState(tally).getOrDefault(wanted.label(), 0L))
                .orElse(tally.total());
    }

    private Tally tally(Handle handle, SessionId id) {
        SessionStamp now = SessionStamp.of(handle, id);
        return now.isBeingListed() ? listed(handle, id) : tallies.get(id, now, () -> counted(handle, id));
    }

    private static Tally listed(Handle handle, SessionId id) {
        long items = handle.createQuery("select coalesce(max(position), 0) from ingest_items where session_id = :id")
                .bind("id", id.value())
                .mapTo(Long.class)
                .one();
        return new Tally(items, items, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** As the rows are, or were a short while ago. */
    SessionSummary summary(SessionId id) {
        return keptSummary(id).orElseGet(() -> summaries(id).get());
    }

    /** Likewise, or none if it was never counted and takes long. */
    Optional<SessionSummary> summaryIfReady(SessionId id) {
        return keptSummary(id).or(() -> summaries(id).soon());
    }

    private Kept<SessionSummary> summaries(SessionId id) {
        if (summaries.size() >= MOST) {
            summaries.clear();
        }
        return summaries.computeIfAbsent(
                id,
                session -> new Kept<>(
                        () -> database.read(handle -> SessionStamp.of(handle, session)),
                        () -> database.read(handle -> summary(handle, session, counted(handle, session)))));
    }

    /** Keeps the numbers of a session whose items have all ended. */
    void keep(SessionId id, Tally tally) {
        SessionSummary summary = database.read(handle -> summary(handle, id, tally));
        database.write(handle -> handle.execute(
                "update ingest_sessions set tally = ?, summary = ? where id = ?",
                TallyJson.write(tally),
                SummaryJson.write(summary),
                id.value()));
    }

    /** Says that items may have changed without one of them having ended. */
    void forget(SessionId id) {
        tallies.forget(id);
        summaries.remove(id);
    }

    private static Optional<Tally> keptTally(Handle handle, SessionId id) {
        return kept(handle, id, "tally").map(TallyJson::read);
    }

    private Optional<SessionSummary> keptSummary(SessionId id) {
        return database.read(handle -> keptTally(handle, id)
                .flatMap(tally -> kept(handle, id, "summary")
                        .map(text -> SummaryJson.read(
                                text, SessionSummary.byState(tally), positions -> items(handle, id, positions)))));
    }

    private static Optional<String> kept(Handle handle, SessionId id, String column) {
        return handle.createQuery("""
                        select %1$s from ingest_sessions
                        where id = :id and state in ('completed', 'cancelled') and %1$s is not null
                        """.formatted(column))
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne();
    }

    private static List<ItemReport> items(Handle handle, SessionId id, List<Long> positions) {
        return positions.isEmpty()
                ? List.of()
                : handle.createQuery("""
                        select * from ingest_items where session_id = :id and position in (<positions>)
                        order by duration_ms desc, position
                        """)
                        .bind("id", id.value())
                        .bindList("positions", positions)
                        .map((row, context) -> ItemRows.report(row))
                        .list();
    }

    static Tally counted(Handle handle, SessionId id) {
        return handle.createQuery("""
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
                .one();
    }

    /** Where nothing was analysed, as when all is unchanged, nothing needs to be looked for. */
    private static SessionSummary summary(Handle handle, SessionId id, Tally tally) {
        boolean nothingAnalysed = tally.processed() == tally.skipped();
        if (nothingAnalysed) {
            return new SessionSummary(SessionSummary.byState(tally), Map.of(), Map.of(), Map.of(), List.of());
        }
        Map<String, Long> types = new HashMap<>();
        Map<String, Long> generators = new HashMap<>();
        handle.createQuery("""
                        select a.media_type, coalesce(a.generator, 'none') as generator, count(*) as items
                        from ingest_items i join media_analysis a on a.media_id = i.media_id
                        where i.session_id = :id and i.state = 'committed' group by 1, 2
                        """)
                .bind("id", id.value())
                .map((row, context) -> {
                    types.merge(row.getString("media_type"), row.getLong("items"), Long::sum);
                    return generators.merge(row.getString("generator"), row.getLong("items"), Long::sum);
                })
                .list();
        return new SessionSummary(
                SessionSummary.byState(tally),
                byCode(handle, id),
                SessionSummary.ordered(types),
                SessionSummary.ordered(generators),
                slowest(handle, id));
    }

    private static Map<String, Long> byCode(Handle handle, SessionId id) {
        Map<String, Long> codes = new HashMap<>();
        handle.createQuery("""
                        select code, count(*) as items from ingest_items
                        where session_id = :id and code is not null group by code
                        """)
                .bind("id", id.value())
                .map((row, context) -> codes.put(row.getString("code"), row.getLong("items")))
                .list();
        return SessionSummary.ordered(codes);
    }

    private static List<ItemReport> slowest(Handle handle, SessionId id) {
        return handle.createQuery("""
                        select * from ingest_items where session_id = :id and duration_ms is not null
                        order by duration_ms desc, position limit :limit
                        """)
                .bind("id", id.value())
                .bind("limit", SessionSummary.SLOWEST)
                .map((row, context) -> ItemRows.report(row))
                .list();
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

    /** Compares a session's list with what was counted of it. */
    Reconciliation reconciled(SessionId id, Tally tally) {
        long listed = Math.max(
                database.read(handle -> SessionRows.require(handle, id)).totalFiles(), tally.total());
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
}
