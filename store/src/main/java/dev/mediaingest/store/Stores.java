package dev.mediaingest.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.database.PostgresSource;
import dev.mediaingest.store.database.SchemaUpdate;
import dev.mediaingest.store.database.SharedTables;
import dev.mediaingest.store.database.SingleWriter;
import dev.mediaingest.store.database.SqliteSource;
import dev.mediaingest.store.database.UnopenedDatabase;
import dev.mediaingest.store.sql.DatabaseUrl;
import dev.mediaingest.store.sql.DatabaseUrl.Postgres;
import dev.mediaingest.store.sql.DatabaseUrl.Sqlite;
import dev.mediaingest.store.sql.Dialect;
import dev.mediaingest.store.sql.PostgresDialect;
import dev.mediaingest.store.sql.SqliteDialect;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig.TransactionMode;

/** Opens databases. */
public final class Stores {
    private Stores() {}

    /** Opens a database for a server of its own, which no later process succeeds, and whatever it changes. */
    public static Store open(DatabaseUrl url, InstantSource clock) throws NotOpened {
        return open(url, clock, UUID.randomUUID().toString(), MigrationConsent.GIVEN);
    }

    /**
     * Opens a database and brings its tables up to date; creates it if there is none and it is a file.
     *
     * @param server who runs sessions here; a process that can only be the successor of another has the same, and need not
     *     wait for the other's leases to run out
     * @param consent asked before the first change to a database that another program made
     * @throws NotOpened with one sentence for a person; then nothing was changed
     */
    public static Store open(DatabaseUrl url, InstantSource clock, String server, MigrationConsent consent)
            throws NotOpened {
        Dialect dialect = dialect(url);
        try {
            Optional<SharedTables> upToDate = DatabaseAdoption.prepare(url, dialect, clock, consent);
            Database database = switch (url) {
                case Sqlite sqlite -> openFile(dialect, new SqliteSource(sqlite.file()), upToDate);
                case Postgres postgres -> openServer(dialect, PostgresSource.of(postgres), upToDate);
            };
            return new Store(database, server, clock);
        } catch (PoolInitializationException | FlywayException | Unavailable | SQLException e) {
            throw notOpened(dialect, url, e);
        }
    }

    /**
     * Opens a database to read it: makes none, migrates none and writes nothing, so it may lie on a disk that takes no writes.
     * What the library says may be older than the catalogue.
     *
     * @throws NotOpened with one sentence for a person, also if there is none or its tables are not up to date
     */
    public static Store openToRead(DatabaseUrl url, InstantSource clock) throws NotOpened {
        Dialect dialect = dialect(url);
        try {
            UnopenedDatabase unopened = new UnopenedDatabase(dialect, lookingAt(url));
            DatabaseAdoption.requireUpToDate(url, unopened);
            HikariConfig config = switch (url) {
                case Sqlite sqlite -> new SqliteSource(sqlite.file()).poolToLook();
                case Postgres postgres -> PostgresSource.of(postgres).poolToRead();
            };
            SharedTables shared = unopened.sharedTables();
            return new Store(
                    Database.withoutWriters(dialect, shared, pool(config)),
                    UUID.randomUUID().toString(),
                    clock);
        } catch (PoolInitializationException | FlywayException | Unavailable | SQLException e) {
            throw notOpened(dialect, url, e);
        }
    }

    /**
     * Says what {@link #open} would find and change. Changes nothing.
     *
     * @return with a sentence about what is wrong instead of an exception
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

    /** Connections that change nothing. */
    static DataSource lookingAt(DatabaseUrl url) {
        return switch (url) {
            case Sqlite(var file) -> new SqliteSource(file).openToLook();
            case Postgres postgres -> PostgresSource.of(postgres).open();
        };
    }

    private static Database openFile(Dialect dialect, SqliteSource file, Optional<SharedTables> upToDate)
            throws SQLException {
        file.createForOwner();
        DataSource writing = file.open(TransactionMode.IMMEDIATE);
        SharedTables shared = upToDate.isPresent() ? upToDate.get() : SchemaUpdate.run(dialect, writing);
        return Database.withOneWriter(
                dialect, shared, new SingleWriter(writing), pool(file.pool(file.open(TransactionMode.DEFERRED))));
    }

    private static Database openServer(Dialect dialect, PostgresSource server, Optional<SharedTables> upToDate)
            throws SQLException {
        SharedTables shared = upToDate.isPresent() ? upToDate.get() : SchemaUpdate.run(dialect, server.open());
        return Database.withManyWriters(dialect, shared, pool(server.pool()));
    }

    private static HikariDataSource pool(HikariConfig config) {
        return new HikariDataSource(config);
    }

    private static NotOpened notOpened(Dialect dialect, DatabaseUrl url, Exception e) {
        return Database.environmentFault(dialect, e)
                .map(sentence -> new NotOpened(sentence, e))
                .orElseGet(() ->
                        new NotOpened("The database " + url.redacted() + " could not be opened: " + e.getMessage(), e));
    }

    /** A database that can't be used. */
    public static final class NotOpened extends Exception {
        private static final long serialVersionUID = 1L;

        NotOpened(String sentence) {
            super(sentence);
        }

        NotOpened(String sentence, Exception cause) {
            super(sentence, cause);
        }
    }
}
