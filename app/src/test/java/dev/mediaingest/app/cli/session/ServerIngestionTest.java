package dev.mediaingest.app.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.MediaIngest;
import dev.mediaingest.app.Server;
import dev.mediaingest.fixtures.PngFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest} while a server, in a process of its own, has the data directory. */
@Timeout(120)
class ServerIngestionTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path temporary = Path.of("");

    private Path media = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void folders() throws IOException {
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        data = temporary.resolve("data");
    }

    @Test
    void theServerDoesTheWorkAndTheCommandShowsIt() throws Exception {
        pictures(300);
        Files.createFile(media.resolve("empty.png"));
        Files.writeString(media.resolve("notes.txt"), "not media");
        try (Server server = Server.start(data, media, 0)) {
            Result first = ingest("--max-pixels", "100");

            assertThat(first.code).as(first.toString()).isEqualTo(3);
            assertThat(first.out)
                    .contains("301 files: 301 new or changed")
                    .contains("Completed: 300 committed, 0 unchanged, 1 failed")
                    .contains(media + "/empty.png")
                    .contains("Left out: 1 ");
            assertThat(first.err)
                    .contains("The server (process ")
                    .contains("/sessions/")
                    .contains("--max-pixels is the server's to say");
            Result again = ingest();
            assertThat(again.code).isZero();
            assertThat(again.out).contains("301 files: 0 new or changed");
        }
    }

    @Test
    void programsGetALineForEachFile() throws Exception {
        pictures(40);
        try (Server server = Server.start(data, media, 0)) {
            Result run = ingest("--json");

            List<JsonNode> lines = run.out.lines().map(JSON::readTree).toList();
            assertThat(lines.stream().filter(line -> event(line).equals("item")))
                    .hasSize(40);
            assertThat(event(lines.getLast())).isEqualTo("end");
            assertThat(lines.getLast().path("status").asString()).isEqualTo("completed");
            assertThat(server.get("/api/ingest/sessions").path("total").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aFolderOutsideTheServersRootsIsOneSentence() throws Exception {
        pictures(1);
        Path other = Files.createDirectory(temporary.resolve("other")).toRealPath();
        try (Server server = Server.start(data, other, 0)) {
            Result run = ingest();

            assertThat(run.code).as(run.toString()).isEqualTo(2);
            assertThat(run.err.lines()).hasSize(1);
            assertThat(run.err)
                    .contains("outside the media roots: " + media)
                    .contains("--media-root")
                    .contains(String.valueOf(server.port()));
        }
    }

    @Test
    void whenTheServerIsKilledTheCommandSaysHowItGoesOn() throws Exception {
        pictures(3_000);
        try (Server server = Server.start(data, media, 0)) {
            CompletableFuture<Result> run = CompletableFuture.supplyAsync(() -> ingest("--workers", "1"));
            awaitCommits(server);
            server.kill();

            assertThat(run.get().code).as(run.get().toString()).isEqualTo(1);
            assertThat(run.get().err).contains("./media-ingest resume ");
        }
    }

    private static void awaitCommits(Server server) throws InterruptedException {
        JsonNode status = JSON.missingNode();
        while (status.path("stats").path("committed_files").asInt(0) == 0) {
            Thread.sleep(20);
            String id =
                    server.get("/api/ingest/active-session").path("session_id").asString("");
            status = id.isEmpty() ? JSON.missingNode() : server.get("/api/ingest/status/" + id);
        }
    }

    private static String event(JsonNode line) {
        return line.path("event").asString();
    }

    /** Without pixels, so that no worker processes are needed. */
    private Result ingest(String... further) {
        List<String> all = new ArrayList<>(List.of(
                "ingest", media.toString(), "--fingerprint", "none", "--no-nsfw", "--data-dir", data.toString()));
        all.addAll(Arrays.asList(further));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = MediaIngest.run(all, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
        return new Result(code, out.toString(), err.toString());
    }

    private void pictures(int count) throws IOException {
        for (int number = 1; number <= count; number++) {
            PngFile.of(8, 8).seed(number).writeTo(media.resolve("%05d.png".formatted(number)));
        }
    }

    private record Result(int code, String out, String err) {}
}
