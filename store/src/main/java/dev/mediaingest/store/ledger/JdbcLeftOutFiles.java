package dev.mediaingest.store.ledger;

import dev.mediaingest.discover.Discovered.Reason;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.LeftOutFiles;
import dev.mediaingest.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a walk left out, in SQL. */
public final class JdbcLeftOutFiles implements LeftOutFiles {
    private final Database database;

    public JdbcLeftOutFiles(Database database) {
        this.database = database;
    }

    @Override
    public List<Entry> list(SessionId id, String afterPath, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select path, reason, rule from ingest_left_out
                        where session_id = :id and path > :after order by path limit :limit
                        """)
                .bind("id", id.value())
                .bind("after", afterPath)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list());
    }

    @Override
    public List<Entry> unreadable(SessionId id, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select path, reason, rule from ingest_left_out
                        where session_id = :id and reason in (<errors>) order by path limit :limit
                        """)
                .bind("id", id.value())
                .bindList(
                        "errors",
                        Arrays.stream(Reason.values())
                                .filter(Reason::isTrouble)
                                .map(Reason::label)
                                .toList())
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list());
    }

    @Override
    public Map<String, Long> counts(SessionId id) {
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

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getString("path"), row.getString("reason"), row.getString("rule"));
    }
}
