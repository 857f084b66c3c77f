package dev.mediaingest.store;

import dev.mediaingest.store.sql.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An empty database on the one PostgreSQL server that all tests of a JVM share, registered as a field of the test class: one for each
 * instance of the class, which is one for each test unless the class says otherwise. Tests that stop the server start
 * {@link PostgresServer#ofItsOwn one of their own}.
 */
public final class PostgresDatabase implements BeforeEachCallback {
    private DatabaseUrl.@Nullable Postgres url;

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        if (url == null) {
            url = PostgresServer.shared().newDatabase();
        }
    }

    public DatabaseUrl.Postgres url() {
        return Objects.requireNonNull(url, "the database is there once a test has begun");
    }

    /** Another program's connection to it. */
    public Connection connect() throws SQLException {
        return PostgresServer.connect(url());
    }
}
