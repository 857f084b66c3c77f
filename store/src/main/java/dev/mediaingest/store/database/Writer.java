package dev.mediaingest.store.database;

import dev.mediaingest.store.database.Database.Work;
import java.sql.SQLException;

/** Runs transactions that write. Thread-safe. */
sealed interface Writer extends AutoCloseable permits SingleWriter, PooledWriter, NoWriter {

    /** All of the work happens or nothing. */
    <T> T inTransaction(Work<T> work) throws SQLException;

    /** The work is one statement, of which all happens or nothing. */
    <T> T inOneStatement(Work<T> work) throws SQLException;

    @Override
    void close();
}
