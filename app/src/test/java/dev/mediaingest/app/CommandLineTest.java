package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.Commands.Result;
import dev.mediaingest.fixtures.PngFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command line as a shell sees it: exit codes and what it prints. Where a signal, a kill, the locale or another program is the
 * point a process is started; everything else runs here.
 */
@Timeout(300)
class CommandLineTest {
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
    void ingestingEndsWithZeroAndTheSecondTimeEverythingIsUnchanged() throws Exception {
        pictures(12);

        Result first = run(program("ingest", media.toString()));
        Result second = run(program("ingest", media.toString()));

        assertThat(first.code()).as(first.toString()).isZero();
        assertThat(first.out()).contains("Completed: 12 committed, 0 unchanged, 0 failed");
        assertThat(second.code()).isZero();
        assertThat(second.out()).contains("Completed: 0 committed, 12 unchanged, 0 failed");
        assertThat(first.err() + second.err()).isEmpty();
    }

    @Test
    void failedFilesEndWithThreeAndSayWhyAndWhatToDo() throws Exception {
        pictures(2);
        Files.createFile(media.resolve("nothing.png"));

        Result result = run("ingest", media.toString());

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).contains("2 committed").contains("1 failed").contains("nothing.png");
        assertThat(result.out()).contains("The file is empty. Restore it from its source");
    }

    @Test
    void aBrokenFileIsTriedOnceNamedAgainWithItsReasonAndRetriedWhenAsked() throws Exception {
        pictures(2);
        Files.createFile(media.resolve("nothing.png"));
        run("ingest", media.toString());

        Result again = run("ingest", media.toString());
        assertThat(again.code()).as(again.toString()).isZero();
        assertThat(again.out())
                .contains("0 committed, 2 unchanged, 0 failed")
                .contains("--retry-failed")
                .contains("nothing.png")
                .contains("The file is empty.");
        String id = JSON.readTree(
                        run("sessions", "--json").out().lines().findFirst().orElseThrow())
                .path("session_id")
                .asString();
        assertThat(run("status", id).out()).contains("failed before").contains("nothing.png");

        assertThat(run("ingest", media.toString(), "--retry-failed").code()).isEqualTo(3);
        assertThat(run("ingest", media.toString(), "--force").code()).isEqualTo(3);
    }

    @Test
    void forceAnalysesUnchangedFilesAgain() throws Exception {
        pictures(3);
        run("ingest", media.toString());

        assertThat(run("ingest", media.toString(), "--force").out()).contains("3 committed, 0 unchanged");
    }

    @Test
    void maxFilesAndPatternAndNoRecursiveLimitTheList() throws Exception {
        pictures(6);
        Files.copy(media.resolve("00001.png"), media.resolve("copy.webp"));
        Files.createDirectory(media.resolve("sub"));
        Files.copy(media.resolve("00001.png"), media.resolve("sub/below.png"));

        assertThat(run("ingest", media.toString(), "--max-files", "2").out()).contains("2 committed, 0 unchanged");
        assertThat(run("ingest", media.toString(), "--no-recursive", "--pattern", "*.png")
                        .out())
                .contains("4 committed, 2 unchanged");
        assertThat(run("ingest", media.toString()).out()).contains("2 committed, 6 unchanged");
    }

    @Test
    void settingsThatLeaveFilesOutAreNamedWithTheirFile() throws Exception {
        pictures(3);
        Files.createDirectory(media.resolve("drafts"));
        Files.copy(media.resolve("00001.png"), media.resolve("drafts/one.png"));
        Path config =
                Files.writeString(temporary.resolve("mine.yml"), "exclude: ['drafts/']\nmin-size: 1B\nworkers: 1\n");

        Result narrowed = run("ingest", media.toString(), "--config", config.toString());
        Result asked =
                run("ingest", media.toString(), "--config", config.toString(), "--exclude", "*.tmp", "--min-size=0");

        assertThat(narrowed.out()).contains("3 files: 3 new or changed");
        assertThat(narrowed.err().strip())
                .isEqualTo("media-ingest: " + config
                        + " says what is left out: exclude, min-size. An option given here wins.");
        assertThat(asked.out()).contains("4 files: 1 new or changed");
        assertThat(asked.err()).isEmpty();
    }

    @Test
    void aNameThatIsNoFileIsSaidToBeNone() throws Exception {
        pictures(1);

        Result result = runPlain(
                "inspect",
                media.resolve("0001.png").toString(),
                media.resolve("00001.png").toString());

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err().strip()).isEqualTo("media-ingest: there is no file " + media.resolve("0001.png") + ".");
        assertThat(result.out()).contains("00001.png").doesNotContain("gone when its turn came");
    }

    @Test
    void whatIsRecognisedByMoreNeedNotBeAnalysedForLess() throws Exception {
        pictures(2);

        assertThat(run("ingest", media.toString(), "--fingerprint", "none").out())
                .contains("2 committed");
        assertThat(run("ingest", media.toString(), "--fingerprint", "bytes").out())
                .contains("2 committed");
        assertThat(run("ingest", media.toString(), "--fingerprint", "none").out())
                .contains("0 committed, 2 unchanged");
        assertThat(run("ingest", media.toString(), "--fingerprint", "md5").code())
                .isEqualTo(2);
    }

    @Test
    void jsonIsOneEventALine() throws Exception {
        pictures(3);

        Result result = run("ingest", media.toString(), "--json");

        List<JsonNode> lines = result.out().lines().map(JSON::readTree).toList();
        assertThat(lines).extracting(line -> line.path("event").asString()).contains("planned", "item", "end");
        assertThat(lines.stream().filter(line -> line.path("event").asString().equals("item")))
                .hasSize(3)
                .allMatch(line -> line.path("state").asString().equals("committed"));
        assertThat(lines.getLast().path("stats").path("committed_files").asInt())
                .isEqualTo(3);
    }

    @Test
    void ctrlCLeavesAResumableSessionAndSaysHow() throws Exception {
        pictures(800);
        Process process = program("ingest", media.toString(), "--json").start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int items = 0; items < 5; ) {
                items += String.valueOf(out.readLine()).contains("\"event\":\"item\"") ? 1 : 0;
            }
            assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(out.lines().toList().getLast())
                    .contains("\"event\":\"end\"")
                    .contains("interrupted");
        }
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(err).isEqualTo(130);
        assertThat(err).contains("nothing is lost").contains("media-ingest resume ");
        String id = err.replaceAll("(?s).*resume ([0-9a-f-]{36}).*", "$1");
        assertThat(run("status", id.substring(0, 8)).out()).contains("interrupted");
        Result resumed = run("resume", id.substring(0, 8));
        assertThat(resumed.code()).as(resumed.toString()).isZero();
        assertThat(resumed.out()).contains("Completed: 800 committed");
        assertThat(run("sessions").out()).contains("completed").contains("800/800");
        assertThat(run("resume", id).out()).contains("already completed");
    }

    @Test
    void killedInTheMiddleItGoesOnWhereItWas() throws Exception {
        pictures(600);
        Process process = program("ingest", media.toString(), "--json").start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int items = 0; items < 20; ) {
                items += String.valueOf(out.readLine()).contains("\"event\":\"item\"") ? 1 : 0;
            }
            process.destroyForcibly();
        }
        process.waitFor();

        String id = JSON.readTree(
                        run("sessions", "--json").out().lines().findFirst().orElseThrow())
                .path("session_id")
                .asString();
        Result resumed = run("resume", id);

        assertThat(resumed.code()).as(resumed.toString()).isZero();
        assertThat(resumed.out()).contains("Completed: 600 committed");
    }

    @Test
    void inspectShowsWhatIsReadAndTouchesNoDatabase() throws Exception {
        pictures(1);
        Path empty = Files.createFile(media.resolve("empty.png"));

        Result text = runPlain("inspect", media.resolve("00001.png").toString());
        Result json = runPlain("inspect", "--json", media.resolve("00001.png").toString(), empty.toString());

        assertThat(text.code()).isZero();
        assertThat(text.out()).contains("prompt                picture 1").contains("sampler               Euler a");
        assertThat(json.code()).isEqualTo(3);
        List<JsonNode> lines = json.out().lines().map(JSON::readTree).toList();
        assertThat(lines.get(0).path("generation").path("seed").asString()).isEqualTo("1");
        assertThat(lines.get(1).path("problems").get(0).path("code").asString()).isEqualTo("empty");
        assertThat(data).doesNotExist();
    }

    @Test
    void inspectShowsFactsAndGenerationFirstAndRawTextsShortened() throws Exception {
        String prompt = "a lighthouse, ".repeat(40);
        Path picture = media.resolve("long.png");
        PngFile.of(64, 48)
                .infotext(prompt + "\nSteps: 20, Sampler: Euler a, Seed: 1, Size: 64x48, Model: m")
                .writeTo(picture);

        String text = runPlain("inspect", picture.toString()).out();
        String raw = runPlain("inspect", "--raw", picture.toString()).out();

        assertThat(text.indexOf("\n  facts")).isLessThan(text.indexOf("\n  generation"));
        assertThat(text.indexOf("\n  generation")).isLessThan(text.indexOf("\n  texts"));
        assertThat(text.indexOf("seed  ")).isLessThan(text.indexOf("raw text"));
        assertThat(text).contains("prompt                " + prompt.strip()).contains("characters, --raw shows all)");
        assertThat(raw).doesNotContain("--raw shows all").contains("Model: m");
    }

    @Test
    void aLocaleThatCannotNameFilesIsSaid() throws Exception {
        pictures(1);
        ProcessBuilder program = program("ingest", media.toString());
        program.environment().put("LC_ALL", "C");

        Result result = run(program);

        assertThat(result.err()).contains("LC_ALL=C.UTF-8");
        assertThat(result.code()).isZero();
    }

    @Test
    void wrongUsageIsTwoWithOneSentence() throws Exception {
        assertThat(run("ingest").code()).isEqualTo(2);
        assertThat(run("ingest", media.toString(), "--workers", "many").code()).isEqualTo(2);
        assertThat(run("ingest", media.toString(), "--workers", "0").err())
                .contains("workers must be between 1 and 64");
        assertThat(run("ingest", media.toString(), "--pattern", "*.{png").err()).contains("malformed glob");
        assertThat(run("frobnicate").code()).isEqualTo(2);
    }

    @Test
    void whatIsNotThereIsOneSentenceAndOne() throws Exception {
        Result nowhere = run("ingest", temporary.resolve("nowhere").toString());
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("No such directory").doesNotContain("Exception");
        assertTrouble(run("ingest", media.toString()), "No files found matching the specified pattern");
        assertTrouble(run("serve", "--media-root", temporary.resolve("nowhere").toString()), "No such directory");
        assertTrouble(run("status", "nosuch"), "There is no session nosuch");
        assertTrouble(run("resume", "nosuch"), "There is no session nosuch");
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsOneSentence() throws Exception {
        pictures(1);
        Files.writeString(data, "a file where the directory should be");

        assertTrouble(run("ingest", media.toString()), "cannot be written");
    }

    @Test
    void aDataDirectoryInUseIsOneSentence() throws Exception {
        pictures(1);
        try (Server server = Server.start(data, media, 0)) {
            assertTrouble(
                    run(program("serve", "--media-root", media.toString(), "--port", "0")),
                    "(process " + server.pid() + ") uses the data directory");
            assertThat(run("sessions").code()).as("looking is allowed").isZero();
        }
    }

    @Test
    void aDatabaseLockedByAnotherProgramIsOneSentence() throws Exception {
        pictures(1);
        Files.createDirectories(data);
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("media_ingest.db"));
                var statement = other.createStatement()) {
            statement.execute("begin exclusive");

            assertTrouble(run(program("ingest", media.toString())), "locked by another program");
        }
    }

    @Test
    void aTakenPortIsOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result result = run(
                    program("serve", "--media-root", media.toString(), "--port", String.valueOf(taken.getLocalPort())));

            assertTrouble(result, "Port " + taken.getLocalPort());
        }
    }

    @Test
    void listeningForOthersNeedsATokenOrAWord() throws Exception {
        assertTrouble(run("serve", "--media-root", media.toString(), "--host", "0.0.0.0"), "--token");
        assertTrouble(
                run("serve", "--media-root", media.toString(), "--host", "0.0.0.0", "--token", "easy"),
                "at least 16 characters");
    }

    @Test
    void aDatabaseServerThatCannotBeReachedIsSaidWithoutItsPassword() throws Exception {
        Result result = run("sessions", "--database-url", "postgresql://me:secret@localhost:1/db");

        assertTrouble(result, "The database server localhost:1 cannot be reached");
        assertThat(result.toString()).doesNotContain("secret");
    }

    private static void assertTrouble(Result result, String sentence) {
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(result.err()).contains(sentence).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(result.err().strip().lines()).hasSize(1);
    }

    private String[] withData(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        if (arguments.length > 0 && !arguments[0].equals("frobnicate")) {
            all.add("--data-dir");
            all.add(data.toString());
        }
        return all.toArray(String[]::new);
    }

    private ProcessBuilder program(String... arguments) {
        return Server.program(withData(arguments));
    }

    private Result run(String... arguments) {
        return Commands.run(withData(arguments));
    }

    private static Result runPlain(String... arguments) {
        return Commands.run(arguments);
    }

    private Result run(ProcessBuilder program) throws Exception {
        Path out = Files.createTempFile(temporary, "out", ".txt");
        Path err = Files.createTempFile(temporary, "err", ".txt");
        Process process =
                program.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + program.command());
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private void pictures(int count) throws IOException {
        for (int number = 1; number <= count; number++) {
            PngFile.of(8, 8)
                    .seed(number)
                    .infotext("picture " + number + "\nSteps: 20, Sampler: Euler a, Seed: " + number)
                    .writeTo(media.resolve("%05d.png".formatted(number)));
        }
    }
}
