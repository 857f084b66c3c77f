package dev.mediaingest.store;

import dev.mediaingest.store.sql.DatabaseUrl;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

class PostgresWriteBackTest extends WriteBackTest {
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
}
