package dev.mediaingest.store;

import java.sql.Connection;
import java.sql.SQLException;

/** The same on PostgreSQL. */
class PythonToolFormsPostgresTest extends PythonToolFormsTest {
    @Override
    boolean postgres() {
        return true;
    }

    @Override
    DatabaseUrl newDatabase() throws SQLException {
        return PostgresServer.shared().newDatabase();
    }

    @Override
    Connection connect(DatabaseUrl url) throws SQLException {
        return PostgresServer.connect((DatabaseUrl.Postgres) url);
    }
}
