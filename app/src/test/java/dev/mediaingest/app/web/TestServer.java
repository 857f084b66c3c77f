package dev.mediaingest.app.web;

import dev.mediaingest.analyse.decode.DecodeOptions;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.installation.PixelSetup.Isolation;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.engines.onnx.ModelFolder;
import dev.mediaingest.engines.worker.WorkerOptions;
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
final class TestServer implements AutoCloseable {
    final Wiring wiring;
    final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(Wiring wiring, WebServer server) {
        this.wiring = wiring;
        this.server = server;
    }

    static TestServer start(Path data, Path... roots) throws Exception {
        return start(WebOptions.local(0, "test"), Map::of, data, roots);
    }

    static TestServer withToken(String token, Path data, Path... roots) throws Exception {
        return start(
                new WebOptions(WebOptions.LOOPBACK, 0, "test", Optional.of(new AccessToken(token)), Set.of()),
                Map::of,
                data,
                roots);
    }

    static TestServer start(WebOptions options, HealthCheck health, Path data, Path... roots) throws Exception {
        MediaRoots readable = MediaRoots.of(List.of(roots));
        Files.createDirectories(data);
        Wiring wiring = Wiring.open(
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
                warning -> {});
        WebServer server = new WebServer(options, readable, Optional.of(Ingestion.of(wiring, readable)), health);
        server.start();
        return new TestServer(wiring, server);
    }

    String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path));
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** Starts a session over these parameters, given as the inside of a JSON object with single quotes. */
    Answer process(String parameters) {
        return post("/api/ingest/process", quoted("{'parameters': {" + parameters + "}}"));
    }

    /** Starts a session over a folder and waits until it is done. */
    String ingest(Path folder) {
        String id = process("'directory': '" + folder + "', 'recursive': true").text("session_id");
        await(id);
        return id;
    }

    void await(String id) {
        wiring.queue().await(new SessionId(id));
    }

    Session session(String id) {
        return wiring.store().ledger().find(new SessionId(id)).orElseThrow();
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
        wiring.close();
    }

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String body() {
            return response.body();
        }

        JsonNode json() {
            return JsonBody.MAPPER.readTree(response.body());
        }

        String text(String field) {
            return json().path(field).asString("");
        }

        long number(String field) {
            return json().path(field).asLong(-1);
        }

        String detail() {
            return text("detail");
        }
    }
}
