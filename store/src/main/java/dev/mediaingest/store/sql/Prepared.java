package dev.mediaingest.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A statement with question marks, straight to the driver: for the few that run for every file, where Jdbi's names and
 * mappers cost as much as the database. Confined to one transaction; every use is closed.
 */
public final class Prepared implements AutoCloseable {
    private final Handle handle;
    private final String sql;
    private final PreparedStatement statement;

    private Prepared(Handle handle, String sql) throws SQLException {
        this.handle = handle;
        this.sql = sql;
        this.statement = handle.getStatementBuilder() instanceof StatementCache once
                ? once.lend(handle.getConnection(), sql)
                : handle.getConnection().prepareStatement(sql);
    }

    public static Prepared of(Handle handle, String sql) throws SQLException {
        return new Prepared(handle, sql);
    }

    /** Runs a change once and says how many rows it met. */
    public static int update(Handle handle, String sql, @Nullable Object... values) throws SQLException {
        try (Prepared prepared = of(handle, sql)) {
            prepared.bind(values);
            return prepared.statement.executeUpdate();
        }
    }

    /** The first column of the only row. */
    public static long number(Handle handle, String sql, @Nullable Object... values) throws SQLException {
        try (Prepared prepared = of(handle, sql);
                ResultSet rows = prepared.query(values)) {
            if (!rows.next()) {
                throw new IllegalStateException("no row from: " + sql);
            }
            return rows.getLong(1);
        }
    }

    /** The first column of the first row as a text; null there is none here. */
    public static Optional<String> text(Handle handle, String sql, @Nullable Object... values) throws SQLException {
        try (Prepared prepared = of(handle, sql);
                ResultSet rows = prepared.query(values)) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }

    public ResultSet query(@Nullable Object... values) throws SQLException {
        bind(values);
        return statement.executeQuery();
    }

    /** One more run with these values, when {@link #runAll} is called. */
    public void add(@Nullable Object... values) throws SQLException {
        bind(values);
        statement.addBatch();
    }

    /** Runs statements that semicolons divide, and says how many rows the last met. */
    int runScript(@Nullable Object... values) throws SQLException {
        bind(values);
        int met = statement.execute() ? 0 : statement.getUpdateCount();
        while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
            met = statement.getUpdateCount();
        }
        return met;
    }

    /** Runs what was added, in that order. */
    public void runAll() throws SQLException {
        int[] unused = statement.executeBatch();
    }

    private void bind(@Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, StorableTexts.cleaned(values[i]));
        }
    }

    @Override
    public void close() throws SQLException {
        if (handle.getStatementBuilder() instanceof StatementCache once) {
            once.giveBack(sql, statement);
        } else {
            statement.close();
        }
    }
}
