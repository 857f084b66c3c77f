package dev.mediaingest.store;

import dev.mediaingest.store.sql.DatabaseUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same on PostgreSQL, each form in a schema of its own: a database each would take most of the time. */
class PythonToolFormsPostgresTest extends PythonToolFormsTest {
    @RegisterExtension
    final PostgresDatabase database = new PostgresDatabase();

    private int schemas;

    @Override
    boolean postgres() {
        return true;
    }

    @Override
    DatabaseUrl newDatabase() throws SQLException {
        DatabaseUrl.Postgres shared = database.url();
        String schema = "form_" + ++schemas;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        }
        return new DatabaseUrl.Postgres(
                shared.host(),
                shared.port(),
                shared.database(),
                shared.user(),
                shared.password(),
                Map.of("options", "-c search_path=" + schema));
    }

    @Override
    Connection connect(DatabaseUrl url) throws SQLException {
        DatabaseUrl.Postgres postgres = (DatabaseUrl.Postgres) url;
        String options = Objects.requireNonNull(postgres.parameters().get("options"));
        return DriverManager.getConnection(
                "jdbc:postgresql://" + postgres.server() + "/" + postgres.database() + "?options="
                        + URLEncoder.encode(options, StandardCharsets.UTF_8).replace("+", "%20"),
                "postgres",
                "");
    }
}
