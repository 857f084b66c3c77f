package dev.mediaingest.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.store.DatabaseUrl.Postgres;
import dev.mediaingest.store.DatabaseUrl.Sqlite;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig.TransactionMode;

/** Opens databases. */
public final class Stores {
    static final String HISTORY = "media_ingest_schema";

    private Stores() {}

    /** Opens a database for a server of its own, which no later process succeeds. */
    public static Store open(DatabaseUrl url, InstantSource clock) throws NotOpened {
        return open(url, clock, UUID.randomUUID().toString());
    }

    /**
     * Opens a database and brings its tables up to date; creates it if there is none and it is a file.
     *
     * @param server who runs sessions here; a process that can only be the successor of another has the same, and need not
     *     wait for the other's leases to run out
     * @throws NotOpened with one sentence for a person
     */
    public static Store open(DatabaseUrl url, InstantSource clock, String server) throws NotOpened {
        Dialect dialect = dialect(url);
        try {
            Database database = switch (url) {
                case Sqlite sqlite -> openFile(dialect, new SqliteSource(sqlite.file()));
                case Postgres postgres -> openServer(dialect, PostgresSource.of(postgres));
            };
            Leases leases = Leases.start(database, server);
            LibraryIndexer indexer = new LibraryIndexer(database);
            Kept<Likenesses> likenesses = Kept.ofLibrary(database, () -> Likenesses.read(database));
            return new Store(
                    database,
                    leases,
                    new JdbcSessionStore(database, leases, clock),
                    new JdbcCatalog(database, leases, clock),
                    new JdbcVerdicts(database, clock),
                    new JdbcIngestedCounts(database),
                    new JdbcCataloguedFiles(database),
                    new JdbcKnownFiles(database),
                    indexer,
                    new JdbcLibrary(database, indexer, likenesses, clock),
                    new JdbcDuplicates(database, likenesses, clock),
                    new JdbcStatistics(database));
        } catch (PoolInitializationException | FlywayException | Unavailable e) {
            throw notOpened(dialect, url, e);
        }
    }

    /**
     * Says what {@link #open} would find and change. Changes nothing.
     *
     * @return with a sentence about trouble instead of an exception
     */
    public static DatabaseDescription describe(DatabaseUrl url) {
        return DatabaseDescription.of(url, dialect(url));
    }

    private static Dialect dialect(DatabaseUrl url) {
        return switch (url) {
            case Sqlite(var file) -> new SqliteDialect(file);
            case Postgres postgres -> new PostgresDialect(postgres);
        };
    }

    private static Database openFile(Dialect dialect, SqliteSource file) {
        DataSource writing = file.open(TransactionMode.IMMEDIATE);
        var unused = flyway(dialect, writing).migrate();
        return Database.withOneWriter(
                dialect, new SingleWriter(writing), pool(file.pool(file.open(TransactionMode.DEFERRED))));
    }

    private static Database openServer(Dialect dialect, PostgresSource server) {
        var unused = flyway(dialect, server.open()).migrate();
        return Database.withManyWriters(dialect, pool(server.pool()));
    }

    private static HikariDataSource pool(HikariConfig config) {
        return new HikariDataSource(config);
    }

    /** All pending migrations are one transaction: a database is of one version or of the other. */
    static Flyway flyway(Dialect dialect, DataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations(dialect.migrations().toArray(String[]::new))
                .placeholders(dialect.placeholders())
                .table(HISTORY)
                .group(true)
                .baselineOnMigrate(true) // the Python tool's databases have tables and no history
                .baselineVersion("0")
                .load();
    }

    private static NotOpened notOpened(Dialect dialect, DatabaseUrl url, Exception e) {
        return Database.trouble(dialect, e)
                .map(sentence -> new NotOpened(sentence, e))
                .orElseGet(() ->
                        new NotOpened("The database " + url.shown() + " could not be opened: " + e.getMessage(), e));
    }

    /** A database that can't be used. */
    public static final class NotOpened extends Exception {
        private static final long serialVersionUID = 1L;

        NotOpened(String sentence, Exception cause) {
            super(sentence, cause);
        }
    }
}
