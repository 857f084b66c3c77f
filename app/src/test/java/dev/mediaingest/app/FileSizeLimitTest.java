package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.fixtures.PngFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server whose files may not grow any more, by a limit of the system that needs no rights to set: as on a full disk. */
@Timeout(180)
class FileSizeLimitTest {
    private static final int FILES = 400;

    @TempDir
    Path temporary = Path.of("");

    @Test
    void theSessionWaitsAndGoesOnWhenFilesMayGrowAgain() throws Exception {
        Path media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        for (int number = 1; number <= FILES; number++) {
            PngFile.of(8, 8).seed(number).writeTo(media.resolve("%05d.png".formatted(number)));
        }
        Path data = temporary.resolve("data");
        try (Server server = Server.start(data, media, 0)) {
            limit(server, String.valueOf(Files.size(data.resolve("media_ingest.db-wal")) + 1_000_000));
            String id = server.post(
                            "/api/ingest/process",
                            "{\"parameters\":{\"directory\":\"" + media
                                    + "\",\"fingerprint\":\"none\",\"enable_nsfw_detection\":false}}")
                    .path("session_id")
                    .asString();

            JsonNode waiting = await(server, id, "paused");
            assertThat(waiting.path("message").asString()).contains("The disk with the database " + data);
            limit(server, "unlimited");
            JsonNode end = await(server, id, "completed");

            assertThat(end.path("stats").path("committed_files").asInt()).isEqualTo(FILES);
            assertThat(end.path("failed_files").asInt()).isZero();
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("media_ingest.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(distinct file_path), max(attempts)"
                        + " from media_files f join ingest_items i on i.media_id = f.id")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(FILES);
            assertThat(row.getInt(2)).isEqualTo(1);
        }
    }

    private static void limit(Server server, String bytes) throws Exception {
        Process process = new ProcessBuilder("prlimit", "--pid", String.valueOf(server.pid()), "--fsize=" + bytes + ":")
                .inheritIO()
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static JsonNode await(Server server, String id, String status) throws InterruptedException {
        for (int tenth = 0; tenth < 900; tenth++) {
            JsonNode now = server.get("/api/ingest/status/" + id);
            if (now.path("status").asString().equals(status)) {
                return now;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("not " + status + ": " + server.get("/api/ingest/status/" + id));
    }
}
