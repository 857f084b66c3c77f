package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each call of the system by which database, thumbnails and state files are written fails in turn, now and then, under a server at
 * work (strace between it and the kernel): no file is blamed, and rows, list and state directory agree in the end.
 */
@Timeout(240)
class WriteErrorsTest {
    private static final int FILES = 800;
    private static final boolean LONG = Boolean.getBoolean("tests.long");
    private static final Duration TROUBLE = Duration.ofSeconds(LONG ? 5 : 2);

    @TempDir
    Path temporary = Path.of("");

    @ParameterizedTest
    @MethodSource
    void theLedgerAddsUpWhenCallsFail(String calls, String error, String when) throws Exception {
        breakThings(id -> List.of("-e", "inject=" + calls + ":error=" + error + ":when=" + when));
    }

    /** The third word counts the calls of each thread: the first that fails, and each so many thereafter. */
    static Stream<Arguments> theLedgerAddsUpWhenCallsFail() {
        Stream<Arguments> always = Stream.of(
                Arguments.of("pwrite64", "EIO", "2+9"), Arguments.of("rename,renameat,renameat2", "EIO", "1+2"));
        Stream<Arguments> also = Stream.of(
                Arguments.of("pwrite64", "ENOSPC", "2+9"),
                Arguments.of("fsync", "EIO", "1+1"),
                Arguments.of("mkdir", "ENOSPC", "1+2"));
        return LONG ? Stream.concat(always, also) : always;
    }

    /** By its path, as the call is that of pipes and sockets, too. */
    @ParameterizedTest
    @ValueSource(strings = {"EIO", "ENOSPC"})
    void theLedgerAddsUpWhenTheListOfOutcomesCannotBeWritten(String error) throws Exception {
        breakThings(
                id -> List.of("-P", state(id, ".jsonl").toString(), "-e", "inject=write:error=" + error + ":when=1+3"));
    }

    private void breakThings(Function<String, List<String>> how) throws Exception {
        Path media = pictures();
        Path data = temporary.resolve("data");
        Path log = temporary.resolve("calls.txt");
        String id;
        try (Server server = Server.start(List.of(), data, media, 0, "--isolation", "none")) {
            id = server.post(
                            "/api/ingest/process",
                            "{\"parameters\":{\"directory\":\"" + media
                                    + "\",\"pattern\":\"*.png\",\"enable_nsfw_detection\":false}}")
                    .path("session_id")
                    .asString();
            String session = id;
            await().pollInterval(Duration.ofMillis(20)).until(() -> processed(server, session) > 20);

            Process breaking = strace(server.pid(), log, how.apply(id));
            assertThat(breaking.waitFor(TROUBLE.toMillis(), TimeUnit.MILLISECONDS))
                    .as("strace may watch the server")
                    .isFalse();
            breaking.destroy();
            assertThat(breaking.waitFor(20, TimeUnit.SECONDS)).isTrue();

            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptions() // a connection may have been lost to a call that failed
                    .until(() -> server.get("/api/ingest/status/" + session)
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
        assertThat(Files.readAllLines(state(id, ".jsonl"))).hasSize(FILES);
        assertThat(Files.readString(state(id, ".json"))).contains("\"status\" : \"completed\"");
        assertThat(injected(log)).as("calls that failed").isPositive();
    }

    private static long injected(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(call -> call.endsWith("(INJECTED)"))
                .count();
    }

    private Path state(String id, String extension) {
        return temporary.resolve("data/.ingestion_state/" + id + extension);
    }

    private static Process strace(long pid, Path log, List<String> how) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("strace", "-f", "-qq", "-o", log.toString(), "-p", String.valueOf(pid)));
        command.addAll(how);
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static int processed(Server server, String id) {
        return server.get("/api/ingest/status/" + id).path("processed_files").asInt();
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
