package dev.mediaingest.store;

import dev.mediaingest.store.sql.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The same sessions into PostgreSQL. */
class PostgresSessionRunTest extends SessionRunTest {
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
    Connection connect() throws SQLException {
        return PostgresServer.connect(url());
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
