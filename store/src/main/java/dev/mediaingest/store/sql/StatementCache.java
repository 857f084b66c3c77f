package dev.mediaingest.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A cache of a connection's prepared statements, those least recently used dropped first: SQLite's driver compiles the SQL anew each
 * time otherwise, which is a fifth of a commit. For one connection that lives long; confined to whoever holds that connection.
 */
public final class StatementCache extends DefaultStatementBuilder {
    private static final int MOST = 100;

    /** The least recently used first: what is lent is taken out and put back at the end. */
    private final SequencedMap<String, PreparedStatement> idle = new LinkedHashMap<>();
    /** Jdbi closes a statement with the SQL as we wrote it, not as it was prepared; so we remember which was which. */
    private final IdentityHashMap<Statement, String> lent = new IdentityHashMap<>();

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        PreparedStatement prepared = idle.remove(sql);
        PreparedStatement lending = prepared != null ? prepared : super.create(connection, sql, context);
        lent.put(lending, sql);
        return lending;
    }

    /** A statement of the connection, for use without Jdbi. */
    PreparedStatement lend(Connection connection, String sql) throws SQLException {
        PreparedStatement prepared = idle.remove(sql);
        return prepared != null ? prepared : connection.prepareStatement(sql);
    }

    /** Takes a lent statement back; its results end. */
    void giveBack(String sql, PreparedStatement statement) throws SQLException {
        statement.clearParameters();
        statement.clearBatch();
        if (idle.containsKey(sql)) { // lent twice at once
            statement.close();
            return;
        }
        idle.put(sql, statement);
        if (idle.size() > MOST) {
            idle.pollFirstEntry().getValue().close();
        }
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        String preparedAs = lent.remove(statement);
        if (preparedAs != null && statement instanceof PreparedStatement prepared) {
            giveBack(preparedAs, prepared);
        } else {
            super.close(connection, sql, statement);
        }
    }
}
