package dev.mediaingest.store;

import dev.mediaingest.store.DatabaseUrl.Postgres;
import dev.mediaingest.store.DatabaseUrl.Sqlite;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/**
 * A database as it is before it is opened.
 *
 * @param kind {@code SQLite} or {@code PostgreSQL}
 * @param shown where it is, without a password
 * @param exists whether there is anything to look at
 * @param version of its tables; null if Media Ingest has never opened it
 * @param pending what opening it would do, one line each, in order
 * @param ofPythonTool whether it has the Python tool's tables and none of ours
 * @param mediaFiles rows of {@code media_files}
 * @param trouble why nothing could be found out, or why opening it would fail
 */
public record DatabaseDescription(
        String kind,
        String shown,
        boolean exists,
        @Nullable String version,
        List<String> pending,
        boolean ofPythonTool,
        long mediaFiles,
        Optional<String> trouble) {

    static DatabaseDescription of(DatabaseUrl url, Dialect dialect) {
        return switch (url) {
            case Sqlite(var file) ->
                Files.exists(file)
                        ? look("SQLite", url, dialect, new SqliteSource(file).openToLook())
                        : new DatabaseDescription(
                                "SQLite", url.shown(), false, null, all(dialect), false, 0, Optional.empty());
            case Postgres postgres ->
                look("PostgreSQL", url, dialect, PostgresSource.of(postgres).open());
        };
    }

    private static DatabaseDescription look(String kind, DatabaseUrl url, Dialect dialect, DataSource source) {
        try (Connection connection = source.getConnection()) {
            Optional<String> damage = dialect.damage(connection);
            if (damage.isPresent()) {
                return new DatabaseDescription(kind, url.shown(), true, null, List.of(), false, 0, damage);
            }
            boolean hasFiles = hasTable(connection, "media_files");
            boolean hasOurs = hasTable(connection, "ingest_sessions");
            Flyway flyway = Stores.flyway(dialect, source);
            MigrationInfo current = hasOurs ? flyway.info().current() : null;
            return new DatabaseDescription(
                    kind,
                    url.shown(),
                    true,
                    current == null ? null : String.valueOf(current.getVersion()),
                    lines(flyway),
                    hasFiles && !hasOurs,
                    hasFiles ? count(connection) : 0,
                    Optional.empty());
        } catch (SQLException | FlywayException e) {
            String sentence = Database.trouble(dialect, e)
                    .orElseGet(() -> "The database " + url.shown() + " could not be read: " + e.getMessage());
            return new DatabaseDescription(kind, url.shown(), false, null, List.of(), false, 0, Optional.of(sentence));
        }
    }

    private static List<String> all(Dialect dialect) {
        SQLiteDataSource nothing = new SQLiteDataSource();
        nothing.setUrl("jdbc:sqlite::memory:");
        return lines(Stores.flyway(dialect, nothing));
    }

    private static List<String> lines(Flyway flyway) {
        return Arrays.stream(flyway.info().pending())
                .map(migration -> migration.getVersion() + " " + migration.getDescription())
                .toList();
    }

    private static boolean hasTable(Connection connection, String name) throws SQLException {
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), name, new String[] {"TABLE"})) {
            return tables.next();
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from media_files")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
