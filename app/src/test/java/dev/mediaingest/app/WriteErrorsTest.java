package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediaingest.fixtures.PngFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each function by which database, thumbnails and state files are written fails in turn, at random, under a server at work (libfiu between it
 * and the system): no file is blamed, and rows, list and state directory agree in the end.
 */
@Timeout(180)
class WriteErrorsTest {
    private static final int FILES = 800;
    private static final Duration TROUBLE = Duration.ofSeconds(Boolean.getBoolean("tests.long") ? 20 : 2);

    @TempDir
    Path temporary = Path.of("");

    /** Errors 5 and 28: input/output error, no space left. */
    @ParameterizedTest
    @CsvSource({
        "posix/io/rw/pwrite, 5",
        "posix/io/rw/pwrite, 28",
        "posix/io/sync/fsync, 5",
        "posix/io/sync/fdatasync, 5",
        "posix/io/sync/ftruncate, 5",
        "posix/io/dir/rename, 5",
        "posix/io/dir/unlink, 5"
    })
    void theLedgerAddsUpWhenWritesFail(String function, int error) throws Exception {
        requireLibfiu();
        Path media = pictures();
        Path data = temporary.resolve("data");
        Path control = Files.createDirectory(temporary.resolve("control"));
        String id;
        try (Server server = Server.start(
                List.of("fiu-run", "-x", "-f", control.resolve("fiu").toString()),
                data,
                media,
                0,
                "--isolation",
                "none")) {
            id = server.post(
                            "/api/ingest/process",
                            "{\"parameters\":{\"directory\":\"" + media
                                    + "\",\"pattern\":\"*.png\",\"enable_nsfw_detection\":false}}")
                    .path("session_id")
                    .asString();
            await().until(() -> processed(server, id) > 20);

            tell(control, "enable_random name=" + function + ",probability=0.1,failinfo=" + error);
            Thread.sleep(TROUBLE.toMillis());
            tell(control, "disable name=" + function);

            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptions() // a connection may have been lost to a write that failed
                    .until(() -> server.get("/api/ingest/status/" + id)
                            .path("status")
                            .asString()
                            .equals("completed"));
        }
        assertThat(count(data, "select count(*) from ingest_items where state = 'committed'"))
                .isEqualTo(FILES);
        assertThat(count(data, "select count(distinct file_path) from media_files"))
                .isEqualTo(FILES);
        assertThat(count(data, "select count(*) from media_files")).isEqualTo(FILES);
        assertThat(count(data, "select count(*) from pragma_integrity_check where integrity_check <> 'ok'"))
                .isZero();
        assertThat(Files.readAllLines(data.resolve(".ingestion_state/" + id + ".jsonl")))
                .hasSize(FILES);
        assertThat(Files.readString(data.resolve(".ingestion_state/" + id + ".json")))
                .contains("\"status\" : \"completed\"");
    }

    /** In the long form only: libfiu's own lock now and then keeps a virtual machine from starting at all. */
    private static void requireLibfiu() throws InterruptedException {
        assumeTrue(Boolean.getBoolean("tests.long"), "writes are made to fail in the long form of the tests");
        boolean there;
        try {
            there = new ProcessBuilder("fiu-run", "-x", "true").start().waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        if (!there) {
            fail("Writes cannot be made to fail here: install fiu-utils (Debian: apt-get install fiu-utils).");
        }
    }

    private static int processed(Server server, String id) {
        return server.get("/api/ingest/status/" + id).path("processed_files").asInt();
    }

    private static void tell(Path control, String command) throws IOException, InterruptedException {
        String process;
        try (Stream<Path> pipes = Files.list(control)) {
            process = pipes.map(pipe -> pipe.getFileName().toString())
                    .filter(name -> name.endsWith(".in"))
                    .map(name -> name.substring("fiu-".length(), name.length() - ".in".length()))
                    .findFirst()
                    .orElseThrow();
        }
        Process told = new ProcessBuilder(
                        "fiu-ctrl", "-f", control.resolve("fiu").toString(), "-c", command, process)
                .inheritIO()
                .start();
        assertThat(told.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(told.exitValue()).isZero();
    }

    private static long count(Path data, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("media_ingest.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }

    private Path pictures() throws IOException {
        Path media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        for (int number = 1; number <= FILES; number++) {
            PngFile.of(48, 48).seed(number).writeTo(media.resolve("%05d.png".formatted(number)));
        }
        return media;
    }
}
