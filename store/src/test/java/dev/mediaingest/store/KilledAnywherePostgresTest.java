package dev.mediaingest.store;

import dev.mediaingest.store.sql.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same on PostgreSQL. */
class KilledAnywherePostgresTest extends KilledAnywhereTest {
    @RegisterExtension
    final PostgresDatabase database = new PostgresDatabase();

    @Override
    DatabaseUrl.Postgres url() {
        return database.url();
    }

    @Override
    String written() throws SQLException {
        return "postgresql://postgres@" + url().server() + "/" + url().database();
    }

    @Override
    Connection connect() throws SQLException {
        return database.connect();
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
