package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.fixtures.contract.LeasedStore;
import dev.mediaingest.fixtures.contract.Samples;
import dev.mediaingest.plan.Item;
import dev.mediaingest.store.Stores.NotOpened;
import dev.mediaingest.store.sql.DatabaseUrl;
import dev.mediaingest.store.sql.Dialect;
import dev.mediaingest.store.sql.SqliteDialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on SQLite, and what only SQLite has. */
class SqliteStoreTest extends StoreContract {
    @TempDir
    Path folder = Path.of("");

    @Override
    DatabaseUrl url() {
        return new DatabaseUrl.Sqlite(file());
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private Path file() {
        return folder.resolve("catalogue.db");
    }

    @Test
    void timesAndBooleansAreWhatSqlAlchemyReads() throws Exception {
        commitOne();

        assertThat(rows("select created_at from media_files").getFirst())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
        assertThat(rows("select file_modified_at from media_metadata")).containsExactly("2026-05-01 10:00:01.123456");
        assertThat(rows("select typeof(nsfw), nsfw, typeof(score) from media_files"))
                .containsExactly("integer|0|integer");
        assertThat(rows("select typeof(has_alpha), has_alpha from media_metadata"))
                .containsExactly("integer|1");
        assertThat(rows("select positive_prompt_keywords, loras, lora_hashes, png_text from media_metadata"))
                .containsExactly("[{\"text\":\"a\",\"weight\":1.0},{\"text\":\"cat\",\"weight\":1.2}]"
                        + "|[{\"name\":\"fur\",\"weight\":0.8},{\"name\":\"hat\",\"weight\":1.0,\"clip_weight\":0.5}]|{\"fur\":\"abc\"}"
                        + "|{\"parameters\":\"a cat\\nSteps: 20\"}");
        assertThat(rows("select seed, typeof(seed), extension, file_type from media_metadata, media_files"))
                .containsExactly("18446744073709551615|text|.png|image");
    }

    @Test
    void settingsStandInTheFlatColumnsTooWhereTheyFit() throws Exception {
        commitOne();

        assertThat(rows("select hires_upscale, hires_upscaler, hires_cfg_scale, json_extract(hires_config, '$.steps')"
                        + " from media_metadata"))
                .containsExactly("1.5|Latent|null|12");
        assertThat(rows("select dynthres_enabled, dynthres_mimic_scale, dynthres_mimic_mode, dynthres_sched_val,"
                        + " json_extract(dynthres_config, '$.sched_val') from media_metadata"))
                .containsExactly("1|7.0|Constant|null|not a number");
        assertThat(rows("select characters from media_analysis"))
                .containsExactly("[{\"prompt\":\"a girl\",\"negative_prompt\":null}]");
    }

    @Test
    void aDatabaseOfThePythonToolOpensInPlace() throws Exception {
        Path old = folder.resolve("old.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + old);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "create table media_files (id integer not null, filename varchar(512) not null, directory varchar(1024) not null,"
                            + " file_path varchar(1536) not null, file_size integer, file_type varchar(50), extension varchar(10),"
                            + " score integer, nsfw boolean not null, nsfw_score float, nsfw_label boolean, nsfw_model varchar(128),"
                            + " nsfw_model_version varchar(64), nsfw_threshold float, media_file_id varchar(64), phash varchar(64),"
                            + " original_created_at datetime, created_at datetime, updated_at datetime, last_accessed datetime,"
                            + " primary key (id), unique (file_path))");
            statement.executeUpdate(
                    "insert into media_files (id, filename, directory, file_path, score, nsfw, created_at) values"
                            + " (7, 'a.png', '/media/pictures', '/media/pictures/a.png', 3, 0, '2025-11-04 00:15:28.141664')");
        }

        try (Store store = Stores.open(new DatabaseUrl.Sqlite(old), InstantSource.system());
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + old);
                Statement statement = connection.createStatement()) {
            assertThat(store.counts().byDirectory(Path.of("/media/pictures"))).hasSize(1);
            var row = statement.executeQuery("select id, score, created_at from media_files");
            assertThat(row.getString(1)).isEqualTo("7");
            assertThat(row.getString(2)).isEqualTo("3");
            assertThat(row.getString(3)).isEqualTo("2025-11-04 00:15:28.141664");
        }
    }

    @Test
    void aDatabaseOfTheVersionBeforeKeepsWhatItsAnalysesFound() throws Exception {
        Path old = ofSchema("2");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + old);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into media_files (id, filename, directory, file_path, nsfw)"
                    + " values (7, 'a.png', '/media/pictures', '/media/pictures/a.png', 0)");
            statement.executeUpdate("insert into media_analysis (media_id, media_type, content_sha256, file_size,"
                    + " modified_at, analysed_at, analysed_with, nsfw_status, generator_version, generation_source)"
                    + " values (7, 'png', 'x', 1, 1, 1, '2-mks', 'off', 'v1.10.1', 'png:tEXt')");
        }

        try (Store store = Stores.open(new DatabaseUrl.Sqlite(old), InstantSource.system());
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + old);
                Statement statement = connection.createStatement()) {
            assertThat(store.counts().byDirectory(Path.of("/media/pictures"))).hasSize(1);
            var row =
                    statement.executeQuery("select generator_version, generation_source, sidecars from media_analysis");
            assertThat(row.getString(1)).isEqualTo("v1.10.1");
            assertThat(row.getString(2)).isEqualTo("png:tEXt");
            assertThat(row.getLong(3)).isZero();
        }
    }

    @Test
    void hashesStayWhenTheirColumnMayBeEmpty() throws Exception {
        Path old = ofSchema("3");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + old);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into media_files (id, filename, directory, file_path, nsfw) values"
                    + " (7, 'a.png', '/media', '/media/a.png', 0), (8, 'b.png', '/media', '/media/b.png', 0)");
            statement.executeUpdate("insert into media_analysis (media_id, media_type, content_sha256, file_size,"
                    + " modified_at, analysed_at, analysed_with, nsfw_status, sidecars, codec)"
                    + " values (7, 'png', 'abc', 1, 2, 3, '3-mks', 'off', 4, 'x')");
        }

        try (Store store = Stores.open(new DatabaseUrl.Sqlite(old), InstantSource.system());
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + old);
                Statement statement = connection.createStatement()) {
            assertThat(store.trouble()).isEmpty();
            statement.executeUpdate("insert into media_analysis (media_id, media_type, file_size, modified_at,"
                    + " analysed_at, analysed_with, nsfw_status) values (8, 'png', 1, 1, 1, '4-mks', 'off')");
            var row =
                    statement.executeQuery("select content_sha256, file_size, modified_at, analysed_at, analysed_with,"
                            + " sidecars, codec from media_analysis where content_sha256 = 'abc'");
            assertThat(List.of(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getString(5)))
                    .containsExactly("abc", 1L, 2L, 3L, "3-mks");
            assertThat(row.getLong(6)).isEqualTo(4);
            assertThat(row.getString(7)).isEqualTo("x");
            var plan = statement.executeQuery(
                    "explain query plan select media_id from media_analysis where content_sha256 = 'abc'");
            assertThat(plan.getString("detail")).contains("idx_media_analysis_content");
        }
    }

    private Path ofSchema(String version) {
        Path old = folder.resolve("before.db");
        Dialect dialect = new SqliteDialect(old);
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + old, null, null)
                .locations(dialect.migrations().toArray(String[]::new))
                .placeholders(dialect.placeholders())
                .table("media_ingest_schema")
                .target(version)
                .load()
                .migrate();
        return old;
    }

    @Test
    void aDatabaseLockedByAnotherProgramIsOneSentence() throws Exception {
        Path locked = folder.resolve("locked.db");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + locked);
                Statement statement = other.createStatement()) {
            statement.execute("begin exclusive");

            assertThatThrownBy(() -> Stores.open(new DatabaseUrl.Sqlite(locked), InstantSource.system()))
                    .isInstanceOf(NotOpened.class)
                    .hasMessageContaining("locked by another program");
        }
    }

    @Test
    void aLockDuringACommitIsTroubleThatPasses() throws Exception {
        try (Store store = Stores.open(url(), InstantSource.system());
                Connection other = connect();
                Statement statement = other.createStatement()) {
            LeasedStore leased = new LeasedStore(StoreContract.portsOf(store));
            Item item = leased.listed(Samples.file(1));
            statement.execute("begin immediate");

            assertThatThrownBy(() -> leased.begin(item))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("locked by another program");

            statement.execute("rollback");
            assertThat(leased.begin(item)).isEqualTo(1);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsOneSentence() throws Exception {
        Path text = Files.writeString(
                folder.resolve("text.db"), "this is not a database, it only has its name. ".repeat(40));

        assertThatThrownBy(() -> Stores.open(new DatabaseUrl.Sqlite(text), InstantSource.system()))
                .isInstanceOf(NotOpened.class)
                .hasMessageContaining("not an intact SQLite database");
    }

    private void commitOne() throws NotOpened {
        try (Store store = Stores.open(url(), InstantSource.system())) {
            LeasedStore leased = new LeasedStore(StoreContract.portsOf(store));
            Item item = leased.listed(Samples.file(1));
            var findings = Samples.findings(item.file(), Optional.empty(), "cat");
            leased.commit(item, Samples.assessment(item.file(), findings), findings);
        }
    }
}
