package dev.mediaingest.store.database;

import dev.mediaingest.store.database.Database.Work;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;

/** Each transaction on a connection of its own, for a database that takes many at once. Thread-safe. */
final class PooledWriter implements Writer {
    private final Jdbi jdbi;

    /** Whoever made the pool behind it closes that. */
    PooledWriter(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public <T> T inTransaction(Work<T> work) throws SQLException {
        return jdbi.inTransaction(work::on);
    }

    /** Autocommit: the statement is a transaction, and begin and end are no round trips of their own. */
    @Override
    public <T> T inOneStatement(Work<T> work) throws SQLException {
        return jdbi.withHandle(work::on);
    }

    @Override
    public void close() {}
}
