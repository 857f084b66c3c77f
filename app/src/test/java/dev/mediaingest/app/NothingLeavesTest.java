package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.installation.NativeCache;
import dev.mediaingest.fixtures.PngFile;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the program and its workers ask the kernel for, as a person starts it: an empty home, and nothing that says it is a test. */
@EnabledOnOs(OS.LINUX)
class NothingLeavesTest {
    private static final long SECONDS = Boolean.getBoolean("tests.long") ? 40 : 8;

    @TempDir
    Path temporary = Path.of("");

    private Path media = Path.of("");
    private Path data = Path.of("");
    private Path home = Path.of("");

    @BeforeEach
    void folders() throws IOException {
        temporary = temporary.toRealPath();
        media = Files.createDirectory(temporary.resolve("media"));
        home = Files.createDirectory(temporary.resolve("home"));
        data = temporary.resolve("data");
        for (int number = 1; number <= 20; number++) {
            PngFile.of(64, 64).seed(number).writeTo(media.resolve("%05d.png".formatted(number)));
        }
    }

    @Test
    void aServerThatScoresPicturesOpensNothingButLoopbackAndWritesOnlyItsFolders() throws Exception {
        ProcessBuilder command =
                asAPersonDoes("serve", "--media-root", media.toString(), "--port", "0", "--data-dir", data.toString());
        SystemCalls calls = SystemCalls.of(command, temporary.resolve("calls"));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        try (Server server = Server.start(command)) {
            do {
                ingest(server);
            } while (System.nanoTime() < end);
            server.stopWatched();
        }

        assertThat(calls.lookUps()).isEmpty();
        assertThat(calls.addressesBeyondLoopback()).isEmpty();
        assertThat(calls.written()).isNotEmpty().allMatch(this::isOurs);
        assertThat(home.resolve(".cache")).isDirectoryContaining("glob:**/media-ingest");
    }

    @Test
    void decodingInTheMainProcessReportsNothingEither() throws Exception {
        SystemCalls calls = run("ingest", media.toString(), "--isolation", "none", "--data-dir", data.toString());

        assertThat(calls.lookUps()).isEmpty();
        assertThat(calls.addressesBeyondLoopback()).isEmpty();
        assertThat(calls.written()).isNotEmpty().allMatch(path -> isOurs(path) || isEmptyFolderOfOnnxRuntime(path));
    }

    @Test
    void doctorReportsNothingEither() throws Exception {
        SystemCalls calls = run("doctor", "--data-dir", data.toString());

        assertThat(calls.lookUps()).isEmpty();
        assertThat(calls.addressesBeyondLoopback()).isEmpty();
        assertThat(home.resolve(".cache/Microsoft")).doesNotExist();
    }

    @Test
    void whatEarlierVersionsQueuedIsDeletedOnce() throws Exception {
        Path queue = Files.createDirectories(home.resolve(".cache/Microsoft/DeveloperTools/.onnxruntime"));
        for (String name : List.of("deviceid", "onnxruntime.db", "onnxruntime.db-wal")) {
            Files.writeString(queue.resolve(name), "queued");
        }

        NativeCache cache = NativeCache.of(Map.of("HOME", home.toString()), "/nowhere");
        cache.use();
        assertThat(queue).doesNotExist();

        Files.createDirectories(queue);
        Files.writeString(queue.resolve("onnxruntime.db"), "another program's");
        cache.use();
        assertThat(queue).isNotEmptyDirectory();
    }

    private static void ingest(Server server) throws InterruptedException {
        String id = server.post("/api/ingest/process", """
                        {"parameters":{"directory":".","pattern":"*.png","skip_existing":false}}
                        """).path("session_id").asString();
        while (!server.get("/api/ingest/status/" + id).path("status").asString().equals("completed")) {
            Thread.sleep(100);
        }
    }

    private SystemCalls run(String... arguments) throws Exception {
        ProcessBuilder command = asAPersonDoes(arguments);
        SystemCalls calls = SystemCalls.of(command, temporary.resolve("calls"));
        Path out = temporary.resolve("out");
        Process process = command.redirectErrorStream(true)
                .redirectOutput(Redirect.to(out.toFile()))
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return calls;
    }

    private ProcessBuilder asAPersonDoes(String... arguments) {
        ProcessBuilder command = Server.program(arguments);
        command.directory(media.toFile());
        Map<String, String> environment = command.environment();
        environment.keySet().retainAll(List.of("PATH", "LC_ALL"));
        environment.put("HOME", home.toString());
        return command;
    }

    private boolean isOurs(Path path) {
        return path.startsWith(data)
                || path.startsWith(home.resolve(".cache/media-ingest"))
                || path.equals(home.resolve(".cache"));
    }

    /** It makes one at every start, whether it needs it or not, and deletes it when it ends. */
    private static boolean isEmptyFolderOfOnnxRuntime(Path path) {
        return path.toString().contains("/onnxruntime-java") && !Files.exists(path);
    }
}
