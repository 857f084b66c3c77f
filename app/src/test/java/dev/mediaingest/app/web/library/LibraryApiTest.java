package dev.mediaingest.app.web.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.TestServer;
import dev.mediaingest.app.web.TestServer.Answer;
import dev.mediaingest.fixtures.PngFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The library's API on a real server. */
class LibraryApiTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path folder;

    @SuppressWarnings("NullAway.Init") // opened before all tests
    private static TestServer server;

    @SuppressWarnings("NullAway.Init") // opened before all tests
    private static Path root;

    @BeforeAll
    static void start() throws Exception {
        root = folder.toRealPath().resolve("media");
        Pictures.folderOfPngs(root, 25);
        Files.write(
                root.resolve("graph ü*.png"),
                PngFile.of(8, 8)
                        .seed(99)
                        .text("workflow", "{\"nodes\":[],\"links\":[]}")
                        .infotext("a graph\nSteps: 5, Sampler: Euler, CFG scale: 7, Seed: 1")
                        .bytes());
        server = TestServer.start(folder.resolve("data"), root);
        server.ingest(root);
        server.wiring.store().library().catchUp();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void listsFilesPageByPage() {
        List<Long> ids = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = server.get("/api/media?q=lighthouse&sort=name&limit=7&count=true&cursor=" + next)
                    .json();
            assertThat(page.path("total").asLong()).isEqualTo(25);
            page.path("items").forEach(item -> ids.add(item.path("id").asLong()));
            next = page.path("next_cursor").asString("");
        } while (!next.isEmpty());

        assertThat(ids).hasSize(25).doesNotHaveDuplicates();
        JsonNode item = server.get("/api/media?q=lighthouse&sort=name&limit=1")
                .json()
                .path("items")
                .path(0);
        assertThat(item.path("name").asString()).isEqualTo("picture-00001.png");
        assertThat(item.path("model").asString()).isEqualTo("test");
        assertThat(item.path("prompt_start").asString()).startsWith("a lighthouse");
        assertThat(server.get("/api/media/facets")
                        .json()
                        .path("model")
                        .path(0)
                        .path("files")
                        .asLong())
                .isEqualTo(25);
    }

    @ParameterizedTest
    @CsvSource({
        "q=score:high, 'score: takes a number, as score:>=4 or score:2..4.'",
        "score=x, 'score: takes a number, as score:>=4 or score:2..4.'",
        "date=soon, 'date: takes a day, month or year, as date:2025-03 or date:>=2025-03-01.'",
        "sort=random, 'sort takes added, created, name, score, nsfw or size.'",
        "order=up, order takes asc or desc.",
        "has=luck, has takes prompt or no-prompt.",
        "cursor=abc, The cursor belongs to another list; begin again without it.",
        "cursor=%2e%2e, The cursor belongs to another list; begin again without it.",
        "limit=501, limit must be a whole number between 1 and 500."
    })
    void refusesWhatMakesNoSenseInOneSentence(String parameters, String sentence) {
        Answer answer = server.get("/api/media?" + parameters);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.detail()).isEqualTo(sentence);
    }

    @Test
    void aFilesDetailHasEverythingAndItsChangesStay() {
        long id = idOf("picture-00003.png");
        Answer changed = patch(id, "{'score': 5, 'keywords': {'add': ['Mine ', 'other']}}");

        assertThat(changed.status()).isEqualTo(200);
        JsonNode detail = server.get("/api/media/" + id).json();
        assertThat(detail).isEqualTo(changed.json());
        assertThat(detail.path("score").asInt()).isEqualTo(5);
        assertThat(detail.path("keywords").findValuesAsString("keyword")).contains("mine", "other", "storm");
        assertThat(detail.path("infotext").asString())
                .isEqualTo("a lighthouse, (storm:1.2), number 3\nNegative prompt: blurry\n"
                        + "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 3, Size: 8x8, Model: test");
        assertThat(detail.path("generation").path("seed").asString()).isEqualTo("3");
        JsonNode text = detail.path("file_texts").path(0);
        assertThat(text.path("source").asString()).startsWith("png:");
        assertThat(text.path("key").asString()).isEqualTo("parameters");
        assertThat(text.path("value").asString()).contains("Seed: 3");
        assertThat(server.get("/library/" + id).body())
                .contains("Texts in the file")
                .contains("Seed: 3");
        assertThat(detail.path("facts").path("dimensions").path("width").asInt())
                .isEqualTo(8);
        assertThat(detail.path("history").path(0).path("state").asString()).isEqualTo("committed");
        assertThat(server.get("/api/media?keyword=mine").json().path("items").size())
                .isEqualTo(1);
        patch(id, "{'score': 0, 'keywords': {'remove': ['mine', 'other']}}");
        assertThat(server.get("/api/media?keyword=mine").json().path("items").size())
                .isZero();
    }

    @Test
    void aFavouriteIsMarkedFoundAndTakenBack() {
        long id = idOf("picture-00005.png");

        assertThat(patch(id, "{'favourite': true}").json().path("favourite").asBoolean())
                .isTrue();
        for (String address : List.of("/api/media?q=is:favourite", "/api/media?favourite=yes")) {
            assertThat(server.get(address).json().path("items").findValuesAsString("name"))
                    .as(address)
                    .containsExactly("picture-00005.png");
        }
        assertThat(patch(id, "{'favourite': false}").json().path("favourite").asBoolean())
                .isFalse();
        assertThat(server.get("/api/media?favourite=yes").json().path("items").size())
                .isZero();
        assertThat(patch(id, "[1]").status()).isEqualTo(422);
    }

    @Test
    void manyFilesChangeAtOnceOrNotAtAll() {
        long one = idOf("picture-00001.png");
        long two = idOf("picture-00002.png");

        assertThat(server.post("/api/media/bulk", "{\"ids\":[" + one + "," + two + ",999999],\"score\":3}")
                        .number("changed"))
                .isEqualTo(2);
        assertThat(server.get("/api/media?score=3").json().path("items").size()).isEqualTo(2);
        for (String bad : List.of(
                "{}",
                "{'ids': []}",
                "{'ids': ['x'], 'score': 1}",
                "{'ids': [1]}",
                "{'ids': [1], 'score': 6}",
                "{'ids': [1], 'keywords': {'add': 'x'}}",
                "{'ids': [1], 'score': 4, 'keywords': 'x'}",
                "{'ids': [1], 'score': 4, 'keywords': ['x']}",
                "{'ids': [1], 'favourite': 'perhaps'}",
                "{'ids': [1], 'keywords': {'add': ['" + "x".repeat(300) + "']}}")) {
            Answer answer = server.post("/api/media/bulk", TestServer.quoted(bad));
            assertThat(answer.status()).as(bad).isEqualTo(422);
            assertThat(answer.detail()).as(bad).endsWith(".");
        }
        server.post("/api/media/bulk", "{\"ids\":[" + one + "," + two + "],\"score\":0}");
    }

    @Test
    void anotherSiteMayChangeNothing() {
        long id = idOf("picture-00004.png");
        Answer refused = server.send(server.request("/api/media/" + id)
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "cross-site")
                .method("PATCH", BodyPublishers.ofString("{\"score\":1}")));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(server.send(server.request("/api/media/bulk")
                                .header("Origin", "https://elsewhere.example")
                                .POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(403);
        assertThat(server.get("/api/media/" + id).json().path("score").asInt()).isZero();
    }

    @Test
    void contentComesWholeOrInRangesAndIsTakenForNothingElse() throws Exception {
        long id = idOf("picture-00005.png");
        byte[] bytes = Files.readAllBytes(root.resolve("picture-00005.png"));
        String path = "/api/media/" + id + "/content";
        Answer whole = server.get(path);

        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.header("content-length")).isEqualTo(String.valueOf(bytes.length));
        assertThat(whole.header("content-type")).isEqualTo("image/png");
        assertThat(whole.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(whole.header("content-security-policy")).isEqualTo("default-src 'none'; sandbox");
        assertThat(whole.header("accept-ranges")).isEqualTo("bytes");
        assertRange(path, "bytes=0-3", 206, "bytes 0-3/" + bytes.length, 4);
        assertRange(
                path,
                "bytes=-5",
                206,
                "bytes " + (bytes.length - 5) + "-" + (bytes.length - 1) + "/" + bytes.length,
                5);
        assertRange(path, "bytes=10-", 206, "bytes 10-" + (bytes.length - 1) + "/" + bytes.length, bytes.length - 10);
        assertRange(path, "bytes=0-99999999", 206, "bytes 0-" + (bytes.length - 1) + "/" + bytes.length, bytes.length);
        assertRange(path, "bytes=99999999-", 416, "bytes */" + bytes.length, -1);
        assertRange(path, "bytes=-0", 416, "bytes */" + bytes.length, -1);
        for (String ignored : List.of(
                "bytes=5-2",
                "bytes=0-1,3-4",
                "lines=1-2",
                "bytes=x-y",
                "bytes=-",
                "bytes=1",
                "bytes=0-" + "9".repeat(30))) {
            assertRange(path, ignored, 200, "", bytes.length);
        }
        String tag = whole.header("etag");
        assertThat(server.send(server.request(path).header("If-None-Match", tag))
                        .status())
                .isEqualTo(304);
        assertThat(server.send(server.request(path).header("Range", "bytes=0-3").header("If-Range", tag))
                        .status())
                .isEqualTo(206);
        assertThat(server.send(server.request(path).header("Range", "bytes=0-3").header("If-Range", "\"old\""))
                        .status())
                .isEqualTo(200);
        Answer head = server.send(server.request(path).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.header("content-length")).isEqualTo(String.valueOf(bytes.length));
    }

    private static void assertRange(String path, String range, int status, String contentRange, int length) {
        Answer answer = server.send(server.request(path).header("Range", range));
        assertThat(answer.status()).as(range).isEqualTo(status);
        assertThat(answer.header("content-range")).as(range).isEqualTo(contentRange);
        if (length >= 0) {
            assertThat(answer.header("content-length")).as(range).isEqualTo(String.valueOf(length));
        }
    }

    @Test
    void nothingOutsideTheRootsAndNothingThatIsGoneIsSent() throws Exception {
        Path secret = Files.write(folder.resolve("secret.png"), Pictures.png(7));
        Path picture = root.resolve("picture-00006.png");
        long id = idOf("picture-00006.png");
        byte[] before = Files.readAllBytes(picture);
        try {
            Files.delete(picture);
            Files.createSymbolicLink(picture, secret);
            assertThat(server.get("/api/media/" + id + "/content").status()).isEqualTo(403);
            Files.delete(picture);
            assertThat(server.get("/api/media/" + id + "/content").status()).isEqualTo(404);
        } finally {
            Files.deleteIfExists(picture);
            Files.write(picture, before);
        }
        for (String none : List.of("999999", "-1", "x", "1%2e%2e", "99999999999999999999")) {
            assertThat(server.get("/api/media/" + none + "/content").status())
                    .as(none)
                    .isEqualTo(404);
            assertThat(server.get("/api/media/" + none).status()).as(none).isEqualTo(404);
            assertThat(server.get("/library/" + none).status()).as(none).isEqualTo(404);
        }
    }

    @Test
    void aWorkflowIsDownloadedUnderTheFilesName() {
        Answer workflow = server.get("/api/media/" + idOf("graph ü*.png") + "/workflow");

        assertThat(workflow.status()).isEqualTo(200);
        assertThat(workflow.header("content-disposition"))
                .isEqualTo("attachment; filename*=UTF-8''graph%20%C3%BC%2A.json");
        assertThat(workflow.json().has("nodes")).isTrue();
        assertThat(server.get("/api/media/" + idOf("picture-00001.png") + "/workflow")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void findsWhatLooksAlike() {
        Answer similar = server.get("/api/media/" + idOf("picture-00001.png") + "/similar?distance=10");

        assertThat(similar.status()).isEqualTo(200);
        assertThat(similar.json().path("items").isArray()).isTrue();
        assertThat(server.get("/api/media/1/similar?distance=11").status()).isEqualTo(422);
    }

    private static Answer patch(long id, String json) {
        return server.send(server.request("/api/media/" + id)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(TestServer.quoted(json))));
    }

    private static long idOf(String name) {
        for (JsonNode item : server.get("/api/media?limit=500").json().path("items")) {
            if (item.path("name").asString().equals(name)) {
                return item.path("id").asLong();
            }
        }
        throw new AssertionError("no " + name);
    }
}
