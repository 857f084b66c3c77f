package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.session.AttemptLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server killed with -9 again and again, and what is in the database afterwards. */
class CrashTest {
    private static final boolean LONG = Boolean.getBoolean("tests.long");
    private static final int KILLS = LONG ? 100 : 12;
    private static final int KILLS_WHILE_DECODING = LONG ? 50 : 6;
    private static final int MOST_MILLIS = 250;

    private final long seed = Long.getLong("tests.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path temporary = Path.of("");

    @Test
    void everyFileIsThereOnceAfterManyKills() throws Exception {
        System.out.println("crash test: seed " + seed + ", " + KILLS + " kills");
        int files = LONG ? 3_000 : 1_500;
        Path media = pictures(files, 16);
        Path data = temporary.resolve("data");
        String id;
        try (Server server = Server.start(data, media, 0)) {
            id = start(server, media, "\"fingerprint\":\"none\",\"enable_nsfw_detection\":false");
            Thread.sleep(random.nextInt(MOST_MILLIS));
            server.kill();
        }
        int killsWhileRunning = 1;
        for (int kill = 2; kill <= KILLS; kill++) {
            try (Server server = Server.start(data, media, 0)) {
                Thread.sleep(random.nextInt(MOST_MILLIS));
                if (!isCompleted(server, id)) {
                    killsWhileRunning++;
                }
                server.kill();
            }
        }
        assertThat(killsWhileRunning)
                .as("kills before it was done")
                .isGreaterThanOrEqualTo(Math.min(KILLS * 4 / 5, 20));

        try (Server server = Server.start(data, media, 0)) {
            JsonNode end = awaitCompleted(server, id);
            assertThat(end.path("processed_files").asLong()).isEqualTo(files);
            assertThat(end.path("stats").path("committed_files").asInt()
                            + end.path("quarantined_files").asLong())
                    .isEqualTo(files);
        }
        assertThatEveryFileIsThereOnce(data, files);
        assertThatCommitsAreInListOrder(data);
    }

    /** A worker's end costs one attempt of one file, which is made again; the server's end none that counts against it. */
    @Test
    void everyFileIsThereOnceThoughServersAndWorkersAreKilledWhileTheyDecode() throws Exception {
        System.out.println("crash test: seed " + seed + ", " + KILLS_WHILE_DECODING + " kills while decoding");
        int files = 25 * KILLS_WHILE_DECODING;
        Path media = pictures(files, 400);
        Path data = temporary.resolve("data");
        Server server = Server.start(data, media, 0);
        try {
            String id = start(server, media, "\"workers\":2");
            int workersKilled = 0;
            for (int kill = 1; kill <= KILLS_WHILE_DECODING; kill++) {
                awaitProgress(server, id);
                Thread.sleep(random.nextInt(MOST_MILLIS));
                assertThat(isCompleted(server, id))
                        .as("it was done before kill " + kill)
                        .isFalse();
                if (kill % 2 == 0) {
                    workersKilled += server.killAWorker(random) ? 1 : 0;
                } else {
                    server.kill();
                    server = Server.start(data, media, 0);
                }
            }
            JsonNode end = awaitCompleted(server, id);
            assertThat(workersKilled).isPositive();
            assertThat(end.path("failed_files").asLong()).isZero();
            assertThat(end.path("stats").path("committed_files").asLong()).isEqualTo(files);
            assertThatCommitsAreInListOrder(data);
        } finally {
            server.close();
        }
        assertThatEveryFileIsThereOnce(data, files);
    }

    private static String start(Server server, Path media, String parameters) {
        return server.post(
                        "/api/ingest/process",
                        "{\"parameters\":{\"directory\":\"" + media + "\",\"pattern\":\"*.png\",\"recursive\":true,"
                                + parameters + "}}")
                .path("session_id")
                .asString();
    }

    private static boolean isCompleted(Server server, String id) {
        return status(server, id).path("status").asString().equals("completed");
    }

    /** Until this server has ended a file. */
    private static void awaitProgress(Server server, String id) throws InterruptedException {
        long before = status(server, id).path("processed_files").asLong();
        for (int hundredth = 0; hundredth < 6_000; hundredth++) {
            if (status(server, id).path("processed_files").asLong() > before) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no file ended in a minute: " + status(server, id));
    }

    private void assertThatEveryFileIsThereOnce(Path data, long files) throws SQLException {
        try (Connection connection = connect(data);
                Statement statement = connection.createStatement()) {
            assertThat(numbers(statement, "select position from ingest_items where state = 'quarantined'"))
                    .isEmpty();
            assertThat(numbers(statement, "select count(*) from ingest_items")).containsExactly(files);
            assertThat(numbers(statement, "select count(*) from ingest_items where state = 'committed'"))
                    .containsExactly(files);
            for (String table : List.of("media_files", "media_metadata", "media_analysis")) {
                assertThat(numbers(statement, "select count(*) from " + table)).containsExactly(files);
            }
            assertThat(numbers(statement, "select count(distinct file_path) from media_files"))
                    .containsExactly(files);
            assertThat(numbers(statement, "select count(distinct media_file_id) from media_metadata"))
                    .containsExactly(files);
            assertThat(
                            numbers(
                                    statement,
                                    "select count(*) from media_keywords where keyword_type = 'prompt' and keyword like 'picture %'"))
                    .containsExactly(files);
            assertThat(numbers(
                            statement,
                            "select count(*) from ingest_items i join media_files f on f.id = i.media_id"
                                    + " where f.file_path = i.path"))
                    .containsExactly(files);
            assertThat(numbers(statement, "select max(attempts) from ingest_items")
                            .getFirst())
                    .as("a kill costs one attempt of one file")
                    .isLessThanOrEqualTo(AttemptLimits.DEFAULT.any());
        }
    }

    private static void assertThatCommitsAreInListOrder(Path data) throws SQLException {
        try (Connection connection = connect(data);
                Statement statement = connection.createStatement()) {
            assertThat(numbers(statement, "select looks * 1000000 + position from ingest_items order by revision"))
                    .isSorted();
        }
    }

    private static Connection connect(Path data) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("media_ingest.db"));
    }

    private static List<Long> numbers(Statement statement, String sql) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    private static JsonNode status(Server server, String id) {
        return server.get("/api/ingest/status/" + id);
    }

    /** By itself: nobody asks it to resume. */
    private static JsonNode awaitCompleted(Server server, String id) throws InterruptedException {
        for (int tenth = 0; tenth < 1_200; tenth++) {
            JsonNode now = status(server, id);
            if (now.path("status").asString().equals("completed")) {
                return now;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("not completed after two minutes: " + status(server, id));
    }

    private Path pictures(int files, int side) throws IOException {
        Path media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        for (int number = 1; number <= files; number++) {
            PngFile.of(side, side)
                    .seed(number)
                    .infotext("picture " + number + ", cat\nSteps: 20, Sampler: Euler a, Seed: " + number)
                    .writeTo(media.resolve("%05d.png".formatted(number)));
        }
        return media;
    }
}
