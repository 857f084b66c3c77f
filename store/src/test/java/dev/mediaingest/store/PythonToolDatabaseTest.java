package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.fixtures.contract.LeasedStore;
import dev.mediaingest.fixtures.contract.Samples;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.store.Stores.NotOpened;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database the Python tool made, and its code that goes on using it: on SQLite here, on PostgreSQL in the subclass. */
class PythonToolDatabaseTest {
    private static final List<String> ITS_TABLES =
            List.of("media_files", "media_metadata", "media_keywords", "media_thumbnails");

    private final Map<String, String> itsColumns = new HashMap<>();

    @TempDir
    Path folder = Path.of("");

    DatabaseUrl url() throws SQLException {
        return new DatabaseUrl.Sqlite(folder.resolve("media_scorer.db"));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("media_scorer.db"));
    }

    String fixture() {
        return "/python-tool/sqlite.sql";
    }

    @BeforeEach
    void theToolWasHere() throws Exception {
        for (String statement : script().split(";\n")) {
            if (!statement.isBlank()) {
                execute(statement);
            }
        }
        for (String table : ITS_TABLES) {
            itsColumns.put(table, columns(table));
        }
    }

    @Test
    void itOpensInPlaceAndKeepsEveryRow() throws Exception {
        List<List<String>> before = itsRows();

        Stores.open(url(), InstantSource.system()).close();

        assertThat(itsRows()).isEqualTo(before);
        Stores.open(url(), InstantSource.system()).close();
        assertThat(itsRows()).isEqualTo(before);
    }

    @Test
    void whatOpeningWouldChangeIsSaidBefore() throws Exception {
        DatabaseDescription before = Stores.describe(url());

        assertThat(before.exists()).isTrue();
        assertThat(before.ofPythonTool()).isTrue();
        assertThat(before.version()).isNull();
        assertThat(before.mediaFiles()).isEqualTo(3);
        assertThat(before.pending()).contains("1 media tables", "2 sessions", "6 leases");
        assertThat(before.trouble()).isEmpty();
        assertThatThrownBy(() -> rows("select * from media_ingest_schema")).isInstanceOf(SQLException.class);

        Stores.open(url(), InstantSource.system()).close();

        DatabaseDescription after = Stores.describe(url());
        assertThat(after.ofPythonTool()).isFalse();
        assertThat(after.pending()).isEmpty();
        assertThat(after.version()).isNotNull();
        assertThat(after.mediaFiles()).isEqualTo(3);
    }

    @Test
    void aMigrationThatFailsLeavesItAsItWas() throws Exception {
        execute("create table media_analysis (something_else integer)");
        List<List<String>> before = itsRows();

        assertThatThrownBy(() -> Stores.open(url(), InstantSource.system()))
                .isInstanceOf(NotOpened.class)
                .hasMessageContaining("media_analysis");

        assertThat(itsRows()).isEqualTo(before);
        for (String ours : List.of("ingest_sessions", "ingest_items", "ingest_audit")) {
            assertThatThrownBy(() -> rows("select * from " + ours)).isInstanceOf(SQLException.class);
        }
        execute("drop table media_analysis");
        Stores.open(url(), InstantSource.system()).close();
        assertThat(itsRows()).isEqualTo(before);
    }

    @Test
    void itsFileIsAnalysedIntoItsOwnRowAndItsScoreAndKeywordsStay() throws Exception {
        try (Store store = Stores.open(url(), InstantSource.system())) {
            commit(store, "/media/pictures/a.png");
            commit(store, "/media/pictures/b \"quoted\" 猫.png");
        }

        assertThat(rows("select id, score, created_at from media_files where file_path = '/media/pictures/a.png'"))
                .containsExactly("7|3|2025-11-04 00:15:28.141664");
        assertThat(rows("select id, seed from media_metadata where media_file_id = 7 order by id"))
                .containsExactly("1|18446744073709551615", "2|null");
        assertThat(rows("select keyword, keyword_type from media_keywords where media_file_id = 7 order by id"))
                .containsExactly("cat|prompt", "cat|extracted", "cat|user", "cat|null", "cat|null", "dog|prompt");
        assertThat(rows("select count(*) from media_files")).containsExactly("3");
        assertThat(rows("select id, score from media_files where id = 8")).containsExactly("8|0");
    }

    @Test
    void itsCodeWritesAndDeletesInOurDatabase() throws Exception {
        try (Store store = Stores.open(url(), InstantSource.system())) {
            commit(store, "/media/pictures/a.png");
            commit(store, "/media/pictures/new.png");

            // as its ORM does: none of our columns, children before their file
            execute(
                    "insert into media_files (filename, directory, file_path, file_size, file_type, extension, score, nsfw,"
                            + " created_at, updated_at) values ('d.png', '/media/pictures', '/media/pictures/d.png', 5, 'image',"
                            + " '.png', 0, false, '2026-01-01 00:00:00', '2026-01-01 00:00:00')");
            execute("update media_files set score = 5, updated_at = '2026-01-02 00:00:00'"
                    + " where file_path = '/media/pictures/new.png'");
            for (String child : List.of("media_keywords", "media_metadata", "media_thumbnails")) {
                execute("delete from " + child + " where media_file_id = 7");
            }
            execute("delete from media_files where id = 7");

            assertThat(rows("select count(*) from media_analysis where media_id = 7"))
                    .containsExactly("0");
            commit(store, "/media/pictures/new.png");
            assertThat(rows("select score from media_files where file_path = '/media/pictures/new.png'"))
                    .as("a score given by a person")
                    .containsExactly("5");
            commit(store, "/media/pictures/d.png");
            assertThat(rows("select count(*) from media_files where filename = 'd.png'"))
                    .containsExactly("1");
            assertThat(store.counts().byDirectory(Path.of("/media")).get(Path.of("/media/pictures")))
                    .isEqualTo(3);
        }
    }

    private static void commit(Store store, String path) {
        SourceFile file = new SourceFile(Path.of(path), 1_024, Instant.parse("2026-05-01T10:00:00Z"));
        LeasedStore leased = new LeasedStore(StoreContract.portsOf(store));
        Item item = leased.listed(file);
        Findings findings = Samples.findings(file, Optional.empty(), "cat", "dog");
        leased.commit(item, Samples.assessment(file, findings), findings);
    }

    /** In the columns they had when the tool was here. */
    private List<List<String>> itsRows() throws SQLException {
        List<List<String>> all = new ArrayList<>();
        for (String table : ITS_TABLES) {
            all.add(rows("select " + itsColumns.get(table) + " from " + table + " order by id"));
        }
        return all;
    }

    private String columns(String table) throws SQLException {
        try (Connection connection = connect();
                ResultSet columns = connection.getMetaData().getColumns(null, null, table, "%")) {
            List<String> names = new ArrayList<>();
            while (columns.next()) {
                names.add(columns.getString("COLUMN_NAME"));
            }
            return String.join(", ", names);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    values.add(String.valueOf(result.getString(column)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String script() throws IOException {
        try (InputStream script = getClass().getResourceAsStream(fixture())) {
            if (script == null) {
                throw new IOException("no fixture " + fixture());
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
