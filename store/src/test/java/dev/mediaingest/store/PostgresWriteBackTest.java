package dev.mediaingest.store;

import dev.mediaingest.store.sql.DatabaseUrl;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresWriteBackTest extends WriteBackTest {
    @RegisterExtension
    final PostgresDatabase database = new PostgresDatabase();

    @Override
    DatabaseUrl.Postgres url() {
        return database.url();
    }
}
