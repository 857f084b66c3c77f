package dev.mediaingest.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Executes each statement as it is added, row by row: the database is in this process, so a round trip costs nothing. */
final class SequentialBatch implements StatementBatch {
    private final Handle handle;
    private int met;

    SequentialBatch(Handle handle) {
        this.handle = handle;
    }

    @Override
    public void add(String sql, @Nullable Object... values) throws SQLException {
        met = Prepared.update(handle, sql, values);
    }

    @Override
    public void addForAll(String sql, Rows rows, @Nullable Object... others) throws SQLException {
        @Nullable
        Object[] values = Arrays.copyOf(others, others.length + rows.columns().size());
        try (Prepared prepared = Prepared.of(handle, sql)) {
            for (@Nullable Object[] row : rows.rows()) {
                System.arraycopy(row, 0, values, others.length, row.length);
                prepared.add(values);
            }
            prepared.runAll();
        }
    }

    @Override
    public void askForAll(String sql, Rows rows, Answer answer) throws SQLException {
        try (Prepared prepared = Prepared.of(handle, sql)) {
            for (@Nullable Object[] row : rows.rows()) {
                try (ResultSet found = prepared.query(row)) {
                    while (found.next()) {
                        answer.take(found);
                    }
                }
            }
        }
    }

    @Override
    public int run() {
        return met;
    }
}
