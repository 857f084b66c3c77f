package dev.mediaingest.app.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import dev.mediaingest.app.Server;
import dev.mediaingest.app.web.Chromium.Visit;
import dev.mediaingest.store.PostgresServer;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages and routes while the PostgreSQL server behind them is stopped, and when it is there again. */
@Timeout(240)
class StoppedDatabasePageTest {
    private static final double PATIENTLY_MILLIS = 90_000;

    @TempDir
    Path folder = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void whatNeedsNoDatabaseAnswersTheRestSaysWhyAndTheSessionGoesOnByItself() throws Exception {
        Path root = Files.createDirectory(folder.resolve("media")).toRealPath();
        Pictures.folderOfPngs(root.resolve("album"), 500);
        Files.createDirectories(Chromium.SCREENSHOTS);
        try (PostgresServer postgres = PostgresServer.ofItsOwn();
                Server server = start(postgres.newDatabase(), root);
                Chromium chromium = Chromium.launch();
                Visit visit = chromium.visit("http://127.0.0.1:" + server.port())) {
            String id = server.post(
                            "/api/ingest/process",
                            "{\"parameters\":{\"directory\":\"" + root
                                    + "\",\"pattern\":\"*.png\",\"recursive\":true,\"enable_nsfw_detection\":false}}")
                    .path("session_id")
                    .asString();
            await().until(() -> server.get("/api/ingest/status/" + id)
                            .path("processed_files")
                            .asInt()
                    > 50);
            visit.openIngest();

            postgres.stop();

            assertThat(visit.page.locator("#connection"))
                    .containsText(
                            "The database does not answer", new ContainsTextOptions().setTimeout(PATIENTLY_MILLIS));
            visit.screenshot("database-stopped");
            assertThat(answer(server, "/health/live").statusCode()).isEqualTo(200);
            assertThat(answer(server, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(answer(server, "/api/system").statusCode()).isEqualTo(200);
            assertThat(answer(server, "/api/ingest/directories").statusCode()).isEqualTo(200);
            for (String path : List.of("/api/ingest/status/" + id, "/api/ingest/sessions", "/api/media")) {
                HttpResponse<String> refused = answer(server, path);
                assertThat(refused.statusCode()).as(path).isEqualTo(503);
                assertThat(refused.body()).as(path).contains("database");
            }
            for (String path : List.of("/library", "/sessions", "/sessions/" + id, "/duplicates")) {
                Page page = visit.page.context().newPage();
                Response response = page.navigate("http://127.0.0.1:" + server.port() + path);
                assertThat(response.status()).as(path).isEqualTo(503);
                assertThat(page.locator("main")).containsText("database");
                page.close();
            }

            postgres.startAgain();

            assertThat(visit.page.locator("#complete")).isVisible(new IsVisibleOptions().setTimeout(PATIENTLY_MILLIS));
            assertThat(server.get("/api/ingest/status/" + id)
                            .path("stats")
                            .path("committed_files")
                            .asInt())
                    .isEqualTo(500);
            assertThat(answer(server, "/health/ready").statusCode()).isEqualTo(200);
        }
    }

    private Server start(DatabaseUrl.Postgres database, Path root) throws Exception {
        return Server.start(
                List.of(),
                folder.resolve("data"),
                root,
                0,
                "--database-url",
                "postgresql://" + database.user() + "@" + database.host() + ":" + database.port() + "/"
                        + database.database());
    }

    private HttpResponse<String> answer(Server server, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
