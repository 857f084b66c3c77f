package dev.mediaingest.store;

import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.database.SchemaUpdate;
import dev.mediaingest.store.database.SchemaUpdate.Found;
import dev.mediaingest.store.database.UnopenedDatabase;
import dev.mediaingest.store.sql.DatabaseUrl;
import dev.mediaingest.store.sql.DatabaseUrl.Postgres;
import dev.mediaingest.store.sql.DatabaseUrl.Sqlite;
import dev.mediaingest.store.sql.Dialect;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
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
 * @param ofPythonTool whether another program made it, the Python tool as a rule, and it has none of our tables
 * @param mediaFiles rows of {@code media_files}
 * @param unknownColumns those nobody here knows that each new row has to fill, as {@code table.column}
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
        List<String> unknownColumns,
        Optional<String> trouble) {

    static DatabaseDescription of(DatabaseUrl url, Dialect dialect) {
        return switch (url) {
            case Sqlite(var file) -> Files.exists(file) ? look("SQLite", url, dialect) : none(url, dialect);
            case Postgres postgres -> look("PostgreSQL", url, dialect);
        };
    }

    private static DatabaseDescription none(DatabaseUrl url, Dialect dialect) {
        SQLiteDataSource nothing = new SQLiteDataSource();
        nothing.setUrl("jdbc:sqlite::memory:");
        return new DatabaseDescription(
                "SQLite",
                url.redacted(),
                false,
                null,
                SchemaUpdate.ofNothing(dialect, nothing),
                false,
                0,
                List.of(),
                Optional.empty());
    }

    private static DatabaseDescription look(String kind, DatabaseUrl url, Dialect dialect) {
        UnopenedDatabase database = new UnopenedDatabase(dialect, Stores.lookingAt(url));
        try {
            Optional<String> damage = database.damage();
            if (damage.isPresent()) {
                return unusable(kind, url, true, damage.get());
            }
            Found found = database.look();
            return new DatabaseDescription(
                    kind,
                    url.redacted(),
                    true,
                    found.version(),
                    found.pending(),
                    found.isOfAnotherProgram(),
                    found.shared().exist() ? database.mediaFiles() : 0,
                    found.shared().filledWithZeros(),
                    found.refusal().map(refusal -> "The database " + url.redacted() + " can't be used. " + refusal));
        } catch (SQLException | FlywayException e) {
            return unusable(
                    kind,
                    url,
                    false,
                    Database.environmentFault(dialect, e)
                            .orElseGet(
                                    () -> "The database " + url.redacted() + " could not be read: " + e.getMessage()));
        }
    }

    private static DatabaseDescription unusable(String kind, DatabaseUrl url, boolean exists, String trouble) {
        return new DatabaseDescription(
                kind, url.redacted(), exists, null, List.of(), false, 0, List.of(), Optional.of(trouble));
    }
}
