package dev.mediaingest.store;

import dev.mediaingest.store.library.JdbcLibrary;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Dialect;
import dev.mediaingest.store.sql.PostgresDialect;
import dev.mediaingest.store.sql.SchemaUpdate;
import dev.mediaingest.store.sql.SqliteDialect;
import java.sql.Connection;
import java.sql.DatabaseMetaData;

/**
 * An open database as it describes itself.
 *
 * @param product {@code SQLite} or {@code PostgreSQL}
 * @param schema the newest migration its tables had
 * @param bytes it takes, without what is still in a log of its own
 * @param waiting files that are committed but not yet in the library
 */
public record DatabaseFacts(String product, String version, String schema, long bytes, long files, long waiting) {

    static DatabaseFacts read(Database database) {
        return database.read(handle -> {
            Connection connection = handle.getConnection();
            DatabaseMetaData about = connection.getMetaData();
            return new DatabaseFacts(
                    about.getDatabaseProductName(),
                    about.getDatabaseProductVersion(),
                    SchemaUpdate.version(connection),
                    JdbcLibrary.number(connection, size(database.dialect())),
                    JdbcLibrary.number(connection, "select count(*) from library_files"),
                    JdbcLibrary.number(connection, "select count(*) from library_changes"));
        });
    }

    private static String size(Dialect dialect) {
        return switch (dialect) {
            case SqliteDialect sqlite -> "select page_count * page_size from pragma_page_count(), pragma_page_size()";
            case PostgresDialect postgres -> "select pg_database_size(current_database())";
        };
    }
}
