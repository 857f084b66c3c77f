package dev.mediaingest.store.ledger;

import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.SessionReports;
import dev.mediaingest.report.SessionSummary;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Reconciliation;
import dev.mediaingest.store.sql.Database;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What became of items, in SQL. */
public final class JdbcSessionReports implements SessionReports {
    private static final String FILTERED = """
            where session_id = :id and (:anyState or state = :state) and (:anyCode or code = :code)
              and (:anyText or lower(path) like :text escape '!')""";

    private final Database database;
    private final SessionCounts counts;

    public JdbcSessionReports(Database database, SessionCounts counts) {
        this.database = database;
        this.counts = counts;
    }

    @Override
    public SessionSummary summary(SessionId id) {
        return counts.summary(id);
    }

    @Override
    public Optional<SessionSummary> summaryIfReady(SessionId id) {
        return counts.summaryIfReady(id);
    }

    @Override
    public Reconciliation unaccounted(SessionId id) {
        return counts.reconciled(id, database.read(handle -> SessionCounts.counted(handle, id)));
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
                .map((row, context) -> ItemRows.report(row))
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
                .map((row, context) -> ItemRows.report(row))
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
                .map((row, context) -> ItemRows.report(row))
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
                        .map((row, context) -> ItemRows.report(row))
                        .list()));
    }
}
