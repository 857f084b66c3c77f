package dev.mediaingest.store.library;

import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.sql.ColumnList;
import dev.mediaingest.store.sql.Dialect;
import dev.mediaingest.store.sql.Prepared;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/**
 * How many files were made on each day, for the graph the Python tool draws of {@code daily_contributions}: a file counts on the
 * day of {@code original_created_at}, or of {@code created_at} if that is not known. Counted from the library's rows as they
 * change, so a day's number is right whoever else writes it, once the library has caught up. Confined to one transaction that has
 * the {@link SearchSql#lock}.
 */
final class ContributionDays {
    private static final ColumnList COLUMNS = ColumnList.of("date", "count", "created_at", "updated_at");
    private static final String COUNT = """
            insert into library_days (day, files) values (?, ?)
            on conflict (day) do update set files = library_days.files + excluded.files
            returning files
            """;
    private static final long DAY = TimeUnit.DAYS.toMicros(1);

    private final String insertDay;
    private final Dialect dialect;
    private final Instant now;
    /** The number of files by which each day changes. */
    private final Map<Long, Long> changes = new TreeMap<>();

    ContributionDays(Database database, InstantSource clock) {
        this.insertDay = database.shared().insertInto("daily_contributions", COLUMNS)
                + " on conflict (date) do update set count = excluded.count, updated_at = excluded.updated_at";
        this.dialect = database.dialect();
        this.now = clock.instant();
    }

    /** Takes away what the library says of these files now, before it is written anew. */
    void removeAll(Handle handle, Object ids) throws SQLException {
        String sql = "select f.created_at from " + dialect.givenIds()
                + " cross join library_files f where f.media_id = given.id";
        try (Prepared prepared = Prepared.of(handle, sql);
                ResultSet row = prepared.query(ids)) {
            while (row.next()) {
                count(row.getLong(1), -1);
            }
        }
    }

    /** Counts a file made then, in microseconds since 1970; 0 if nobody knows when. */
    void add(long createdAt) {
        count(createdAt, 1);
    }

    private void count(long createdAt, long files) {
        if (createdAt != 0) {
            changes.merge(Math.floorDiv(createdAt, DAY), files, Long::sum);
        }
    }

    void write(Handle handle) throws SQLException {
        changes.values().removeIf(files -> files == 0);
        for (Map.Entry<Long, Long> change : changes.entrySet()) {
            long day = change.getKey();
            write(handle, day, Prepared.number(handle, COUNT, day, change.getValue()));
        }
    }

    private void write(Handle handle, long day, long files) throws SQLException {
        Object date = dialect.timestamp(Instant.EPOCH.plusSeconds(TimeUnit.DAYS.toSeconds(day)));
        if (files <= 0) {
            Prepared.update(handle, "delete from daily_contributions where date = ?", date);
            return;
        }
        Prepared.update(handle, insertDay, date, files, dialect.timestamp(now), dialect.timestamp(now));
    }
}
