package dev.mediaingest.store.sql;

import dev.mediaingest.store.sql.Database.Work;
import java.sql.SQLException;

/** Runs transactions that write. Thread-safe. */
sealed interface Writer extends AutoCloseable permits SingleWriter, PooledWriter, NoWriter {

    /** All of the work happens or nothing. */
    <T> T inTransaction(Work<T> work) throws SQLException;

    /** The same for work that is one statement. */
    <T> T inOneStatement(Work<T> work) throws SQLException;

    @Override
    void close();
}
