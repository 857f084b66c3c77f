package dev.mediaingest.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.mediaingest.failure.Unavailable;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** One connection that writes, several that read, and one place where the driver's complaints become ours. Thread-safe. */
final class Database implements AutoCloseable {
    private final Dialect dialect;
    private final SingleWriter writer;
    private final HikariDataSource readerPool;
    private final Jdbi reader;

    Database(Dialect dialect, SingleWriter writer, HikariDataSource readerPool) {
        this.dialect = dialect;
        this.writer = writer;
        this.readerPool = readerPool;
        this.reader = Jdbi.create(readerPool);
    }

    Dialect dialect() {
        return dialect;
    }

    /** One transaction that may write; all of it happens or nothing. */
    <T> T write(Work<T> work) {
        try {
            return writer.inTransaction(work);
        } catch (JdbiException | SQLException e) {
            throw translated(e);
        }
    }

    /** Reads on a connection of its own; never waits for a writer. */
    <T> T read(Work<T> work) {
        try {
            return reader.withHandle(work::on);
        } catch (JdbiException | SQLException e) {
            throw translated(e);
        }
    }

    private RuntimeException translated(Exception e) {
        SQLException cause = sqlCause(e);
        if (cause != null) {
            Optional<String> trouble = cause instanceof SQLTransientConnectionException
                    ? Optional.of("No database connection became free in time; it is tried again.")
                    : dialect.trouble(cause);
            if (trouble.isPresent()) {
                return new Unavailable(trouble.get(), e);
            }
        }
        return e instanceof RuntimeException bug ? bug : new IllegalStateException(e);
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
        readerPool.close();
        writer.close();
    }

    /** Something done with an open handle. */
    @FunctionalInterface
    interface Work<T> {
        T on(Handle handle) throws SQLException;
    }
}
