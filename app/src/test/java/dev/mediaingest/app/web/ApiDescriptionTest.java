package dev.mediaingest.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.TestServer.Answer;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The description says what the server does, no more and no less; and what whoever watches it reads. */
class ApiDescriptionTest {
    /** Pages and their parts, which are no API. */
    private static final Set<String> PAGES = Set.of(
            "GET /",
            "GET /ingest-v2",
            "GET /library",
            "GET /duplicates",
            "GET /stats",
            "GET /system",
            "GET /language/{language}",
            "GET /sessions",
            "GET /sessions/{id}",
            "GET /library/cards",
            "GET /library/{id}",
            "GET /api",
            "GET /favicon.ico",
            "GET /static/{name}");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path folder;

    @SuppressWarnings("NullAway.Init") // opened before all tests
    private static Path root;

    @SuppressWarnings("NullAway.Init") // opened before all tests
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        root = Pictures.folderOfPngs(folder.toRealPath().resolve("media"), 3);
        server = TestServer.start(folder.resolve("data"), root);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyRouteIsDescribedAndEveryDescribedRouteExists() {
        Set<String> described = new TreeSet<>();
        JsonNode paths = server.get("/openapi.json").json().path("paths");
        paths.properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> routes = new TreeSet<>(server.server.routes());
        routes.removeAll(PAGES);

        assertThat(described).isEqualTo(routes);
    }

    @Test
    void everyRouteRefusesAParameterItDoesNotKnowAndNamesThoseItDoes() {
        JsonNode document = server.get("/openapi.json").json();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    String route = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    Answer answer = ask(method.getKey(), path.getKey(), "nonsense=1");
                    if (method.getValue().path("tags").path(0).asString().equals("Gone")) {
                        assertThat(answer.status()).as(route).isEqualTo(410);
                    } else if (path.getKey().startsWith("/health/")
                            || path.getKey().equals("/metrics")) {
                        assertThat(answer.status()).as(route).isEqualTo(200);
                    } else {
                        assertThat(answer.status()).as(route).isEqualTo(422);
                        if (!method.getKey().equals("head")) {
                            assertThat(answer.detail())
                                    .as(route)
                                    .startsWith("nonsense is no parameter of this address; ");
                            queryParameters(document, method.getValue())
                                    .forEach(name -> assertThat(answer.detail())
                                            .as(route)
                                            .contains(name));
                        }
                    }
                }));
        assertThat(server.get("/api/media?limitt=5").detail())
                .contains("there are q, folder, type")
                .contains(", limit,");
        assertThat(server.get("/api/ingest/active-session?x").detail()).endsWith("it has none.");
        assertThat(server.get("/api/media?" + "x".repeat(3_000)).detail()).hasSizeLessThan(600);
    }

    @Test
    void noRouteRefusesAParameterThatIsDescribed() {
        JsonNode document = server.get("/openapi.json").json();
        document.path("paths").properties().forEach(path -> {
            JsonNode get = path.getValue().path("get");
            String query = String.join("=&", queryParameters(document, get)) + "=";
            if (!get.isMissingNode() && query.length() > 1) {
                assertThat(ask("get", path.getKey(), query).body())
                        .as(path.getKey())
                        .doesNotContain("is no parameter");
            }
        });
        assertThat(server.get("/api/media?token=let-me-in").status()).isEqualTo(200);
    }

    private static Answer ask(String method, String path, String query) {
        String named = path.contains("/media/") ? path.replace("{id}", "999999") : path;
        String address =
                named.replace("{id}", "00000000-0000-4000-8000-000000000000").replace("{language}", "en");
        return server.send(server.request(address + "?" + query)
                .header("Content-Type", "application/json")
                .method(method.toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.ofString("{}")));
    }

    private static List<String> queryParameters(JsonNode document, JsonNode operation) {
        List<String> names = new ArrayList<>();
        for (JsonNode entry : operation.path("parameters")) {
            String reference = entry.path("$ref").asString("");
            JsonNode parameter = reference.isEmpty() ? entry : document.at(reference.substring(1));
            if (parameter.path("in").asString().equals("query")) {
                names.add(parameter.path("name").asString());
            }
        }
        return names;
    }

    @Test
    void everyReferenceOfTheDescriptionLeadsSomewhere() {
        JsonNode document = server.get("/openapi.json").json();

        assertThat(document.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        assertThat(document.path("info").path("version").asString()).isEqualTo("test");
    }

    @Test
    void thePageShowsEveryPathAndAsksNobodyElse() {
        Answer page = server.get("/api");

        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.body())
                .contains("/api/ingest/sessions/{id}/move")
                .contains("nsfw_threshold")
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("<style")
                .doesNotContain(" style=");
        assertThat(server.get("/static/api.css").status()).isEqualTo(200);
    }

    @Test
    void metricsCountFilesByOutcomeAndSessions() throws Exception {
        Pictures.broken(root.resolve("broken.png"));
        server.ingest(root);

        Answer metrics = server.get("/metrics");

        assertThat(metrics.header("content-type")).startsWith("text/plain");
        assertThat(metrics.body())
                .contains("media_ingest_file_duration_seconds_count{outcome=\"committed\"} 3")
                .contains("media_ingest_file_duration_seconds_count{outcome=\"failed\"} 1")
                .contains("media_ingest_file_duration_seconds_bucket{outcome=\"committed\",le=\"0.5\"}")
                .contains("media_ingest_sessions_total{state=\"completed\"} 1")
                .contains("media_ingest_queue_length 0")
                .contains("jvm_memory_used_bytes");
    }
}
