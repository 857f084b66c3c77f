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
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands that steer sessions and look back, run in this process; with a server in its own where one is the point. */
class SessionCommandsTest {
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
    void searchFindsFilesAsTheLibraryDoes() throws Exception {
        picture(1, "one \u001b[31m.png");
        picture(2, "two.png");
        assertThat(ingest().code).isZero();

        assertThat(run("search").out.lines()).hasSize(2);
        Result one = run("search", "name:one");
        assertThat(one.out).contains("one  [31m.png\t-\t").doesNotContain("\u001b");
        assertThat(run("search", "name:two", "--json").out)
                .startsWith("{\"id\":")
                .contains("\"score\":0");
        assertThat(run("search", "--limit", "1").out.lines()).hasSize(1);
        assertThat(run("search", "--limit", "1").err).contains("1 of 2 files; --limit shows more.");
        assertThat(run("search", "--limit", "2").err).isEmpty();
        assertThat(run("ingest", media.resolve("nowhere").toString()).code).isEqualTo(2);
        assertThat(run("search", "-name:two").out.lines()).hasSize(1);
        assertThat(run("search", "nothingsuch").err).contains("no file is like that");
        Result bad = run("search", "score:high");
        assertThat(bad.code).isEqualTo(2);
        assertThat(bad.err).contains("score: takes a number");
    }

    @Test
    void failedFilesAreTriedAgainOneOrAll() throws Exception {
        pictures(1);
        Files.createFile(media.resolve("x.png"));
        Files.createFile(media.resolve("y.png"));
        Result first = ingest();
        assertThat(first.code).isEqualTo(3);
        String id = lastSession();
        assertThat(first.out).contains("Session " + id, "./media-ingest retry " + id + " --data-dir ");
        picture(2, "x.png");
        picture(3, "y.png");

        assertThat(run("status", id).out).contains("media-ingest retry " + id);
        Result one = run("retry", id.substring(0, 8), "--item", "2");
        assertThat(one.code).as(one.toString()).isEqualTo(3);
        Result all = run("retry", id);
        assertThat(all.code).as(all.toString()).isZero();
        assertThat(run("retry", id).err).contains("No file of the session failed.");
        assertThat(run("status", id).out).contains("3 committed").contains("worked");
    }

    @Test
    void aSessionNobodyHasIsShownAsInterruptedAndPausedCancelledDeleted() throws Exception {
        pictures(2);
        ingest();
        String id = lastSession();
        execute("update ingest_sessions set state = 'processing', ended_at = null, tally = null");
        execute("update ingest_items set state = 'pending' where position = 2");

        assertThat(run("sessions").out).contains("interrupted").doesNotContain("processing");
        assertThat(run("status", id).out).contains("interrupted");
        assertThat(run("pause", id).out).contains("is paused");
        assertThat(run("pause", id).code).isZero();
        assertThat(run("cancel", id).out).contains("is cancelled");
        Result again = run("resume", id);
        assertThat(again.code).isEqualTo(1);
        assertThat(again.err).contains("was cancelled");
        assertThat(run("delete", id).out).contains("is deleted");
        assertThat(run("status", id).code).isEqualTo(1);
        assertThat(run("sessions").out).contains("No sessions yet");
    }

    @Test
    void aServerThatHasTheDataDirectoryIsAsked() throws Exception {
        pictures(2_000);
        try (Server server = Server.start(data, media, 0)) {
            String id = server.post(
                            "/api/ingest/process",
                            "{\"parameters\":{\"directory\":\"" + media
                                    + "\",\"enable_nsfw_detection\":false,\"fingerprint\":\"none\"}}")
                    .path("session_id")
                    .asString();

            Result paused = run("pause", id);
            Result cancelled = run("cancel", id.substring(0, 8));
            Result retried = run("retry", id);

            assertThat(paused.code).as(paused.toString()).isZero();
            assertThat(paused.out).contains("The server (process ").contains("was asked to pause session " + id);
            assertThat(cancelled.code).as(cancelled.toString()).isZero();
            assertThat(retried.code).isEqualTo(1);
            assertThat(retried.err).contains("was cancelled; start a new one");
            assertThat(run("sessions").out).contains("cancelled");
            JsonNode audit = server.get("/api/ingest/audit?session=" + id);
            assertThat(audit.toString()).contains("\"pause\"").contains("\"cancel\"");
            assertThat(run("doctor", "--isolation", "none").out).contains("in use by process");
            assertThat(run("delete", id).out).contains("deleted");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsKeptIsItsOwnersAloneWhateverTheUmask() throws Exception {
        pictures(2);
        assertThat(run("ingest", media.toString(), "--isolation", "none").code).isZero();

        try (Stream<Path> kept = Files.walk(data)) {
            List<Path> paths = kept.toList();
            assertThat(paths)
                    .anyMatch(path -> path.startsWith(data.resolve("thumbnails")) && Files.isRegularFile(path));
            assertThat(paths)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void reportsGoToTheTerminalOrAFile() throws Exception {
        pictures(3);
        ingest();
        String id = lastSession();
        Path file = temporary.resolve("report.json");

        Result csv = run("report", id);
        Result json = run("report", id, "--format", "json", "--output", file.toString());

        assertThat(csv.out.lines()).hasSize(4);
        assertThat(json.code).as(json.toString()).isZero();
        assertThat(JSON.readTree(Files.readString(file)).path("items")).hasSize(3);
        assertThat(run("report", id, "--format", "pdf").code).isEqualTo(2);
        assertThat(run("report", id, "--output", media + "/no/such/x").err).contains("cannot be written");
    }

    @Test
    void doctorSaysWhatIsWrongAndHowToMendIt() throws Exception {
        pictures(2);
        ingest();
        String id = lastSession();

        Result well = run("doctor", "--media-root", media.toString());
        assertThat(well.code).as(well.toString()).isZero();
        assertThat(well.out)
                .contains("database         SQLite, intact and up to date")
                .contains("1 ended, and all add up")
                .contains("decoded: jpeg, webp, gif, bmp, tiff, avif, mp4")
                .contains("nsfw-mobilenet-v2 loads");

        execute("delete from ingest_items where position = 2");
        Result odd = run(
                "doctor",
                "--isolation",
                "none",
                "--json",
                "--media-root",
                temporary.resolve("gone").toString(),
                "--model",
                "nosuch");
        assertThat(odd.code).isEqualTo(1);
        JsonNode checks = JSON.readTree(odd.out);
        assertThat(check(checks, "sessions").path("found").asString())
                .isEqualTo("session " + id + ": 1 item is not accounted for (position 2); resume the session.");
        assertThat(check(checks, "media root").path("level").asString()).isEqualTo("failure");
        assertThat(check(checks, "model").path("mend").asString()).contains("models.md");

        Files.writeString(
                data.resolve("media_ingest.db"), "this is no database at all, whatever its name. ".repeat(50));
        assertThat(run("doctor", "--isolation", "none").out).contains("failure  database");
    }

    private static JsonNode check(JsonNode checks, String subject) {
        for (JsonNode check : checks) {
            if (check.path("subject").asString().equals(subject)) {
                return check;
            }
        }
        throw new AssertionError(subject + " is not in " + checks);
    }

    /** Without pixels, so that no worker processes are needed. */
    private Result ingest() {
        return run("ingest", media.toString(), "--fingerprint", "none", "--no-nsfw");
    }

    private String lastSession() {
        return JSON.readTree(run("sessions", "--json").out.lines().findFirst().orElseThrow())
                .path("session_id")
                .asString();
    }

    private Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--data-dir", data.toString()));
        int code = MediaIngest.run(all, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
        return new Result(code, out.toString(), err.toString());
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("media_ingest.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void pictures(int count) throws IOException {
        for (int number = 1; number <= count; number++) {
            picture(number, "%05d.png".formatted(number));
        }
    }

    private void picture(int number, String name) throws IOException {
        PngFile.of(8, 8).seed(number).writeTo(media.resolve(name));
    }

    private record Result(int code, String out, String err) {}
}
