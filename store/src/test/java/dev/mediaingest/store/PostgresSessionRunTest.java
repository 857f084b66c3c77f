package dev.mediaingest.store;

import dev.mediaingest.store.sql.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same sessions into PostgreSQL. */
class PostgresSessionRunTest extends SessionRunTest {
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

    @Override
    boolean holdsAnyPath() {
        return false;
    }

    @Override
    String lockOut() {
        return "begin; lock table ingest_items in exclusive mode";
    }
}
