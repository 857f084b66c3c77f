package dev.mediaingest.app.web.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.TestServer;
import dev.mediaingest.app.web.TestServer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the server says about itself, and what it does not. */
class SystemApiTest {
    private static final String TOKEN = "a-secret-nobody-may-read";

    @TempDir
    Path folder = Path.of("");

    @Test
    void theLogIsShownWithoutTheToken() throws Exception {
        Path root = Files.createDirectories(folder.toRealPath().resolve("media"));
        try (TestServer server = TestServer.withToken(TOKEN, folder.resolve("data"), root)) {
            LoggerFactory.getLogger("dev.mediaingest.test").warn("somebody came with {} today", TOKEN);

            Answer page = get(server, "/system");

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).contains("somebody came with ••• today").doesNotContain(TOKEN);
            assertThat(get(server, "/api/system").body()).doesNotContain(TOKEN);
            assertThat(server.get("/system").status()).isEqualTo(401);
        }
    }

    @Test
    void versionsDatabaseAndChecksAreToldToPrograms() throws Exception {
        Path root = Pictures.folderOfPngs(folder.toRealPath().resolve("media"), 2);
        try (TestServer server = TestServer.start(folder.resolve("data"), root)) {
            server.ingest(root);
            server.wiring.store().library().catchUp();

            var system = server.get("/api/system").json();

            assertThat(system.path("version").asString()).isEqualTo("test");
            assertThat(system.path("database").path("product").asString()).isEqualTo("SQLite");
            assertThat(system.path("database").path("files").asLong()).isEqualTo(2);
            assertThat(system.path("checks").findValuesAsString("subject"))
                    .contains("java", "disk space", "state directory", "media root");
            assertThat(server.get("/api/stats").json().path("files").asLong()).isEqualTo(2);
            assertThat(server.get("/api/duplicates?kind=other").detail())
                    .isEqualTo("kind must be bytes or pixels or near.");
            assertThat(server.post("/api/duplicates/keep", "{\"ids\": [1]}").detail())
                    .isEqualTo("ids must be a list of 2 to 10000 numbers of files.");
        }
    }

    private static Answer get(TestServer server, String path) {
        return server.send(
                server.request(path).header("Authorization", "Bearer " + TOKEN).GET());
    }
}
