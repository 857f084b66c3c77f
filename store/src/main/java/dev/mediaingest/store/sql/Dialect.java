package dev.mediaingest.store.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What differs between the databases. Everything else is one SQL for all. */
public sealed interface Dialect permits SqliteDialect, PostgresDialect {

    /** Class path folders with the migrations. */
    List<String> migrations();

    /** Settings of the transaction that migrates. */
    List<String> beforeMigrations();

    /** Values of the placeholders in the common migrations. */
    Map<String, String> placeholders();

    /** A time as the Python tool's tables hold it, to be bound to a statement. */
    Object timestamp(Instant time);

    /** A file's size for the Python tool's column; nothing if it does not fit, for ours beside it has it. */
    @Nullable
    Long sharedSize(long bytes);

    /** Whether the shared tables have room for a file's path. */
    boolean holds(Path file);

    /** An expression: microseconds since 1970 by the clock all servers on the database share. */
    String now();

    /** Put behind a text column, compares and orders it by code points, as paths are. */
    String byCodePoint();

    /**
     * Ends a query that reads a row of {@code table} on which the rest of the transaction relies: nobody changes it
     * meanwhile.
     */
    String lockForShare(String table);

    /**
     * A further column for a query of a statement that is a transaction: its end need not be on disk to be told. Other
     * programs see it at once, and the end of this process does not undo it; the loss of power may, as long as nothing after it
     * is on disk either.
     */
    String asynchronousCommit();

    /** A table expression, named {@code given}, of the rows that {@link StatementBatch#addForAll} binds. */
    String given(List<Rows.Column> columns);

    /** The beginning of a statement that inserts such rows, each with the same values in the other columns. */
    default String insert(String table, List<String> others, List<Rows.Column> given) {
        return insert(table, others, given, "", "");
    }

    /** The same with further columns and their values as SQL, each behind a comma. */
    String insert(
            String table, List<String> others, List<Rows.Column> given, String furtherNames, String furtherValues);

    StatementBatch batch(Handle handle);

    /** Whether each question goes to another process, so that few large ones are better than many small ones. */
    boolean isRemote();

    /**
     * What a column holds that must hold something of which nobody here knows anything: 0, false, an empty text, 1970.
     *
     * @param type as {@link java.sql.DatabaseMetaData} names it
     * @return as SQL; nothing if the type has no such value
     */
    Optional<String> zero(String type);

    /**
     * Runs statements so that nothing of them stays.
     *
     * @param connection in no transaction
     * @return why one of them failed
     */
    Optional<String> tryOut(Connection connection, List<String> statements) throws SQLException;

    /** Runs statements until one fails, and says why it did. */
    default Optional<String> firstFailure(Statement statement, List<String> statements) {
        try {
            for (String sql : statements) {
                statement.execute(sql);
            }
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What is broken in the database's own structure, as a sentence, as far as a quick look finds it. */
    Optional<String> damage(Connection connection) throws SQLException;

    /**
     * Tells trouble with the environment from mistakes of ours.
     *
     * @return a sentence for a person if trying again later may help
     */
    Optional<String> trouble(SQLException e);
}
