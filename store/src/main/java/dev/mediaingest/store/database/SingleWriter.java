package dev.mediaingest.store.database;

import dev.mediaingest.store.database.Database.Work;
import dev.mediaingest.store.sql.Prepared;
import dev.mediaingest.store.sql.StatementCache;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The one connection that writes to an SQLite database, opened anew after each failure. Thread-safe; first come, first served. */
public final class SingleWriter implements Writer {
    private final Jdbi jdbi;
    private final Checkpoints checkpoints;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable Handle handle;

    public SingleWriter(DataSource source) {
        this.jdbi = Database.on(source);
        this.checkpoints = Checkpoints.start(source);
    }

    @Override
    public <T> T inTransaction(Work<T> work) throws SQLException {
        turn.lock();
        try {
            T result = commit(open(), work);
            checkpoints.written();
            return result;
        } catch (SQLException | JdbiException e) {
            discard();
            checkpoints.failed();
            throw e;
        } finally {
            turn.unlock();
        }
    }

    /** A transaction like any other: the lock is to be had at its beginning, not in its middle. */
    @Override
    public <T> T inOneStatement(Work<T> work) throws SQLException {
        return inTransaction(work);
    }

    /** {@code begin} and {@code commit} are statements: the driver's own begin a further transaction behind each, in vain. */
    private static <T> T commit(Handle handle, Work<T> work) throws SQLException {
        run(handle, "begin immediate");
        try {
            T result = work.on(handle);
            run(handle, "commit");
            return result;
        } catch (RuntimeException | Error e) {
            run(handle, "rollback");
            throw e;
        }
    }

    private static void run(Handle handle, String statement) throws SQLException {
        int unused = Prepared.update(handle, statement);
    }

    private Handle open() {
        Handle opened = handle;
        if (opened == null) {
            opened = jdbi.open().setStatementBuilder(new StatementCache());
            handle = opened;
        }
        return opened;
    }

    private void discard() {
        Handle broken = handle;
        handle = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (JdbiException e) {
                // it was broken before
            }
        }
    }

    @Override
    public void close() {
        checkpoints.close();
        turn.lock();
        try {
            discard();
        } finally {
            turn.unlock();
        }
    }
}
