package dev.mediaingest.store;

import dev.mediaingest.store.sql.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The same on PostgreSQL. */
class PostgresAwayFoldersTest extends AwayFoldersTest {
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
}
