package dev.mediaingest.store;

import dev.mediaingest.store.sql.DatabaseUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class SqliteLibraryTest extends LibraryContract {
    @TempDir
    Path folder = Path.of("");

    @Override
    DatabaseUrl url() {
        return new DatabaseUrl.Sqlite(folder.resolve("catalogue.db"));
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalogue.db"));
    }
}
