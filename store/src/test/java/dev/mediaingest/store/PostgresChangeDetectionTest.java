package dev.mediaingest.store;

import dev.mediaingest.store.sql.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same on PostgreSQL. */
class PostgresChangeDetectionTest extends ChangeDetectionTest {
    @RegisterExtension
    final PostgresDatabase database = new PostgresDatabase();

    @Override
    DatabaseUrl.Postgres url() {
        return database.url();
    }

    @Override
    Connection connect() throws SQLException {
        return database.connect();
    }
}
