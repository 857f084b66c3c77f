package dev.mediaingest.store.database;

import dev.mediaingest.store.sql.SchemaDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database's tables up to date: our migrations, and what the tables shared with the Python tool lack of its newest form.
 * All of it is one transaction, so a database is of one version or of the other.
 */
public final class SchemaUpdate {
    private static final String HISTORY = "media_ingest_schema";

    private SchemaUpdate() {}

    /**
     * A database before anything is done to it.
     *
     * @param version of its tables; null if Media Ingest has never opened it
     * @param shared its tables that are the Python tool's too
     * @param pending what would be done, one line each, in order
     * @param refusal why nothing may be done, as the rest of a sentence about the database
     */
    public record Found(@Nullable String version, SharedTables shared, List<String> pending, Optional<String> refusal) {
        /** Whether it has tables, and Media Ingest has never opened it. */
        public boolean isOfAnotherProgram() {
            return version == null && shared.exist();
        }
    }

    /** Looks, and leaves everything as it is. */
    public static Found look(SchemaDialect dialect, DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            SharedTables shared = SharedTables.read(dialect, connection);
            MigrationInfo[] migrations = flyway(dialect, source).info().all();
            Optional<String> version = newest(migrations, MigrationState::isApplied);
            return new Found(
                    version.orElse(null),
                    shared,
                    pending(shared, migrations),
                    newer(migrations).or(shared::refusal));
        }
    }

    private static List<String> pending(SharedTables shared, MigrationInfo[] migrations) {
        return Stream.concat(
                        shared.additions().stream(),
                        Arrays.stream(migrations)
                                .filter(migration -> migration.getState() == MigrationState.PENDING)
                                .map(migration -> migration.getVersion() + " " + migration.getDescription()))
                .toList();
    }

    private static Optional<String> newer(MigrationInfo[] migrations) {
        return newest(migrations, state -> state == MigrationState.FUTURE_SUCCESS)
                .map(version -> "Its tables have the version " + version + "; this Media Ingest knows "
                        + newest(migrations, MigrationState::isResolved).orElse("none")
                        + ". Use the newer Media Ingest that opened it.");
    }

    private static Optional<String> newest(MigrationInfo[] migrations, Predicate<MigrationState> inState) {
        return Arrays.stream(migrations)
                .filter(migration -> inState.test(migration.getState()))
                .map(MigrationInfo::getVersion)
                .filter(version -> version != null && version.isNewerThan("0"))
                .max(MigrationVersion::compareTo)
                .map(MigrationVersion::getVersion);
    }

    /** Does what is pending, and says how the shared tables are then. */
    public static SharedTables run(SchemaDialect dialect, DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                execute(connection, dialect.beforeMigrations());
                var unused = flyway(dialect, new OneTransaction(connection)).migrate();
                execute(connection, SharedTables.read(dialect, connection).additions());
                SharedTables shared = SharedTables.read(dialect, connection);
                connection.commit();
                return shared;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** What the migrations of a database that is not there yet would do. */
    public static List<String> ofNothing(SchemaDialect dialect, DataSource nothing) {
        return Arrays.stream(flyway(dialect, nothing).info().pending())
                .map(migration -> migration.getVersion() + " " + migration.getDescription())
                .toList();
    }

    /** The newest migration an open database had. */
    public static String version(Handle handle) {
        return handle.createQuery("select version from " + HISTORY
                        + " where success and version is not null order by installed_rank desc limit 1")
                .mapTo(String.class)
                .findFirst()
                .orElse("");
    }

    private static Flyway flyway(SchemaDialect dialect, DataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations(dialect.migrations().toArray(String[]::new))
                .placeholders(dialect.placeholders())
                .table(HISTORY)
                .group(true)
                .baselineOnMigrate(true) // the Python tool's databases have tables and no history
                .baselineVersion("0")
                .load();
    }
}
