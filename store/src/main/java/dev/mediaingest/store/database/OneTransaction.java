package dev.mediaingest.store.database;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Hands out one connection again and again and keeps its transaction open: whoever uses it may commit and close as often as
 * it likes, and nothing is kept until whoever made this commits. A rollback is one. For migrations, whose library commits its
 * book-keeping by itself. Confined to one thread.
 */
final class OneTransaction implements DataSource {
    private final Connection kept;

    /** Wraps a connection that is not in autocommit. */
    OneTransaction(Connection connection) {
        this.kept = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "commit", "close", "setAutoCommit" -> null;
                    case "isClosed" -> false;
                    default -> passOn(method, connection, arguments);
                });
    }

    private static @Nullable Object passOn(
            java.lang.reflect.Method method, Connection connection, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public Connection getConnection() {
        return kept;
    }

    @Override
    public Connection getConnection(String user, String password) {
        return kept;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
