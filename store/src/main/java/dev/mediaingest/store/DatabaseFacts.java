package dev.mediaingest.store;

import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.database.SchemaUpdate;
import dev.mediaingest.store.sql.Prepared;
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
        return database.read(handle -> new DatabaseFacts(
                handle.queryMetadata(DatabaseMetaData::getDatabaseProductName),
                handle.queryMetadata(DatabaseMetaData::getDatabaseProductVersion),
                SchemaUpdate.version(handle),
                Prepared.number(handle, database.dialect().size()),
                Prepared.number(handle, "select count(*) from library_files"),
                Prepared.number(handle, "select count(*) from library_changes")));
    }
}
