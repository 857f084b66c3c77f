package dev.mediaingest.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Sends all statements in one message: PostgreSQL's driver sends what semicolons divide without waiting for results in between,
 * each prepared. Rows are bound as arrays.
 */
public final class PipelinedBatch implements StatementBatch {
    private final Handle handle;
    private final List<String> statements = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    PipelinedBatch(Handle handle) {
        this.handle = handle;
    }

    @Override
    public void add(String sql, @Nullable Object... more) {
        statements.add(sql);
        Collections.addAll(values, more);
    }

    @Override
    public void addForAll(String sql, Rows rows, @Nullable Object... others) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        add(sql, others);
        values.addAll(arrays(handle, rows));
    }

    @Override
    public void askForAll(String sql, Rows rows, Answer answer) throws SQLException {
        try (Prepared prepared = Prepared.of(handle, sql);
                ResultSet found = prepared.query(arrays(handle, rows).toArray())) {
            while (found.next()) {
                answer.take(found);
            }
        }
    }

    /** What {@link PostgresDialect#given} asks for. */
    public static List<Object> arrays(Handle handle, Rows rows) throws SQLException {
        List<Object> arrays = new ArrayList<>();
        for (Rows.Column column : rows.columns()) {
            arrays.add(handle.getConnection().createArrayOf(column.type(), rows.column(arrays.size())));
        }
        return arrays;
    }

    @Override
    public int run() throws SQLException {
        if (statements.isEmpty()) {
            return 0;
        }
        try (Prepared prepared = Prepared.of(handle, String.join(";\n", statements))) {
            return prepared.runScript(values.toArray());
        }
    }
}
