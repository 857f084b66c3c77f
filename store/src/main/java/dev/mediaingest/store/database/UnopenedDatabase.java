package dev.mediaingest.store.database;

import dev.mediaingest.store.database.SchemaUpdate.Found;
import dev.mediaingest.store.sql.Dialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A database before anything is done to it. Each question is one connection and leaves everything as it is; what another program does
 * between two of them is not seen by the first.
 */
public record UnopenedDatabase(Dialect dialect, DataSource source) {

    /** What is broken in its structure, as far as a quick look finds it; throws if it can't be reached at all. */
    public Optional<String> damage() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return dialect.damage(connection);
        }
    }

    public Found look() throws SQLException {
        return SchemaUpdate.look(dialect, source);
    }

    public SharedTables sharedTables() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return SharedTables.read(dialect, connection);
        }
    }

    /** Why new rows can't be written beside columns that nobody here knows, see {@link SharedTables#trialRefusal}. */
    public Optional<String> trialRefusal(SharedTables shared) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return shared.trialRefusal(connection);
        }
    }

    /** Rows of {@code media_files}, which must be there. */
    public long mediaFiles() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from media_files")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Writes a copy by SQLite's own backup, so that it is whole whoever else has the database open. */
    public void backUpTo(Path file) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("backup to " + '"' + file + '"');
        }
    }
}
