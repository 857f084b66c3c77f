package dev.mediaingest.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.TestServer.Answer;
import dev.mediaingest.app.web.http.HealthCheck;
import dev.mediaingest.app.web.http.WebOptions;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What clients of the Python tool, and ours, may rely on. */
class ApiContractTest {
    private static final String UNKNOWN = UUID.randomUUID().toString();

    @TempDir
    Path folder;

    private Path root;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        root = Pictures.folderOfPngs(folder.toRealPath().resolve("media"), 3);
        server = TestServer.start(folder.resolve("data"), root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void processAnswersWithSessionAndTotal() {
        Answer answer = server.process("'directory': '" + root + "'");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("started");
        assertThat(answer.number("total_files")).isEqualTo(3);
        assertThat(answer.number("to_do")).isEqualTo(3);
        assertThat(answer.number("skipped_existing")).isZero();
        assertThat(UUID.fromString(answer.text("session_id"))).isNotNull();
    }

    @Test
    void thumbnailsComeFromTheFolderOrAreMadeAgain() throws Exception {
        server.ingest(root);

        assertThat(server.get("/api/media/1/thumbnail?size=512").header("content-type"))
                .isEqualTo("image/jpeg");
        deleteAll(folder.resolve("data/thumbnails"));
        Answer made = server.get("/api/media/1/thumbnail");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.header("content-type")).isEqualTo("image/jpeg");
        assertThat(folder.resolve("data/thumbnails")).isDirectoryRecursivelyContaining("glob:**-256.jpg");
    }

    @Test
    void aThumbnailThatCannotBeSaysWhy() throws Exception {
        server.ingest(root);
        deleteAll(folder.resolve("data/thumbnails"));
        try (var files = Files.list(root)) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
            }
        }

        assertThat(server.get("/api/media/1/thumbnail").status()).isEqualTo(404);
        assertThat(server.get("/api/media/1/thumbnail").text("detail")).contains("changed since it was ingested");
        assertThat(server.get("/api/media/999/thumbnail").text("detail")).isEqualTo("File not found");
        assertThat(server.get("/api/media/x/thumbnail").status()).isEqualTo(404);
        assertThat(server.get("/api/media/1/thumbnail?size=300").status()).isEqualTo(422);
        assertThat(server.get("/api/media/1/thumbnail?size=strip").status()).isEqualTo(404);
    }

    private static void deleteAll(Path top) throws IOException {
        try (var below = Files.walk(top)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void statusTellsWhatThePythonToolTells() {
        String id = server.ingest(root);

        Answer answer = server.get("/api/ingest/status/" + id);

        JsonNode status = answer.json();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(status.path("session_id").asString()).isEqualTo(id);
        assertThat(status.path("status").asString()).isEqualTo("completed");
        assertThat(status.path("progress").isIntegralNumber()).isTrue();
        assertThat(status.path("progress").asInt()).isEqualTo(100);
        assertThat(status.path("total_files").asInt()).isEqualTo(3);
        assertThat(status.path("processed_files").asInt()).isEqualTo(3);
        assertThat(status.path("current_file").isNull()).isTrue();
        assertThat(status.path("errors").isArray()).isTrue();
        assertThat(status.path("start_time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
        assertThat(status.path("end_time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
        assertThat(status.path("stats").propertyNames())
                .containsExactly(
                        "total_files",
                        "processed_files",
                        "metadata_extracted",
                        "keywords_added",
                        "scores_imported",
                        "nsfw_detected",
                        "errors",
                        "committed_files");
        assertThat(status.path("stats").path("committed_files").asInt()).isEqualTo(3);
        assertThat(status.path("stats").path("keywords_added").asInt()).isGreaterThan(3);
    }

    @Test
    void statusNamesTheFilesThatFailed() throws IOException {
        Pictures.broken(root.resolve("broken.png"));
        String id = server.ingest(root);

        JsonNode status = server.get("/api/ingest/status/" + id).json();

        assertThat(status.path("stats").path("errors").asInt()).isEqualTo(1);
        assertThat(status.path("failed_files").asInt()).isEqualTo(1);
        assertThat(status.path("errors").get(0).asString()).startsWith("Error processing broken.png: ");
    }

    @Test
    void skipsWhatIsUnchanged() {
        server.ingest(root);

        Answer again = server.process("'directory': '" + root + "'");

        assertThat(again.number("total_files")).isEqualTo(3);
        assertThat(again.number("to_do")).isZero();
        assertThat(again.number("skipped_existing")).isEqualTo(3);
        server.await(again.text("session_id"));
        assertThat(server.get("/api/ingest/status/" + again.text("session_id")).number("skipped_files"))
                .isEqualTo(3);
    }

    @Test
    void directoriesWinOverDirectory() throws IOException {
        Path other = Pictures.folderOfPngs(root.resolve("other"), 1);

        Answer answer = server.process("'directory': '" + root + "', 'directories': ['" + other + "']");

        assertThat(answer.number("total_files")).isEqualTo(1);
    }

    @Test
    void takesDirectoriesRelativeToTheFirstRoot() throws IOException {
        Pictures.folderOfPngs(root.resolve("other"), 2);

        assertThat(server.process("'directory': 'other'").number("total_files")).isEqualTo(2);
    }

    @Test
    void numbersMayComeAsText() {
        Answer answer = server.process(
                "'directory': '" + root + "', 'max_files': '2', 'nsfw_threshold': '0.7', 'recursive': 'true'");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.number("total_files")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'directories': []", "'directory': ''", "'directory': null"})
    void refusesARequestWithoutDirectories(String parameters) {
        Answer answer = server.process(parameters);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).isEqualTo("No directories specified");
    }

    @Test
    void refusesAnUnknownDirectory() {
        Answer answer = server.process("'directory': '/no/such/place'");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).isEqualTo("Directory not found: /no/such/place");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().propertyNames()).contains("type", "title", "status", "detail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/etc", "..", "../..", "../media/.."})
    void refusesDirectoriesOutsideTheRoots(String directory) {
        Answer answer = server.process("'directory': '" + directory + "'");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.detail()).contains("outside the media roots");
    }

    @Test
    void refusesALinkThatLeadsOutside() throws IOException {
        Path outside = Pictures.folderOfPngs(folder.resolve("secret"), 1);
        Files.createSymbolicLink(root.resolve("link"), outside);

        assertThat(server.process("'directory': 'link'").status()).isEqualTo(403);
    }

    @Test
    void refusesAPatternThatMatchesNothing() {
        Answer answer = server.process("'directory': '" + root + "', 'pattern': '*.webp'");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).isEqualTo("No files found matching the specified pattern");
        assertThat(server.get("/api/ingest/sessions").json().path("sessions")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "nsfw_threshold; 1.5",
                "nsfw_threshold; -0.1",
                "nsfw_threshold; 'abc'",
                "nsfw_threshold; true",
                "nsfw_threshold; [1]",
                "max_files; 0",
                "max_files; -3",
                "max_files; 1.5",
                "max_files; 'many'",
                "max_files; 99999999999999999999",
                "max_files; 1e400",
                "workers; 0",
                "workers; 65",
                "workers; {}",
                "pattern; '[a'",
                "pattern; ''",
                "pattern; 7",
                "pattern; 'a/*.png'",
                "recursive; 'perhaps'",
                "recursive; []",
                "extract_metadata; 12",
                "fingerprint; 'md5'",
                "fingerprint; 5",
                "directories; 'one'",
                "directories; [1]",
                "directories; ['']",
                "directory; 5"
            })
    void namesTheFieldThatIsBad(String field, String value) {
        String directory = field.startsWith("director") ? "" : "'directory': '" + root + "', ";

        Answer answer = server.process(directory + "'" + field + "': " + value);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.detail()).startsWith(field + " ").endsWith(".");
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(answer.json().path("errors").get(0).path("message").asString())
                .isNotBlank();
    }

    @Test
    void namesEveryFieldThatIsBad() {
        Answer answer = server.process("'directory': '" + root + "', 'workers': 0, 'max_files': 0, 'pattern': '['");

        assertThat(answer.json().path("errors")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "[1]", "7", "null", "{\"parameters\": 3}", "{}", "\"text\""})
    void refusesABodyThatIsNotWhatItShouldBe(String body) {
        Answer answer = server.post("/api/ingest/process", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.detail()).endsWith(".").doesNotContain("\n", "Exception");
    }

    @Test
    void refusesADeeplyNestedBody() {
        assertThat(server.post("/api/ingest/process", "[".repeat(200_000)).status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2Fx", "%2e%2e%2fetc%2fpasswd", "abc", "0", "a%20b", "%F0%9F%99%82"})
    void knowsNoSessionOfAMalformedId(String id) {
        Answer answer = server.get("/api/ingest/status/" + id);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.detail()).isEqualTo("Session not found");
    }

    @Test
    void knowsNoSessionItNeverHad() {
        for (String path : List.of(
                "status/" + UNKNOWN,
                "sessions/" + UNKNOWN,
                "sessions/" + UNKNOWN + "/items",
                "sessions/" + UNKNOWN + "/left-out",
                "sessions/" + UNKNOWN + "/events",
                UNKNOWN + "/events")) {
            Answer answer = server.get("/api/ingest/" + path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.detail()).as(path).isEqualTo("Session not found");
        }
        for (String wish : List.of("pause", "resume", "cancel", "retry")) {
            assertThat(server.post("/api/ingest/sessions/" + UNKNOWN + "/" + wish, "")
                            .status())
                    .as(wish)
                    .isEqualTo(404);
        }
    }

    @Test
    void resumesWhatWasPaused() throws IOException {
        Pictures.folderOfPngs(root, 3_000);
        String id = server.process("'directory': '" + root + "'").text("session_id");
        server.post("/api/ingest/sessions/" + id + "/pause", "");
        server.await(id);
        assertThat(server.get("/api/ingest/status/" + id).text("status")).isEqualTo("paused");

        Answer answer = server.post("/api/ingest/resume", "{\"session_id\": \"" + id + "\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("resumed");
        assertThat(answer.number("total_files")).isEqualTo(3_000);
        assertThat(answer.number("processed_files")).isBetween(0L, 3_000L);
        server.await(id);
        assertThat(server.get("/api/ingest/status/" + id).number("processed_files"))
                .isEqualTo(3_000);
    }

    @Test
    void resumingWhatIsDoneSaysSo() {
        String id = server.ingest(root);

        Answer answer = server.post("/api/ingest/resume", "{\"session_id\": \"" + id + "\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("already_completed");
        assertThat(answer.text("message")).isNotBlank();
    }

    @Test
    void resumingWhatWasCancelledIsRefused() throws IOException {
        Pictures.folderOfPngs(root, 3_000);
        String id = server.process("'directory': '" + root + "'").text("session_id");
        server.post("/api/ingest/sessions/" + id + "/cancel", "");
        server.await(id);

        Answer answer = server.post("/api/ingest/resume", "{\"session_id\": \"" + id + "\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.detail()).contains("cancelled");
    }

    @Test
    void resumingNeedsAnId() {
        assertThat(server.post("/api/ingest/resume", "{}").status()).isEqualTo(422);
        assertThat(server.post("/api/ingest/resume", "{\"session_id\": 5}").status())
                .isEqualTo(422);
        assertThat(server.post("/api/ingest/resume", "{\"session_id\": \"../x\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void deletesKnownAndUnknownSessionsAlike() {
        String id = server.ingest(root);

        for (String any : List.of(id, id, UNKNOWN, "abc", "..%2Fx")) {
            Answer answer = server.delete("/api/ingest/session/" + any);
            assertThat(answer.status()).as(any).isEqualTo(200);
            assertThat(answer.json().toString()).isEqualTo("{\"status\":\"cleaned_up\"}");
        }
        assertThat(server.get("/api/ingest/status/" + id).status()).isEqualTo(404);
        assertThat(server.get("/api/ingest/directories?path=")
                        .json()
                        .path("ingest_stats")
                        .path("ingested_files")
                        .asInt())
                .as("catalogue rows stay")
                .isEqualTo(3);
    }

    @Test
    void activeSessionIsNullWhenNothingIsGoingOn() {
        server.ingest(root);

        assertThat(server.get("/api/ingest/active-session").json().toString())
                .isEqualTo("{\"session_id\":null,\"status\":null}");
    }

    @Test
    void activeSessionIsTheRunningOneBeforeAPausedOne() throws IOException {
        Path many = Pictures.folderOfPngs(root.resolve("many"), 2_000);
        String paused = server.process("'directory': '" + many + "'").text("session_id");
        server.post("/api/ingest/sessions/" + paused + "/pause", "");
        server.await(paused);
        assertThat(server.get("/api/ingest/active-session").text("session_id")).isEqualTo(paused);
        assertThat(server.get("/api/ingest/active-session").text("status")).isEqualTo("paused");

        String running = server.process("'directory': '" + many + "'").text("session_id");

        assertThat(server.get("/api/ingest/active-session").text("session_id")).isEqualTo(running);
    }

    @Test
    void browsesTheOnlyRootFromTheTop() throws IOException {
        Pictures.folderOfPngs(root.resolve("b/deep"), 4);
        Files.createDirectories(root.resolve("a"));
        Files.createDirectories(root.resolve(".hidden"));
        Files.writeString(root.resolve("notes.txt"), "no media");

        Answer answer = server.get("/api/ingest/directories?path=");

        JsonNode listing = answer.json();
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(listing.path("path").asString()).isEqualTo(root.toString());
        assertThat(listing.path("parent").isNull()).isTrue();
        assertThat(listing.path("file_summary").asString()).isEqualTo("3 png");
        assertThat(listing.path("directories")).hasSize(2);
        JsonNode b = listing.path("directories").get(1);
        assertThat(b.path("name").asString()).isEqualTo("b");
        assertThat(b.path("path").asString()).isEqualTo(root.resolve("b").toString());
        assertThat(b.path("has_children").asBoolean()).isTrue();
        assertThat(b.path("ingest_stats").toString()).isEqualTo("{\"total_files\":0,\"ingested_files\":0}");
        assertThat(b.path("recursive_stats").toString())
                .isEqualTo("{\"total_files\":4,\"ingested_files\":0,\"complete\":true}");
        assertThat(listing.path("recursive_stats").path("total_files").asInt()).isEqualTo(7);
        assertThat(listing.path("directories").get(0).path("has_children").asBoolean())
                .isFalse();
    }

    @Test
    void countsWhatIsIngested() throws IOException {
        Path deep = Pictures.folderOfPngs(root.resolve("b/deep"), 4);
        server.ingest(deep);
        Pictures.folderOfPngs(deep, 5);

        JsonNode b = server.get("/api/ingest/directories?path=b").json();

        assertThat(b.path("parent").asString()).isEqualTo(root.toString());
        assertThat(b.path("file_summary").asString()).isEqualTo("No files");
        JsonNode entry = b.path("directories").get(0);
        assertThat(entry.path("total_files").asInt()).isEqualTo(5);
        assertThat(entry.path("ingested_files").asInt()).isEqualTo(4);
        assertThat(entry.path("ingest_stats").path("ingested_files").asInt()).isEqualTo(4);
        assertThat(b.path("recursive_stats").path("ingested_files").asInt()).isEqualTo(4);
    }

    @Test
    void browsesSeveralRootsFromALevelAboveThem() throws Exception {
        Path second = Pictures.folderOfPngs(folder.toRealPath().resolve("second"), 2);
        try (TestServer both = TestServer.start(folder.resolve("data2"), root, second)) {
            JsonNode top = both.get("/api/ingest/directories").json();

            assertThat(top.path("path").asString()).isEmpty();
            assertThat(top.path("parent").isNull()).isTrue();
            assertThat(top.path("directories")).hasSize(2);
            assertThat(top.path("directories").get(1).path("path").asString()).isEqualTo(second.toString());
            assertThat(both.get("/api/ingest/directories?path=" + second)
                            .json()
                            .path("parent")
                            .isNull())
                    .isTrue();
        }
    }

    @Test
    void browsesOnlyInsideTheRoots() throws IOException {
        Path outside = Pictures.folderOfPngs(folder.resolve("secret"), 1);
        Files.createSymbolicLink(root.resolve("link"), outside);

        assertThat(server.get("/api/ingest/directories?path=/etc").status()).isEqualTo(403);
        assertThat(server.get("/api/ingest/directories?path=..").status()).isEqualTo(403);
        assertThat(server.get("/api/ingest/directories?path=%2e%2e%2f").status())
                .isEqualTo(403);
        assertThat(server.get("/api/ingest/directories?path=link").status()).isEqualTo(403);
        assertThat(server.get("/api/ingest/directories?path=nowhere").status()).isEqualTo(404);
        assertThat(server.get("/api/ingest/directories?path=nowhere").detail()).isEqualTo("Directory not found");
        assertThat(server.get("/api/ingest/directories?path=%00").status()).isEqualTo(404);
        assertThat(server.get("/api/ingest/directories").json().path("directories"))
                .isEmpty();
    }

    @Test
    void listsFileTypes() throws IOException {
        Files.write(root.resolve("UPPER.JPG"), new byte[] {1});
        Files.write(root.resolve("text.txt"), new byte[] {1});
        Files.createDirectories(root.resolve("sub"));
        Files.write(root.resolve("sub/clip.mp4"), new byte[] {1});

        Answer flat =
                server.post("/api/ingest/file-types", TestServer.quoted("['" + root + "', '/etc', 'nowhere', 5]"));
        Answer deep = server.post("/api/ingest/file-types?recursive=true", TestServer.quoted("['" + root + "']"));

        assertThat(flat.json().path("file_types").toString()).isEqualTo("[\"jpg\",\"png\"]");
        assertThat(flat.json().path("counts").path("png").asInt()).isEqualTo(3);
        assertThat(deep.json().path("file_types").toString()).isEqualTo("[\"jpg\",\"mp4\",\"png\"]");
        assertThat(server.post("/api/ingest/file-types", "{}").status()).isEqualTo(422);
    }

    @Test
    void saysWhyTheCommitStepIsGone() {
        for (Answer answer : List.of(
                server.post("/api/ingest/commit", "{}"),
                server.get("/api/ingest/commit-status/" + UNKNOWN),
                server.get("/api/ingest/report/" + UNKNOWN))) {
            assertThat(answer.status()).isEqualTo(410);
            assertThat(answer.detail()).contains("each file is committed");
        }
    }

    @Test
    void listsTheHistoryPageByPage() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(0, server.ingest(root));
        }

        Answer first = server.get("/api/ingest/sessions?limit=2");
        Answer second = server.get("/api/ingest/sessions?limit=2&offset=" + first.number("next_offset"));

        List<String> seen = new ArrayList<>();
        first.json()
                .path("sessions")
                .forEach(session -> seen.add(session.path("session_id").asString()));
        second.json()
                .path("sessions")
                .forEach(session -> seen.add(session.path("session_id").asString()));
        assertThat(seen).isEqualTo(ids);
        assertThat(second.json().path("next_offset").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "offset=-1", "offset=99999999999999999999"})
    void namesTheQueryParameterThatIsBad(String query) {
        Answer answer = server.get("/api/ingest/sessions?" + query);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.detail()).startsWith(query.substring(0, query.indexOf('=')));
    }

    @Test
    void tellsEverythingAboutOneSession() throws IOException {
        Files.writeString(root.resolve("notes.txt"), "no media");
        String id = server.ingest(root);

        JsonNode answer = server.get("/api/ingest/sessions/" + id).json();

        assertThat(answer.path("session")
                        .path("parameters")
                        .path("directories")
                        .get(0)
                        .asString())
                .isEqualTo(root.toString());
        assertThat(answer.path("session").path("parameters").path("recursive").asBoolean())
                .isTrue();
        assertThat(answer.path("progress").path("processed_files").asInt()).isEqualTo(3);
        assertThat(answer.path("left_out").path("not-matched").asInt()).isEqualTo(1);
        JsonNode leftOut =
                server.get("/api/ingest/sessions/" + id + "/left-out").json();
        assertThat(leftOut.path("entries").get(0).path("reason").asString()).isEqualTo("not-matched");
    }

    @Test
    void listsItemsByStateAndPosition() throws IOException {
        Pictures.broken(root.resolve("broken.png"));
        String id = server.ingest(root);
        String items = "/api/ingest/sessions/" + id + "/items";

        JsonNode failed = server.get(items + "?state=failed").json().path("items");
        Answer first = server.get(items + "?limit=3");
        Answer rest = server.get(items + "?limit=3&after=" + first.number("next_after"));

        assertThat(failed).hasSize(1);
        assertThat(failed.get(0).path("name").asString()).isEqualTo("broken.png");
        assertThat(failed.get(0).path("code").asString()).isNotBlank();
        assertThat(failed.get(0).path("next_step").asString()).isNotBlank();
        assertThat(first.json().path("items")).hasSize(3);
        assertThat(rest.json().path("items")).hasSize(1);
        assertThat(rest.json().path("next_after").isNull()).isTrue();
        assertThat(server.get(items + "?state=lost").status()).isEqualTo(422);
    }

    @Test
    void retriesWhatFailed() throws IOException {
        Path file = root.resolve("broken.png");
        Pictures.broken(file);
        String id = server.ingest(root);
        Files.write(file, Pictures.png(77));

        Answer answer = server.post("/api/ingest/sessions/" + id + "/retry", "");
        server.await(id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(server.get("/api/ingest/status/" + id)
                        .json()
                        .path("stats")
                        .path("committed_files")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    @Tag("measures")
    void answersWithinFiftyMillisecondsWhileASessionRuns() throws IOException {
        Path many = Pictures.folderOfPngs(root.resolve("many"), 3_000);
        String id = server.process("'directory': '" + many + "'").text("session_id");
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            long begin = System.nanoTime();
            assertThat(server.get("/api/ingest/status/" + id).status()).isEqualTo(200);
            times.add((System.nanoTime() - begin) / 1_000_000);
        }
        times.sort(null);

        assertThat(times.get(times.size() * 99 / 100)).as("p99 of %s", times).isLessThanOrEqualTo(50);
    }

    @Test
    void unknownPathsAndMethodsAreProblemsToo() {
        Answer unknown = server.get("/api/ingest/nothing-here");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.header("Content-Type")).startsWith("application/problem+json");
        assertThat(server.get("/static/../logback.xml").status()).isIn(400, 404);
        assertThat(server.get("/static/%2e%2e%2flogback.xml").status()).isEqualTo(404);
        assertThat(server.send(server.request("/api/ingest/process").PUT(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatTheContainerRefusesIsAProblemToo() {
        Answer answer = server.get("/api/ingest/status/%00");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.detail()).isEqualTo("The request cannot be understood.");
    }

    @Test
    void aMistakeOfOursIsAnsweredWithoutItsInsides() throws Exception {
        RuntimeException mistake = new IllegalStateException("a secret");
        Error overflow = new StackOverflowError("a secret");
        for (HealthCheck health : List.<HealthCheck>of(
                () -> {
                    throw mistake;
                },
                () -> {
                    throw overflow;
                })) {
            try (TestServer ill =
                    TestServer.start(WebOptions.local(0, "test"), health, folder.resolve("data3"), root)) {
                Answer answer = ill.get("/health/ready");

                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
                assertThat(answer.detail()).contains("reference ");
                assertThat(answer.body()).doesNotContain("secret", "Exception", "dev.mediaingest");
            }
        }
    }

    @Test
    void isLiveAndReady() {
        assertThat(server.get("/health/live").status()).isEqualTo(200);
        assertThat(server.get("/health/ready").status()).isEqualTo(200);
    }
}
