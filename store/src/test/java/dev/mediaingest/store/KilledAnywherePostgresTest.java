package dev.mediaingest.store;

import dev.mediaingest.store.sql.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The same on PostgreSQL. */
class KilledAnywherePostgresTest extends KilledAnywhereTest {
    private DatabaseUrl.@Nullable Postgres url;

    @Override
    DatabaseUrl.Postgres url() throws SQLException {
        DatabaseUrl.Postgres known = url;
        if (known == null) {
            known = PostgresServer.shared().newDatabase();
            url = known;
        }
        return known;
    }

    @Override
    String written() throws SQLException {
        return "postgresql://postgres@" + url().server() + "/" + url().database();
    }

    @Override
    Connection connect() throws SQLException {
        return PostgresServer.connect(url());
    }

    /** A server may finish what a dead client asked for. */
    @Override
    void awaitQuiet() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet others = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()")) {
                    if (others.next() && others.getInt(1) == 0) {
                        return;
                    }
                }
                Thread.sleep(20);
            }
        }
    }
}
