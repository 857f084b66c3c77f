package dev.mediaingest.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Statements of one transaction that need not wait for each other's results. Nothing is certain to be executed before
 * {@link #run}. Confined to the transaction.
 */
public sealed interface StatementBatch permits SequentialBatch, PipelinedBatch {

    void add(String sql, @Nullable Object... values) throws SQLException;

    /**
     * A statement that reads from {@link Dialect#given}.
     *
     * @param sql has the question marks of {@code given} behind all others
     */
    void addForAll(String sql, Rows rows, @Nullable Object... others) throws SQLException;

    /** A query that reads from {@link Dialect#given}; answered at once. */
    void askForAll(String sql, Rows rows, Answer answer) throws SQLException;

    /** Takes a row of an answer. */
    @FunctionalInterface
    interface Answer {
        void take(ResultSet row) throws SQLException;
    }

    /** Does what is not done yet, and says how many rows the last statement met. */
    int run() throws SQLException;
}
