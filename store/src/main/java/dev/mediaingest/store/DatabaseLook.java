package dev.mediaingest.store;

import dev.mediaingest.store.DatabaseUrl.Sqlite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * What a database looks like from outside; looking changes nothing.
 *
 * @param exists whether there is one
 * @param trouble why it can't be used, as a sentence
 * @param pending migrations it will get when it is opened
 */
public record DatabaseLook(boolean exists, Optional<String> trouble, List<String> pending) {

    public static DatabaseLook at(DatabaseUrl url) {
        return switch (url) {
            case Sqlite(Path file) -> at(file);
        };
    }

    private static DatabaseLook at(Path file) {
        if (!Files.exists(file)) {
            return new DatabaseLook(false, Optional.empty(), List.of());
        }
        SqliteDialect dialect = new SqliteDialect(file);
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet check = statement.executeQuery("pragma quick_check(1)")) {
            String found = check.next() ? check.getString(1) : "ok";
            return found.equals("ok")
                    ? new DatabaseLook(true, Optional.empty(), pending(dialect, source))
                    : troubled("The database " + file + " is damaged (" + found + ").");
        } catch (SQLException e) {
            return troubled(dialect.trouble(e).orElse("The database " + file + " cannot be read: " + e.getMessage()));
        } catch (FlywayException e) {
            return troubled("The tables of " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static DatabaseLook troubled(String sentence) {
        return new DatabaseLook(true, Optional.of(sentence), List.of());
    }

    private static List<String> pending(SqliteDialect dialect, SQLiteDataSource source) {
        Flyway flyway = Flyway.configure()
                .dataSource(source)
                .locations(dialect.migrations().toArray(String[]::new))
                .placeholders(dialect.placeholders())
                .table("media_ingest_schema")
                .load();
        return Arrays.stream(flyway.info().pending())
                .map(migration -> "V" + migration.getVersion() + " " + migration.getDescription())
                .toList();
    }
}
