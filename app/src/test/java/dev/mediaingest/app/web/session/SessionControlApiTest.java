package dev.mediaingest.app.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.TestServer;
import dev.mediaingest.app.web.TestServer.Answer;
import dev.mediaingest.app.web.http.Actors;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.SessionState;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Steering sessions and looking back at them over HTTP. One server for all tests: each makes its own folder. */
class SessionControlApiTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path folder;

    @SuppressWarnings("NullAway.Init") // opened before all tests
    private static Path root;

    @SuppressWarnings("NullAway.Init") // opened before all tests
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        root = Files.createDirectory(folder.toRealPath().resolve("media"));
        server = TestServer.start(folder.resolve("data"), root);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aNewThresholdIsHeldAgainstTheStoredScores() {
        Answer judged = server.post("/api/media/judge", "{\"nsfw_threshold\": 0.3}");

        assertThat(judged.status()).isEqualTo(200);
        assertThat(judged.json().path("nsfw_threshold").asDouble()).isEqualTo(0.3);
        assertThat(judged.json().path("files").isIntegralNumber()).isTrue();
        assertThat(server.post("/api/media/judge", "{}").status()).isEqualTo(422);
        assertThat(server.post("/api/media/judge", "{\"nsfw_threshold\": 7}").status())
                .isEqualTo(422);
    }

    @Test
    void waitingSessionsAreMovedAndCancelled() throws IOException {
        String running = startLong("queue");
        String second = start(pictures("second", 1));
        String third = start(pictures("third", 1));

        assertThat(post(third, "move", "{'before': '" + second + "'}").status()).isEqualTo(200);
        assertThat(place(third)).isLessThan(place(second));
        assertThat(post(third, "move", "{'before': null}").status()).isEqualTo(200);
        assertThat(place(third)).isGreaterThan(place(second));
        assertThat(post(third, "move", "{'before': '" + UUID.randomUUID() + "'}")
                        .detail())
                .endsWith("does not wait for its turn.");
        assertThat(post(third, "move", "{'before': 'x'}").status()).isEqualTo(404);
        assertThat(post(running, "move", "{'before': null}").status()).isEqualTo(409);
        assertThat(post(second, "cancel", "").text("status")).isEqualTo("cancelled");
        assertThat(post(running, "cancel", "").status()).isEqualTo(200);
        server.await(running);
        server.await(third);
        assertThat(server.session(third).state()).isEqualTo(SessionState.COMPLETED);
        assertThat(server.session(second).startedAt()).isNull();
    }

    @Test
    void oneItemIsTriedAgain() throws IOException {
        Path media = pictures("retry", 1);
        Pictures.broken(media.resolve("x.png"));
        Pictures.broken(media.resolve("y.png"));
        String id = server.ingest(media);
        Files.write(media.resolve("x.png"), Pictures.png(91));
        Files.write(media.resolve("y.png"), Pictures.png(92));

        assertThat(post(id, "retry", "{'item': 2}").status()).isEqualTo(200);
        server.await(id);
        assertThat(count(id, "committed")).isEqualTo(2);
        assertThat(post(id, "retry", "{'positions': [3]}").status()).isEqualTo(200);
        server.await(id);
        assertThat(count(id, "committed")).isEqualTo(3);
        assertThat(post(id, "retry", "{'item': 1}").detail()).isEqualTo("None of these items failed.");
        assertThat(post(id, "retry", "").detail()).isEqualTo("No file of the session failed.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'item': 0}", "{'item': 'x'}", "{'positions': []}", "{'positions': ['1']}", "{'positions': 3}"})
    void namesWhatIsWrongWithARetry(String body) throws IOException {
        Answer answer = post(UUID.randomUUID().toString(), "retry", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.detail()).startsWith(body.contains("item'") ? "item" : "positions");
    }

    @Test
    void theAuditLogSaysWhoAskedForWhat() throws IOException {
        String id = server.ingest(pictures("audit", 1));
        server.send(server.request("/api/ingest/session/" + id)
                .header(Actors.NAME_HEADER, "mallory")
                .DELETE());

        JsonNode entries = server.get("/api/ingest/audit?session=" + id).json().path("entries");

        List<String> lines = new ArrayList<>();
        entries.forEach(entry -> lines.add(
                entry.path("operation").asString() + " " + entry.path("actor").asString()));
        assertThat(lines)
                .containsExactly(
                        "delete api:127.0.0.1",
                        "completed media-ingest",
                        "processing media-ingest",
                        "start api:127.0.0.1");
        Answer page = server.get("/api/ingest/audit?per_page=2&page=2&session=" + id);
        assertThat(page.json().path("entries").get(0).path("operation").asString())
                .isEqualTo("processing");
        assertThat(page.number("total")).isEqualTo(4);
        assertThat(server.get("/api/ingest/audit?session=x").status()).isEqualTo(404);
    }

    @Test
    void whoHasTheTokenMaySayAName() throws Exception {
        try (TestServer guarded =
                TestServer.withToken("a-secret-of-the-house", folder.resolve("guarded"), pictures("guarded", 1))) {
            Answer answer = guarded.send(guarded.request("/api/ingest/process")
                    .header("Authorization", "Bearer a-secret-of-the-house")
                    .header("Content-Type", "application/json")
                    .header(Actors.NAME_HEADER, "alice")
                    .POST(BodyPublishers.ofString(
                            TestServer.quoted("{'parameters': {'directory': '" + root.resolve("guarded") + "'}}"))));

            SessionId id = new SessionId(answer.text("session_id"));
            guarded.await(id.value());
            assertThat(guarded.wiring
                            .store()
                            .auditLog()
                            .list(id, 10, 0)
                            .getLast()
                            .actor())
                    .isEqualTo(Actor.ofApi("alice").name());
            assertThat(guarded.get("/api/ingest/audit").status()).isEqualTo(401);
        }
    }

    @Test
    void theHistoryIsFilteredCountedAndPaged() throws IOException {
        Path media = pictures("history", 3);
        Pictures.broken(media.resolve("broken.png"));
        String id = server.ingest(media);
        startAndCancel("history-cancelled");

        JsonNode all = server.get("/api/ingest/sessions?per_page=500").json();
        JsonNode completed =
                server.get("/api/ingest/sessions?state=completed&per_page=500").json();
        JsonNode none =
                server.get("/api/ingest/sessions?state=paused,error&page=3").json();

        assertThat(all.path("total").asInt()).isEqualTo(all.path("sessions").size());
        assertThat(completed.path("total").asInt()).isLessThan(all.path("total").asInt());
        assertThat(none.path("sessions")).isEmpty();
        JsonNode row = row(completed, id);
        assertThat(row.path("counts").path("committed").asInt()).isEqualTo(3);
        assertThat(row.path("counts").path("failed").asInt()).isEqualTo(1);
        assertThat(row.path("worked_seconds").asDouble()).isPositive();
        assertThat(row.path("parameters").path("pattern").asString()).isNotBlank();
        assertThat(server.get("/api/ingest/sessions?state=lost").status()).isEqualTo(422);
    }

    @Test
    void itemsAreFoundByStateCodeAndText() throws IOException {
        Path media = pictures("items", 5);
        Files.createFile(media.resolve("Leer 100%.png"));
        String items = "/api/ingest/sessions/" + server.ingest(media) + "/items";

        assertThat(server.get(items + "?code=empty").json().path("items")).hasSize(1);
        assertThat(server.get(items + "?q=leer%20100%25").json().path("items")).hasSize(1);
        assertThat(server.get(items + "?q=picture&state=committed").json().path("items"))
                .hasSize(5);
        JsonNode page = server.get(items + "?state=committed&page=2&per_page=2").json();
        assertThat(page.path("total").asInt()).isEqualTo(5);
        assertThat(page.path("items")).hasSize(2);
        assertThat(page.path("items").get(0).path("name").asString()).isEqualTo("picture-00003.png");
    }

    @Test
    void theCsvReportHasARowAnItemAndNoFormulas() throws IOException {
        Path media = Files.createDirectory(root.resolve("=cmd, too"));
        Files.write(media.resolve("a.png"), Pictures.png(1));
        Files.createFile(media.resolve("=HYPERLINK(\"http:x\").png"));
        String id = server.ingest(media);

        Answer answer = server.get("/api/ingest/sessions/" + id + "/report.csv");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("text/csv").contains("utf-8");
        assertThat(answer.header("content-disposition")).contains("attachment").contains(id);
        List<String> lines = List.of(answer.body().split("\r\n"));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("position,path,name,size,state,");
        assertThat(answer.body())
                .contains(",\"'=HYPERLINK(\"\"http:x\"\").png\",0,failed,,empty,")
                .contains(",a.png,");
        assertThat(server.get("/api/ingest/sessions/" + UUID.randomUUID() + "/report.csv")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theJsonReportSumsUpAndListsEveryItem() throws IOException {
        Path media = pictures("report", 4);
        Pictures.broken(media.resolve("broken.png"));
        String id = server.ingest(media);

        JsonNode report =
                server.get("/api/ingest/sessions/" + id + "/report.json").json();

        assertThat(report.path("session").path("session_id").asString()).isEqualTo(id);
        assertThat(report.path("summary").path("by_state").path("committed").asInt())
                .isEqualTo(4);
        assertThat(report.path("summary").path("by_type").path("png").asInt()).isEqualTo(4);
        assertThat(report.path("summary").path("by_generator").path("a1111").asInt())
                .isEqualTo(4);
        assertThat(report.path("summary").path("slowest")).hasSize(5);
        assertThat(report.path("items")).hasSize(5);
        assertThat(report.path("items").get(0).path("next_step").asString()).isNotBlank();
        assertThat(server.get("/api/ingest/sessions/" + id + "/summary").json().path("by_code"))
                .hasSize(1);
    }

    @Test
    void withoutTheTokenNothingOfThisIsSaid() throws Exception {
        try (TestServer guarded = TestServer.withToken("a-secret-of-the-house", folder.resolve("closed"), root)) {
            for (String path : List.of("/api/ingest/audit", "/metrics", "/openapi.json", "/api")) {
                assertThat(guarded.get(path).status()).as(path).isEqualTo(401);
            }
        }
    }

    private static JsonNode row(JsonNode list, String id) {
        for (JsonNode row : list.path("sessions")) {
            if (row.path("session_id").asString().equals(id)) {
                return row;
            }
        }
        throw new AssertionError(id + " is not in " + list);
    }

    private static long count(String id, String state) {
        return row(server.get("/api/ingest/sessions?per_page=500").json(), id)
                .path("counts")
                .path(state)
                .asLong(-1);
    }

    private static long place(String id) {
        return server.get("/api/ingest/sessions/" + id)
                .json()
                .path("session")
                .path("queue_place")
                .asLong(-1);
    }

    private static Answer post(String id, String operation, String body) {
        String path = "/api/ingest/sessions/" + id + "/" + operation;
        return body.isEmpty()
                ? server.send(server.request(path).POST(BodyPublishers.noBody()))
                : server.post(path, TestServer.quoted(body));
    }

    private static Path pictures(String name, int count) throws IOException {
        return Pictures.folderOfPngs(root.resolve(name), count);
    }

    private static String start(Path media) {
        return server.process("'directory': '" + media + "', 'recursive': true").text("session_id");
    }

    /** A session that runs until somebody stops it, as far as a test can see. */
    private static String startLong(String name) throws IOException {
        String id = start(pictures(name, 1_500));
        await().until(() -> server.session(id).state() == SessionState.PROCESSING);
        return id;
    }

    private static void startAndCancel(String name) throws IOException {
        String id = startLong(name);
        post(id, "cancel", "");
        server.await(id);
    }
}
