package dev.mediaingest.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.mediaingest.store.DatabaseUrl.Sqlite;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** Opens databases. */
public final class Stores {
    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 5_000;
    private static final int CACHE_KIBIBYTES = -32_768; // the pragma counts pages, unless it is negative
    private static final long PAGE_BYTES = 4_096;
    /**
     * A commit touches some forty pages, mostly of indexes. Moving the log into the database every 1,000 pages, as SQLite
     * does by default, would sync the disk every 25 files; this is 64 MB of log at the most.
     */
    private static final long LOG_PAGES = 16_000;

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
        DataSource writing = dataSource(file, TransactionMode.IMMEDIATE);
        try {
            migrate(dialect, writing);
            Database database =
                    new Database(dialect, new SingleWriter(writing), pool(dataSource(file, TransactionMode.DEFERRED)));
            return new Store(
                    database,
                    new JdbcSessionStore(database, clock),
                    new JdbcCatalog(database, clock),
                    new JdbcIngestedCounts(database),
                    new JdbcCataloguedFiles(database));
        } catch (PoolInitializationException | FlywayException e) {
            throw notOpened(dialect, file, e);
        }
    }

    private static DataSource dataSource(Path file, TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // A power cut may take the last commits, but from the ledger and the catalogue alike: they are done again.
        config.setSynchronous(SynchronousMode.NORMAL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTransactionMode(mode);
        config.setGetGeneratedKeys(false); // a query after every insert; we ask with "returning"
        config.setCacheSize(CACHE_KIBIBYTES);
        config.setPragma(Pragma.WAL_AUTOCHECKPOINT, String.valueOf(LOG_PAGES));
        config.setPragma(Pragma.JOURNAL_SIZE_LIMIT, String.valueOf(LOG_PAGES * PAGE_BYTES));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    private static HikariDataSource pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("readers");
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        config.setMaxLifetime(0);
        return new HikariDataSource(config);
    }

    private static void migrate(Dialect dialect, DataSource source) {
        Flyway.configure()
                .dataSource(source)
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
