package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.fixtures.HangingDisk;
import dev.mediaingest.fixtures.PngFile;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real file system that hangs, under a server in a process of its own: sessions wait for it, and nothing else does. */
@Timeout(240)
class HangingFolderTest {
    private static final int FILES = 400;
    private static final Duration SAID_WITHIN = Duration.ofSeconds(30);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(5);

    @TempDir
    Path temporary = Path.of("");

    private Path media = Path.of("");
    private Path content = Path.of("");

    @BeforeEach
    void pictures() throws Exception {
        HangingDisk.require();
        content = Files.createDirectory(temporary.resolve("content"));
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        for (int number = 1; number <= FILES; number++) {
            PngFile.of(64, 64).seed(number).writeTo(content.resolve("%05d.png".formatted(number)));
        }
    }

    @Test
    void aSessionOverAFolderThatHangsIsPausedAndGoesOnByItself() throws Exception {
        try (HangingDisk disk = HangingDisk.mount(media.resolve("nas"), content);
                Server server = Server.start(temporary.resolve("data"), media, 0)) {
            String id = started(server);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> status(server, id).path("processed_files").asInt() > 20);
            disk.hang();

            await().atMost(SAID_WITHIN)
                    .until(() -> status(server, id).path("status").asString().equals("paused"));
            assertThat(status(server, id).path("message").asString())
                    .contains(media.resolve("nas").toString())
                    .contains("does not answer");
            assertThat(status(server, id).path("processed_files").asInt()).isLessThan(FILES);

            disk.answer();
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> status(server, id).path("status").asString().equals("completed"));
            assertThatAllIsCommitted(server, id);
        }
    }

    @Test
    void pagesAndHealthAnswerWhileAFolderHangs() throws Exception {
        try (HangingDisk disk = HangingDisk.mount(media.resolve("nas"), content);
                Server server = Server.start(temporary.resolve("data"), media, 0)) {
            String id = started(server);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> status(server, id).path("status").asString().equals("completed"));
            String nas = URLEncoder.encode(media.resolve("nas").toString(), StandardCharsets.UTF_8);
            disk.hang();

            List<CompletableFuture<HttpResponse<String>>> aboutTheFolder = IntStream.range(0, 30)
                    .mapToObj(number -> List.of(
                                    "/api/ingest/directories?path=" + nas,
                                    "/api/media/" + (number + 1) + "/content",
                                    "/api/ingest/directories")
                            .get(number % 3))
                    .map(path -> ask(server, path, Duration.ofSeconds(45)))
                    .toList();
            Thread.sleep(500);
            for (String path : List.of(
                    "/health/live",
                    "/health/ready",
                    "/api/media",
                    "/library",
                    "/api/ingest/sessions",
                    "/health/live")) {
                HttpResponse<String> answer =
                        ask(server, path, Duration.ofSeconds(3)).join();
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
            }
            for (CompletableFuture<HttpResponse<String>> asked : aboutTheFolder) {
                HttpResponse<String> answer = asked.join();
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(answer.body()).containsAnyOf("does not answer", "do not answer");
            }
            HttpResponse<String> refused = ask(server, "/api/ingest/directories?path=" + nas, Duration.ofSeconds(3))
                    .join();
            assertThat(refused.statusCode()).as("at once, once it is known").isEqualTo(503);
            assertThat(ask(server, "/system", Duration.ofSeconds(15)).join().body())
                    .contains("media root");

            disk.answer();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> ask(server, "/api/ingest/directories?path=" + nas, Duration.ofSeconds(15))
                                    .join()
                                    .statusCode()
                            == 200);
        }
    }

    @Test
    void aSessionOverAFolderThatHangsCanBeCancelled() throws Exception {
        try (HangingDisk disk = HangingDisk.mount(media.resolve("nas"), content);
                Server server = Server.start(temporary.resolve("data"), media, 0)) {
            String id = started(server);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> status(server, id).path("processed_files").asInt() > 20);
            disk.hang();
            await().atMost(SAID_WITHIN)
                    .until(() -> status(server, id).path("status").asString().equals("paused"));

            server.post("/api/ingest/sessions/" + id + "/cancel", "{}");

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> status(server, id).path("status").asString().equals("cancelled"));
        }
    }

    @Test
    void aServerWhoseFolderHangsStopsWithinFiveSecondsAndBlamesNoFile() throws Exception {
        try (HangingDisk disk = HangingDisk.mount(media.resolve("nas"), content)) {
            String id;
            try (Server server = Server.start(temporary.resolve("data"), media, 0)) {
                id = started(server);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> status(server, id).path("processed_files").asInt() > 20);
                disk.hang();
                Thread.sleep(1_000); // a file's turn hangs, and nobody has noticed

                assertThat(server.terminate(STOPPED_WITHIN)).isTrue();
            }
            disk.answer();
            try (Server server = Server.start(temporary.resolve("data"), media, 0)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() ->
                                status(server, id).path("status").asString().equals("completed"));
                assertThatAllIsCommitted(server, id);
            }
        }
    }

    @Test
    void aFolderThatHangsWhenASessionIsAskedForIsNamed() throws Exception {
        try (HangingDisk disk = HangingDisk.mount(media.resolve("nas"), content);
                Server server = Server.start(temporary.resolve("data"), media, 0)) {
            disk.hang();

            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            request(server, "/api/ingest/process", SAID_WITHIN)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(parameters(media)))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains(media.resolve("nas").toString()).contains("does not answer");
        }
    }

    private static void assertThatAllIsCommitted(Server server, String id) {
        assertThat(server.get("/api/ingest/sessions/" + id + "/items?state=committed&page=1")
                        .path("total")
                        .asInt())
                .isEqualTo(FILES);
        assertThat(status(server, id).path("errors")).isEmpty();
    }

    private String started(Server server) {
        return server.post("/api/ingest/process", parameters(media.resolve("nas")))
                .path("session_id")
                .asString();
    }

    private static String parameters(Path folder) {
        return """
                {"parameters": {"directory": "%s", "pattern": "*.png", "recursive": true, "enable_nsfw_detection": false}}
                """.formatted(folder);
    }

    private static JsonNode status(Server server, String id) {
        return server.get("/api/ingest/status/" + id);
    }

    private static CompletableFuture<HttpResponse<String>> ask(Server server, String path, Duration within) {
        return HttpClient.newHttpClient()
                .sendAsync(request(server, path, within).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Server server, String path, Duration within) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(within);
    }
}
