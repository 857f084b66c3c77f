package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.fixtures.contract.LeasedStore;
import dev.mediaingest.fixtures.contract.Samples;
import dev.mediaingest.library.Change;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.pixels.Classification.Scored;
import dev.mediaingest.pixels.PixelFindings;
import dev.mediaingest.plan.Item;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.store.Stores.NotOpened;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form the Python tool's tables ever had, and any older one to which a newer version of it added; on SQLite here. */
@TestInstance(Lifecycle.PER_CLASS)
class PythonToolFormsTest {
    private static final boolean LONG = Boolean.getBoolean("tests.long");

    @TempDir
    Path folder = Path.of("");

    private int databases;

    boolean postgres() {
        return false;
    }

    DatabaseUrl newDatabase() throws SQLException {
        databases++;
        return new DatabaseUrl.Sqlite(folder.resolve("media_scorer_" + databases + ".db"));
    }

    Connection connect(DatabaseUrl url) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + ((DatabaseUrl.Sqlite) url).file());
    }

    Stream<PythonToolForm> forms() {
        return PythonToolForm.all(postgres()).stream();
    }

    Stream<PythonToolForm.Pair> pairs() {
        return PythonToolForm.pairs(postgres());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormOpensInPlaceAndWorks(PythonToolForm form) throws Exception {
        DatabaseUrl url = newDatabase();
        execute(url, form.statements());
        execute(url, rowsOf(form));

        opensInPlaceAndWorks(url);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void anOlderFormWithWhatANewerOneAddedOpensInPlaceAndWorks(PythonToolForm.Pair pair) throws Exception {
        boolean even = pair.hashCode() % 2 == 0;
        List<Boolean> defaults = LONG ? List.of(true, false) : List.of(even);
        for (boolean withDefaults : defaults) {
            DatabaseUrl url = newDatabase();
            execute(url, pair.older().statements());
            execute(url, pair.older().changesTo(pair.newer(), withDefaults));
            execute(url, rowsOf(pair.newer()));

            opensInPlaceAndWorks(url);
        }
    }

    private void opensInPlaceAndWorks(DatabaseUrl url) throws Exception {
        List<String> before = itsRows(url);
        List<String> said = saidLater(url);
        try (Store store = Stores.open(url, InstantSource.system())) {
            assertThat(itsRows(url)).isEqualTo(before);
            assertThat(saidLater(url)).containsAll(said);

            commit(store, "/media/pictures/a.png");
            commit(store, "/media/pictures/new.png");
            var unused = store.thresholds().applyThreshold(0.95);
            store.library().catchUp();
            store.library().change(List.of(7L), new Change(5, null, List.of("mine"), List.of()));
            assertThat(rows(url, "select id, score, nsfw from media_files where file_path = '/media/pictures/a.png'"))
                    .containsExactly(postgres() ? "7|5|f" : "7|5|0");
            assertThat(rows(url, "select keyword from media_keywords where media_file_id = 7 order by keyword"))
                    .containsExactly("cat", "dog", "mine");
            assertThat(rows(url, "select seed from media_metadata where media_file_id = 7"))
                    .containsExactly("18446744073709551615");
            theToolsNewestCodeWorksWith(url, store);
        }
        assertThat(Stores.describe(url).pending()).isEmpty();
    }

    /** As its ORM asks and writes: every column by its name. */
    private void theToolsNewestCodeWorksWith(DatabaseUrl url, Store store) throws Exception {
        PythonToolForm newest = PythonToolForm.all(postgres()).getLast();
        for (var table : newest.tables().entrySet()) {
            String columns = String.join(", ", table.getValue().keySet());
            var unused = rows(url, "select " + columns + " from " + table.getKey() + " order by id");
        }
        assertThat(rows(url, "select count(*) from media_files where favourite is null or nsfw is null"))
                .as("it takes neither for unknown")
                .containsExactly("0");
        execute(url, List.of("""
                insert into media_files (filename, directory, file_path, file_size, file_type, extension, score, favourite, nsfw,
                    created_at, updated_at)
                values ('orm.png', '/media/pictures', '/media/pictures/orm.png', 5, 'image', '.png', 0, true, false,
                    '2026-01-01 00:00:00', '2026-01-01 00:00:00')
                """, """
                insert into daily_contributions (date, count, created_at, updated_at)
                values ('1999-01-01 00:00:00', 1, null, null)
                """));
        commit(store, "/media/pictures/orm.png");
        assertThat(rows(url, "select count(*) from media_files where filename = 'orm.png' and favourite"))
                .containsExactly("1");
    }

    @Test
    void aColumnAddedTomorrowThatEveryRowMustFillGetsItsTypesZeroAndIsNamed() throws Exception {
        DatabaseUrl url = newDatabase();
        execute(url, PythonToolForm.all(postgres()).getLast().statements());
        execute(url, withRequired("media_files", "mood", "varchar(20)"));
        execute(url, withRequired("media_keywords", "rank", "integer"));
        execute(url, withRequired("media_metadata", "seen", postgres() ? "timestamp" : "datetime"));

        assertThat(Stores.describe(url).unknownColumns())
                .containsExactlyInAnyOrder("media_files.mood", "media_metadata.seen", "media_keywords.rank");
        try (Store store = Stores.open(url, InstantSource.system())) {
            commit(store, "/media/pictures/new.png");
            store.library().change(List.of(id(url, "new.png")), new Change(null, null, List.of("mine"), List.of()));
        }

        assertThat(rows(url, "select mood from media_files")).containsExactly("");
        assertThat(rows(url, "select distinct rank from media_keywords")).containsExactly("0");
        assertThat(rows(url, "select seen from media_metadata").getFirst()).startsWith("1970-01-01 00:00:00");
    }

    @Test
    void whatCannotBeServedIsRefusedBeforeAnythingIsTouched() throws Exception {
        DatabaseUrl url = newDatabase();
        execute(url, PythonToolForm.all(postgres()).getLast().statements());
        execute(url, withRequired("media_files", "slug", "varchar(20)"));
        execute(url, List.of("create unique index one_slug on media_files (slug)"));
        List<String> before = itsRows(url);

        assertThatThrownBy(() -> Stores.open(url, InstantSource.system()))
                .isInstanceOf(NotOpened.class)
                .hasMessageContaining("media_files.slug")
                .hasMessageContaining("default");

        assertThat(itsRows(url)).isEqualTo(before);
        assertThatThrownBy(() -> rows(url, "select * from ingest_sessions")).isInstanceOf(SQLException.class);
        assertThat(copies()).isEmpty();
    }

    @Test
    void anotherProgramsTableOfThatNameIsRefused() throws Exception {
        DatabaseUrl url = newDatabase();
        execute(url, List.of("create table media_files (id integer primary key, url varchar(20))"));

        assertThatThrownBy(() -> Stores.open(url, InstantSource.system()))
                .isInstanceOf(NotOpened.class)
                .hasMessageContaining("media_files has no column");
        assertThat(Stores.describe(url).trouble()).isPresent();
    }

    @Test
    void aSchemaNewerThanTheProgramIsRefusedWithBothVersions() throws Exception {
        DatabaseUrl url = newDatabase();
        Stores.open(url, InstantSource.system()).close();
        String known = String.valueOf(Stores.describe(url).version());
        execute(url, List.of("""
                insert into media_ingest_schema (installed_rank, version, description, type, script, checksum, installed_by,
                    installed_on, execution_time, success)
                values (900, '9000', 'of tomorrow', 'SQL', 'V9000__of_tomorrow.sql', 1, 'x', '2030-01-01 00:00:00', 1, true)
                """));

        for (ThrowingOpening opening : List.<ThrowingOpening>of(
                () -> Stores.open(url, InstantSource.system()), () -> Stores.openToRead(url, InstantSource.system()))) {
            assertThatThrownBy(opening::open)
                    .isInstanceOf(NotOpened.class)
                    .hasMessageContaining("9000")
                    .hasMessageContaining(known);
        }
        assertThat(Stores.describe(url).trouble().orElse("")).contains("9000").contains(known);
    }

    private interface ThrowingOpening {
        Store open() throws NotOpened;
    }

    @Test
    void theFirstChangeComesAfterACopyOrWithConsent() throws Exception {
        DatabaseUrl url = newDatabase();
        execute(url, PythonToolForm.all(postgres()).getFirst().statements());
        execute(url, rowsOf(PythonToolForm.all(postgres()).getFirst()));
        List<String> before = itsRows(url);
        var answers = new Answers(false);

        if (postgres()) {
            assertThatThrownBy(() -> Stores.open(url, InstantSource.system(), "server", answers))
                    .isInstanceOf(NotOpened.class)
                    .hasMessageContaining("pg_dump")
                    .hasMessageContaining("--migrate");
            assertThat(itsRows(url)).isEqualTo(before);
            assertThat(rows(
                            url,
                            "select count(*) from information_schema.tables where table_schema = current_schema()"
                                    + " and table_name like 'ingest%'"))
                    .containsExactly("0");
            Stores.open(url, InstantSource.system(), "server", new Answers(true))
                    .close();
        } else {
            Stores.open(url, InstantSource.system(), "server", answers).close();
            assertThat(copies()).hasSize(1);
            assertThat(answers.told).isNotNull().contains(copies().getFirst().toString());
            DatabaseUrl copy = new DatabaseUrl.Sqlite(copies().getFirst());
            assertThat(itsRows(copy)).isEqualTo(before);
            assertThatThrownBy(() -> rows(copy, "select * from ingest_sessions"))
                    .isInstanceOf(SQLException.class);
        }

        var second = new Answers(false);
        Stores.open(url, InstantSource.system(), "server", second).close();
        assertThat(second.told).as("it is ours now").isNull();
        assertThat(second.asked).isFalse();
    }

    private static final class Answers implements MigrationConsent {
        private final boolean answer;
        private boolean asked;
        private @Nullable String told;

        Answers(boolean answer) {
            this.answer = answer;
        }

        @Override
        public boolean toChange(String what) {
            asked = true;
            return answer;
        }

        @Override
        public void copied(String sentence) {
            told = sentence;
        }
    }

    @Test
    void readingNeitherMakesNorMigratesNorLeavesAFile() throws Exception {
        DatabaseUrl none = newDatabase();
        if (!postgres()) {
            assertThatThrownBy(() -> Stores.openToRead(none, InstantSource.system()))
                    .isInstanceOf(NotOpened.class)
                    .hasMessageContaining("no database");
            assertThat(files()).isEmpty();
        }
        DatabaseUrl url = newDatabase();
        execute(url, PythonToolForm.all(postgres()).getFirst().statements());
        List<Path> before = files();
        assertThatThrownBy(() -> Stores.openToRead(url, InstantSource.system())).isInstanceOf(NotOpened.class);
        var unused = Stores.describe(url);
        assertThat(files()).isEqualTo(before);
        assertThatThrownBy(() -> rows(url, "select * from ingest_sessions")).isInstanceOf(SQLException.class);

        try (Store store = Stores.open(url, InstantSource.system())) {
            commit(store, "/media/pictures/a.png");
            store.library().catchUp();
        }
        List<Path> opened = files();
        try (Store store = Stores.openToRead(url, InstantSource.system())) {
            assertThat(store.ledger().list(SessionState.ALL, 10, 0)).hasSize(1);
            assertThat(store.library().waiting()).isZero();
            assertThatThrownBy(() -> store.thresholds().applyThreshold(0.5)).isInstanceOf(RuntimeException.class);
        }
        assertThat(files()).isEqualTo(opened);
    }

    /** What the test's folder holds. */
    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private List<Path> copies() throws Exception {
        String name = "media_scorer_" + databases + ".before-media-ingest";
        return files().stream()
                .filter(file -> file.getFileName().toString().startsWith(name))
                .toList();
    }

    /** SQLite takes a column that must be filled and has no default only with the table. */
    private List<String> withRequired(String table, String column, String type) {
        String declaration = column + " " + type + " not null";
        if (postgres()) {
            return List.of("alter table " + table + " add column " + declaration);
        }
        String create = PythonToolForm.all(false).getLast().statements().stream()
                .filter(statement -> statement.strip().startsWith("CREATE TABLE " + table + " "))
                .findFirst()
                .orElseThrow();
        return List.of(
                "drop table " + table,
                create.replaceFirst("\\(\\s*id INTEGER NOT NULL,", "(id INTEGER NOT NULL, " + declaration + ","));
    }

    private List<String> rowsOf(PythonToolForm form) {
        var files = form.tables().getOrDefault("media_files", java.util.Map.of());
        String names = Stream.of("nsfw", "favourite")
                .filter(files::containsKey)
                .map(name -> ", " + name)
                .collect(Collectors.joining());
        String label = files.containsKey("nsfw_label") ? ", nsfw_score, nsfw_label" : "";
        String label7 = "character varying(10)".equals(files.get("nsfw_label")) ? "'nsfw'" : "true";
        List<String> sequences = postgres()
                ? Stream.of("media_files", "media_metadata", "media_keywords")
                        .map(table -> "select setval('" + table + "_id_seq', 100)")
                        .toList()
                : List.of();
        List<String> rows = List.of(
                "insert into media_files (id, filename, directory, file_path, score, created_at" + names + label
                        + ") values (7,"
                        + " 'a.png', '/media/pictures', '/media/pictures/a.png', 3, '2025-09-14 10:00:00'"
                        + ", true".repeat(names.split(",").length - 1) + (label.isEmpty() ? "" : ", 0.9, " + label7)
                        + ")",
                "insert into media_files (id, filename, directory, file_path" + names
                        + ") values (8, 'b.png', '/media/pictures'," + " '/media/pictures/b.png'"
                        + ", false".repeat(names.split(",").length - 1) + ")",
                "insert into media_metadata (id, media_file_id, prompt, loras) values (1, 7, 'a cat', '[]')",
                "insert into media_keywords (id, media_file_id, keyword, keyword_type) values (1, 7, 'cat', 'prompt')");
        return Stream.concat(sequences.stream(), rows.stream()).toList();
    }

    private static void commit(Store store, String path) {
        SourceFile file = new SourceFile(Path.of(path), 1_024, Instant.parse("2026-05-01T10:00:00Z"));
        LeasedStore leased = new LeasedStore(StoreContract.portsOf(store));
        Item item = leased.listed(file);
        Findings findings = Samples.findings(file, Optional.empty(), "cat", "dog");
        PixelFindings pixels =
                new PixelFindings(null, null, null, List.of(), Scored.picture(0.9, "model", "1"), null, null);
        leased.commit(item, Samples.assessment(file, findings, pixels, 0.5), findings);
    }

    private long id(DatabaseUrl url, String name) throws SQLException {
        return Long.parseLong(rows(url, "select id from media_files where filename = '" + name + "'")
                .getFirst());
    }

    /** The columns of its first form. */
    private List<String> itsRows(DatabaseUrl url) throws SQLException {
        List<String> all = new ArrayList<>();
        all.addAll(rows(url, "select id, filename, file_path, score, created_at from media_files order by id"));
        all.addAll(rows(url, "select id, media_file_id, prompt, loras from media_metadata order by id"));
        all.addAll(rows(url, "select id, media_file_id, keyword, keyword_type from media_keywords order by id"));
        return all;
    }

    /** What columns of later forms say of a file, if there are any. */
    private List<String> saidLater(DatabaseUrl url) throws SQLException {
        List<String> said = new ArrayList<>();
        for (String column : List.of("nsfw", "nsfw_label", "favourite")) {
            if (has(url, "media_files", column)) {
                said.addAll(rows(url, "select '" + column + "', " + column + " from media_files where id = 7"));
            }
        }
        return said;
    }

    private boolean has(DatabaseUrl url, String table, String column) throws SQLException {
        try (Connection connection = connect(url);
                ResultSet found = connection.getMetaData().getColumns(null, connection.getSchema(), table, column)) {
            return found.next();
        }
    }

    private List<String> rows(DatabaseUrl url, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect(url);
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

    private void execute(DatabaseUrl url, List<String> statements) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
