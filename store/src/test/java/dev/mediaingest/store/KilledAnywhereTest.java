package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One session whose process dies at each named point of its flow and at random ones, and is started again each time: every file
 * is in every table once, attempts are what they were, commits are in list order. {@code -Dtests.long=true} takes all points and
 * two hundred random kills.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KilledAnywhereTest {
    private static final boolean LONG = Boolean.getBoolean("tests.long");
    private static final int RANDOM_KILLS = LONG ? 200 : 2;
    private static final int MOST_MILLIS = 400;
    private static final int KILLED = 137;

    /** Methods called once or twice in a session's beginning. */
    private static final List<String> BEGINNING = LONG
            ? List.of(
                    "create",
                    "newList",
                    "add",
                    "leaveOut",
                    "markGone",
                    "complete",
                    "releaseInterrupted",
                    "move",
                    "tally")
            : List.of("complete");
    /** Methods called for every file, or for every page of files; first the one for the one damaged file, near the start. */
    private static final List<String> EACH_FILE =
            LONG ? List.of("fail", "begin", "read", "sameContent", "commit", "on") : List.of("begin", "commit");

    /** A file that takes long enough to be suspected may not come at all, and all others are done then. */
    private static final List<String> END = LONG ? List.of("addWaiting", "reconcile", "markSlow") : List.of();

    private final long seed = Long.getLong("tests.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final int files = LONG ? 6_000 : 150;
    /** Attempts, each by item and number, whose process died; one that died before it looked leaves those of the last. */
    private final Set<Long> attemptsLost = new HashSet<>();

    @TempDir
    Path temporary = Path.of("");

    DatabaseUrl url() throws SQLException {
        return new DatabaseUrl.Sqlite(temporary.resolve("catalogue.db"));
    }

    /** The same as a person writes it. */
    String written() throws SQLException {
        return "sqlite:///" + temporary.resolve("catalogue.db");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + temporary.resolve("catalogue.db"));
    }

    /** Until nobody writes any more. */
    void awaitQuiet() throws Exception {}

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void everyFileIsThereOnce(int workers) throws Exception {
        System.out.println("killed anywhere: seed " + seed);
        Path media = pictures();
        try (Store store = Stores.open(url(), java.time.InstantSource.system())) {
            assertThat(store.trouble()).isEmpty();
        }
        int died = 0;
        for (String point : BEGINNING) {
            died += dies(media, workers, point, "before", 1);
            died += dies(media, workers, point, "after", 1);
        }
        assertThat(died).isGreaterThanOrEqualTo(BEGINNING.size());
        for (String point : EACH_FILE) {
            int nth = point.equals("fail") ? 1 : 10 + random.nextInt(6);
            died += dies(media, workers, point, "before", nth);
            died += dies(media, workers, point, "after", nth);
        }
        int kills = 0;
        while (kills < RANDOM_KILLS && !isCompleted()) {
            killAtRandom(media, workers, kills);
            kills++;
        }
        for (String point : END) {
            died += dies(media, workers, point, "before", 1);
            died += dies(media, workers, point, "after", 1);
        }
        System.out.println(died + " deaths at named points, " + kills + " random kills");
        assertThat(kills).as("kills before it was done").isEqualTo(RANDOM_KILLS);
        assertThat(dies(media, workers, "nothing", "before", 1)).isZero();

        assertThatEveryFileIsThereOnce();
    }

    /** Runs on until it dies there; 0 if it never came there. */
    private int dies(Path media, int workers, String point, String side, int nth) throws Exception {
        Process process = start(media, workers, point, side, nth);
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(point).isIn(0, KILLED);
        awaitQuiet();
        noteAttemptsLost();
        return process.exitValue() == KILLED ? 1 : 0;
    }

    /** Sooner after its start if the files would not last for all kills. */
    private void killAtRandom(Path media, int workers, int kills) throws Exception {
        boolean isAhead = number("select count(*) from ingest_items where state = 'committed'") * RANDOM_KILLS
                > (long) files * kills;
        Process process = start(media, workers, "nothing", "before", 1);
        var out = process.inputReader(StandardCharsets.UTF_8);
        while (!"running".equals(out.readLine())) {
            assertThat(process.isAlive()).isTrue();
        }
        Thread.sleep(random.nextInt(isAhead ? MOST_MILLIS / 8 : MOST_MILLIS));
        process.destroyForcibly().waitFor();
        awaitQuiet();
        noteAttemptsLost();
    }

    private Process start(Path media, int workers, String point, String side, int nth) throws Exception {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        written(),
                        media.toString(),
                        String.valueOf(workers),
                        point,
                        side,
                        String.valueOf(nth))
                .redirectError(
                        Redirect.appendTo(temporary.resolve("children.log").toFile()))
                .start();
    }

    private void noteAttemptsLost() throws SQLException {
        attemptsLost.addAll(numbers("select position * 1000 + attempts from ingest_items where state = 'processing'"));
    }

    private boolean isCompleted() throws SQLException {
        return number("select count(*) from ingest_sessions where state = 'completed'") > 0;
    }

    private void assertThatEveryFileIsThereOnce() throws SQLException {
        assertThat(number("select count(*) from ingest_sessions where state = 'completed'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from ingest_items")).isEqualTo(files + 1L);
        assertThat(number("select count(*) from ingest_items where state = 'committed'"))
                .isEqualTo(files);
        assertThat(number("select count(*) from ingest_items where state = 'failed'"))
                .isEqualTo(1);
        for (String table : List.of("media_files", "media_metadata", "media_analysis")) {
            assertThat(number("select count(*) from " + table)).as(table).isEqualTo(files);
        }
        assertThat(number("select count(distinct file_path) from media_files")).isEqualTo(files);
        assertThat(number("select count(distinct media_file_id) from media_metadata"))
                .isEqualTo(files);
        assertThat(number("select count(*) from media_keywords where keyword_type = 'prompt'"
                        + " and keyword like 'picture %'"))
                .isEqualTo(files);
        assertThat(number("select count(*) from ingest_items i join media_files f on f.id = i.media_id"
                        + " where f.file_path = i.path"))
                .isEqualTo(files);
        assertThat(number("select count(distinct revision) from ingest_items")).isEqualTo(files + 1L);
        assertThat(number("select sum(attempts) from ingest_items"))
                .as("each death costs those in work one attempt, and nothing else")
                .isEqualTo(files + 1L + attemptsLost.size());
        assertThat(numbers("select position from ingest_items order by revision"))
                .isSorted();
    }

    private long number(String sql) throws SQLException {
        return numbers(sql).getFirst();
    }

    private List<Long> numbers(String sql) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    private Path pictures() throws IOException {
        Path media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        for (int number = 1; number <= files; number++) {
            PngFile.of(8, 8)
                    .seed(number)
                    .infotext("picture " + number + "\nSteps: 20, Sampler: Euler a, Seed: " + number)
                    .writeTo(media.resolve("%05d.png".formatted(number)));
        }
        Files.createFile(media.resolve("00040-empty.png"));
        Files.writeString(media.resolve("note.txt"), "no picture");
        return media;
    }
}
