package dev.mediaingest.store.library;

import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Dialect;
import dev.mediaingest.store.sql.SharedTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How many files were made on each day, for the graph the Python tool draws of {@code daily_contributions}: a file counts on the
 * day of {@code original_created_at}, or of {@code created_at} if that is not known. Counted from the library's rows as they
 * change, so a day's number is right whoever else writes it, once the library has caught up. Confined to one transaction that has
 * the {@link SearchSql#lock}.
 */
final class ContributionDays {
    private static final List<String> COLUMNS = List.of("date", "count", "created_at", "updated_at");
    private static final long DAY = TimeUnit.DAYS.toMicros(1);

    private final SharedTables shared;
    private final Dialect dialect;
    private final Instant now;
    /** By how many files a day changes. */
    private final Map<Long, Long> changes = new TreeMap<>();

    ContributionDays(Database database, InstantSource clock) {
        this.shared = database.shared();
        this.dialect = database.dialect();
        this.now = clock.instant();
    }

    /** Takes away what the library says of these files now, before it is written anew. */
    void removeAll(Connection connection, String ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "select created_at from library_files where media_id in (" + ids + ")");
                ResultSet row = statement.executeQuery()) {
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

    void write(Connection connection) throws SQLException {
        changes.values().removeIf(files -> files == 0);
        for (Map.Entry<Long, Long> change : changes.entrySet()) {
            long day = change.getKey();
            write(connection, day, counted(connection, day, change.getValue()));
        }
    }

    private static long counted(Connection connection, long day, long files) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into library_days (day, files) values (?, ?)
                on conflict (day) do update set files = library_days.files + excluded.files
                returning files
                """)) {
            statement.setLong(1, day);
            statement.setLong(2, files);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private void write(Connection connection, long day, long files) throws SQLException {
        Object date = dialect.timestamp(Instant.EPOCH.plusSeconds(TimeUnit.DAYS.toSeconds(day)));
        if (files <= 0) {
            execute(connection, "delete from daily_contributions where date = ?", date);
            return;
        }
        execute(
                connection,
                "insert into daily_contributions (date, count, created_at, updated_at"
                        + shared.furtherNames("daily_contributions", COLUMNS) + ") values (?, ?, ?, ?"
                        + shared.furtherValues("daily_contributions", COLUMNS)
                        + ") on conflict (date) do update set count = excluded.count, updated_at = excluded.updated_at",
                date,
                files,
                dialect.timestamp(now),
                dialect.timestamp(now));
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
