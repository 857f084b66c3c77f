package dev.mediaingest.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.mediaingest.store.DatabaseUrl.Sqlite;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/** Opens databases. */
public final class Stores {
    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 5_000;

    private Stores() {}

    /**
     * Opens a database and brings its tables up to date; creates it if there is none.
     *
     * @throws NotOpened with one sentence for a person
     */
    public static Store open(DatabaseUrl url, InstantSource clock) throws NotOpened {
        return switch (url) {
            case Sqlite(Path file) -> open(file, clock);
        };
    }

    private static Store open(Path file, InstantSource clock) throws NotOpened {
        Dialect dialect = new SqliteDialect(file);
        HikariDataSource writer = null;
        try {
            writer = pool(file, "writer", 1, TransactionMode.IMMEDIATE);
            migrate(dialect, writer);
            HikariDataSource reader = pool(file, "reader", READERS, TransactionMode.DEFERRED);
            Database database = new Database(dialect, writer, reader);
            return new Store(
                    database,
                    new JdbcSessionStore(database, clock),
                    new JdbcCatalog(database, clock),
                    new JdbcIngestedCounts(database));
        } catch (PoolInitializationException | FlywayException e) {
            if (writer != null) {
                writer.close();
            }
            throw notOpened(dialect, file, e);
        }
    }

    private static HikariDataSource pool(Path file, String name, int size, TransactionMode mode) {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(JournalMode.WAL);
        // A power cut may take the last commits, but from the ledger and the catalogue alike: they are done again.
        sqlite.setSynchronous(SynchronousMode.NORMAL);
        sqlite.enforceForeignKeys(true);
        sqlite.setBusyTimeout(BUSY_MILLIS);
        sqlite.setTransactionMode(mode);
        Properties properties = sqlite.toProperties();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + file.toAbsolutePath());
        config.setDataSourceProperties(properties);
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setMaxLifetime(0);
        return new HikariDataSource(config);
    }

    private static void migrate(Dialect dialect, HikariDataSource writer) {
        Flyway.configure()
                .dataSource(writer)
                .locations(dialect.migrations().toArray(String[]::new))
                .placeholders(dialect.placeholders())
                .table("media_ingest_schema")
                .baselineOnMigrate(true) // the Python tool's databases have tables and no history
                .baselineVersion("0")
                .load()
                .migrate();
    }

    private static NotOpened notOpened(Dialect dialect, Path file, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                Optional<String> trouble = dialect.trouble(sql);
                if (trouble.isPresent()) {
                    return new NotOpened(trouble.get(), e);
                }
            }
        }
        return new NotOpened("The database " + file + " could not be opened: " + e.getMessage(), e);
    }

    /** A database that can't be used. */
    public static final class NotOpened extends Exception {
        private static final long serialVersionUID = 1L;

        NotOpened(String sentence, Exception cause) {
            super(sentence, cause);
        }
    }
}
