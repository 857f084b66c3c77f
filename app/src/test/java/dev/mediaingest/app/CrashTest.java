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
    private static final int KILLS = LONG ? 100 : 25;
    private static final long FILES = 3_000;
    private static final int MOST_MILLIS = 250;

    @TempDir
    Path temporary = Path.of("");

    @Test
    void everyFileIsThereOnceAfterManyKills() throws Exception {
        long seed = Long.getLong("tests.seed", System.nanoTime());
        System.out.println("crash test: seed " + seed + ", " + KILLS + " kills");
        Random random = new Random(seed);
        Path media = pictures();
        Path data = temporary.resolve("data");
        String id;
        try (Server server = Server.start(data, media, 0)) {
            id = server.post(
                            "/api/ingest/process",
                            "{\"parameters\":{\"directory\":\"" + media
                                    + "\",\"pattern\":\"*.png\",\"recursive\":true}}")
                    .path("session_id")
                    .asString();
            Thread.sleep(random.nextInt(MOST_MILLIS));
            server.kill();
        }
        int killsWhileRunning = 1;
        for (int kill = 2; kill <= KILLS; kill++) {
            try (Server server = Server.start(data, media, 0)) {
                Thread.sleep(random.nextInt(MOST_MILLIS));
                if (!"completed".equals(status(server, id).path("status").asString())) {
                    killsWhileRunning++;
                }
                server.kill();
            }
        }
        assertThat(killsWhileRunning).as("kills before it was done").isGreaterThanOrEqualTo(Math.min(KILLS, 20));

        try (Server server = Server.start(data, media, 0)) {
            JsonNode end = awaitCompleted(server, id);
            assertThat(end.path("processed_files").asLong()).isEqualTo(FILES);
            assertThat(end.path("stats").path("committed_files").asInt()
                            + end.path("quarantined_files").asLong())
                    .isEqualTo(FILES);
        }
        assertThatEveryFileIsThereOnce(data);
    }

    private void assertThatEveryFileIsThereOnce(Path data) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("media_ingest.db"));
                Statement statement = connection.createStatement()) {
            assertThat(numbers(statement, "select position from ingest_items where state = 'quarantined'"))
                    .isEmpty();
            assertThat(numbers(statement, "select count(*) from ingest_items")).containsExactly(FILES);
            assertThat(numbers(statement, "select count(*) from ingest_items where state = 'committed'"))
                    .containsExactly(FILES);
            for (String table : List.of("media_files", "media_metadata", "media_analysis")) {
                assertThat(numbers(statement, "select count(*) from " + table)).containsExactly(FILES);
            }
            assertThat(numbers(statement, "select count(distinct file_path) from media_files"))
                    .containsExactly(FILES);
            assertThat(numbers(statement, "select count(distinct media_file_id) from media_metadata"))
                    .containsExactly(FILES);
            assertThat(
                            numbers(
                                    statement,
                                    "select count(*) from media_keywords where keyword_type = 'prompt' and keyword like 'picture %'"))
                    .containsExactly(FILES);
            assertThat(numbers(
                            statement,
                            "select count(*) from ingest_items i join media_files f on f.id = i.media_id"
                                    + " where f.file_path = i.path"))
                    .containsExactly(FILES);
            assertThat(numbers(
                            statement, "select position from ingest_items where state = 'committed' order by revision"))
                    .as("commits in list order")
                    .isSorted();
            assertThat(numbers(statement, "select max(attempts) from ingest_items")
                            .getFirst())
                    .as("a kill costs one attempt of one file")
                    .isLessThanOrEqualTo(AttemptLimits.DEFAULT.any());
        }
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

    private Path pictures() throws IOException {
        Path media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        for (int number = 1; number <= FILES; number++) {
            PngFile.of(16, 16)
                    .seed(number)
                    .infotext("picture " + number + ", cat\nSteps: 20, Sampler: Euler a, Seed: " + number)
                    .writeTo(media.resolve("%05d.png".formatted(number)));
        }
        return media;
    }
}
