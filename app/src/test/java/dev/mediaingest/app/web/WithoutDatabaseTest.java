package dev.mediaingest.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.PortTaken;
import dev.mediaingest.app.web.http.WebOptions;
import dev.mediaingest.discover.MediaRoots;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server without a database, or one that is not well. */
class WithoutDatabaseTest {
    @TempDir
    Path folder;

    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        server = WebServer.withoutDatabase(
                WebOptions.local(0, "test"),
                MediaRoots.of(List.of(folder)),
                () -> Map.of("database", "The database is switched off."));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void refusesToProcess() throws Exception {
        HttpResponse<String> answer = send(request("/api/ingest/process")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"parameters\": {}}")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(JsonBody.MAPPER.readTree(answer.body()).path("detail").asString())
                .isEqualTo("Database functionality is disabled. Sequential processing requires database.");
    }

    @Test
    void stillBrowsesAndShowsThePage() throws Exception {
        assertThat(send(request("/api/ingest/directories")).statusCode()).isEqualTo(200);
        assertThat(send(request("/api/ingest/active-session")).body()).contains("\"session_id\":null");
        assertThat(send(request("/ingest-v2")).body()).contains("The database is switched off");
    }

    @Test
    void isLiveButNotReadyAndSaysWhy() throws Exception {
        assertThat(send(request("/health/live")).statusCode()).isEqualTo(200);
        HttpResponse<String> ready = send(request("/health/ready"));
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("The database is switched off.");
    }

    @Test
    void saysWhenThePortIsTaken() {
        WebServer second = WebServer.withoutDatabase(WebOptions.local(server.port(), "test"), emptyRoots(), Map::of);

        org.assertj.core.api.Assertions.assertThatThrownBy(second::start)
                .isInstanceOf(PortTaken.class)
                .hasMessageContaining("Port " + server.port());
    }

    private MediaRoots emptyRoots() {
        try {
            return MediaRoots.of(List.of(folder));
        } catch (MediaRoots.NoSuchRoot e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
