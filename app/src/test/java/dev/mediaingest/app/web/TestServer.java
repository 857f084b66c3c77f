package dev.mediaingest.app.web;

import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.installation.PixelSetup.Isolation;
import dev.mediaingest.app.web.http.AccessToken;
import dev.mediaingest.app.web.http.HealthCheck;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.WebOptions;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.app.wiring.WiringOptions;
import dev.mediaingest.discover.Exclusions;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.engines.onnx.ModelFolder;
import dev.mediaingest.engines.worker.WorkerOptions;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Session;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The whole product behind a free port, with a real database in a temporary folder, and a client that talks to it. */
public final class TestServer implements AutoCloseable {
    public final Wiring wiring;
    public final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(Wiring wiring, WebServer server) {
        this.wiring = wiring;
        this.server = server;
    }

    public static TestServer start(Path data, Path... roots) throws Exception {
        return start(WebOptions.local(0, "test"), Map::of, data, roots);
    }

    public static TestServer withToken(String token, Path data, Path... roots) throws Exception {
        return start(
                new WebOptions(WebOptions.LOOPBACK, 0, "test", Optional.of(new AccessToken(token)), Set.of()),
                Map::of,
                data,
                roots);
    }

    public static TestServer start(WebOptions options, HealthCheck health, Path data, Path... roots) throws Exception {
        MediaRoots readable = MediaRoots.of(List.of(roots));
        Files.createDirectories(data);
        Wiring wiring = Wiring.open(WiringOptions.of(
                DataDirectory.open(data),
                new DatabaseUrl.Sqlite(data.resolve("test.db")),
                readable,
                new PixelSetup(
                        Isolation.NONE,
                        WorkerOptions.standard(1),
                        ModelFolder.SHIPPED,
                        DecodeOptions.DEFAULT_MAX_PIXELS,
                        1 << 30),
                event -> {},
                warning -> {}));
        WebServer server = WebServer.of(options, readable, Exclusions.DEFAULT, wiring, health);
        server.start();
        return new TestServer(wiring, server);
    }

    public String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path));
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** Starts a session over these parameters, given as the inside of a JSON object with single quotes. */
    public Answer process(String parameters) {
        return post("/api/ingest/process", quoted("{'parameters': {" + parameters + "}}"));
    }

    /** Starts a session over a folder and waits until it is done. */
    public String ingest(Path folder) {
        String id = process("'directory': '" + folder + "', 'recursive': true").text("session_id");
        await(id);
        return id;
    }

    public void await(String id) {
        wiring.queue().await(new SessionId(id));
    }

    public Session session(String id) {
        return wiring.store().ledger().find(new SessionId(id)).orElseThrow();
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String quoted(String json) {
        return json.replace('\'', '"');
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
        wiring.close();
    }

    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return JsonBody.MAPPER.readTree(response.body());
        }

        public String text(String field) {
            return json().path(field).asString("");
        }

        public long number(String field) {
            return json().path(field).asLong(-1);
        }

        public String detail() {
            return text("detail");
        }
    }
}
