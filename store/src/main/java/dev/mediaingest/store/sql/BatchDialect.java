package dev.mediaingest.store.sql;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What differs for statements over many rows at once. */
public sealed interface BatchDialect permits Dialect {

    StatementBatch batch(Handle handle);

    /** A table expression, named {@code given}, of the rows that {@link StatementBatch#addForAll} binds. */
    String given(List<Rows.Column> columns);

    /**
     * A table expression of ids that are one bound value, however many they are, so that the statement's text stays the same. It is
     * named {@code given} and has the column {@code id}; whoever joins it says {@code cross join}, which begins with it on SQLite.
     */
    String givenIds();

    /** What {@link #givenIds} asks for. */
    Object ids(Handle handle, Collection<Long> ids) throws SQLException;

    /** The beginning of a statement that inserts such rows, each with the same values in the other columns. */
    default String insert(String table, List<String> others, List<Rows.Column> given) {
        return insert(table, others, given, "", "");
    }

    /** An insert with further columns and their values as SQL, each behind a comma. */
    String insert(
            String table, List<String> others, List<Rows.Column> given, String furtherNames, String furtherValues);
}
