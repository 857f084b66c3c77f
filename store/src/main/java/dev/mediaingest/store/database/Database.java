package dev.mediaingest.store.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.store.sql.Dialect;
import dev.mediaingest.store.sql.Prepared;
import dev.mediaingest.store.sql.StorableTexts;
import dev.mediaingest.store.sql.TransactionDialect;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Connections that write and connections that read, and one place where the driver's complaints become ours. Thread-safe. */
public final class Database implements AutoCloseable {
    private final Dialect dialect;
    private final SharedTables shared;
    private final Writer writer;
    private final HikariDataSource pool;
    private final Jdbi reader;

    private Database(Dialect dialect, SharedTables shared, Writer writer, HikariDataSource pool, Jdbi reader) {
        this.dialect = dialect;
        this.shared = shared;
        this.writer = writer;
        this.pool = pool;
        this.reader = reader;
    }

    /** A database that takes one writer at a time, who never keeps the readers of the pool waiting. */
    public static Database withOneWriter(
            Dialect dialect, SharedTables shared, SingleWriter writer, HikariDataSource readers) {
        return new Database(dialect, shared, writer, readers, on(readers));
    }

    /** A database that takes as many writers as readers. */
    public static Database withManyWriters(Dialect dialect, SharedTables shared, HikariDataSource pool) {
        Jdbi jdbi = on(pool);
        return new Database(dialect, shared, new PooledWriter(jdbi), pool, jdbi);
    }

    /** A database that is only read. */
    public static Database withoutWriters(Dialect dialect, SharedTables shared, HikariDataSource readers) {
        return new Database(dialect, shared, new NoWriter(), readers, on(readers));
    }

    /** Named values are cleaned on every connection, as those of {@link Prepared} are. */
    static Jdbi on(DataSource source) {
        return Jdbi.create(source).registerArgument(new StorableTexts());
    }

    public Dialect dialect() {
        return dialect;
    }

    /** The tables shared with the Python tool, as they were when the database was opened. */
    public SharedTables shared() {
        return shared;
    }

    /** One transaction that may write; all of it happens or nothing. */
    public <T> T write(Work<T> work) {
        try {
            return writer.inTransaction(work);
        } catch (JdbiException | SQLException e) {
            throw translated(e);
        }
    }

    /** One statement that may write: a transaction by itself, where round trips are dear. */
    public <T> T writeOnce(Work<T> work) {
        try {
            return writer.inOneStatement(work);
        } catch (JdbiException | SQLException e) {
            throw translated(e);
        }
    }

    /** Reads on a connection of its own; never waits for a writer. */
    public <T> T read(Work<T> work) {
        try {
            return reader.withHandle(work::on);
        } catch (JdbiException | SQLException e) {
            throw translated(e);
        }
    }

    private RuntimeException translated(Exception e) {
        return environmentFault(dialect, e)
                .<RuntimeException>map(sentence -> new Unavailable(sentence, e))
                .orElseGet(() -> e instanceof RuntimeException bug ? bug : new IllegalStateException(e));
    }

    /** What a person can do, if something of the environment is behind an exception. */
    public static Optional<String> environmentFault(TransactionDialect dialect, Exception e) {
        if (e instanceof Unavailable told) {
            return Optional.ofNullable(told.getMessage());
        }
        SQLException cause = sqlCause(e);
        return switch (cause) {
            case null -> Optional.empty();
            case SQLTransientConnectionException full ->
                Optional.of("No database connection became free in time; it is tried again.");
            default -> dialect.environmentFault(cause);
        };
    }

    /** The innermost one: pools and Jdbi wrap what the driver says. */
    private static @Nullable SQLException sqlCause(Throwable e) {
        SQLException found = null;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                found = sql;
            }
        }
        return found;
    }

    @Override
    public void close() {
        pool.close();
        writer.close();
    }

    /** Something done with an open handle. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Handle handle) throws SQLException;
    }
}
