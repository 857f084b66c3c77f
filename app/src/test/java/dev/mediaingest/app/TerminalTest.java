package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.fixtures.PngFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ingesting in a real terminal, which script(1) makes, and into a pipe whose reader goes away. */
@EnabledOnOs(OS.LINUX)
class TerminalTest {
    private static final char CTRL_C = 3;

    @TempDir
    Path temporary = Path.of("");

    private final List<Process> started = new ArrayList<>();
    private Path media = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void pictures() throws IOException {
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        data = temporary.resolve("data");
        for (int number = 1; number <= 400; number++) {
            PngFile.of(150, 150).seed(number).writeTo(media.resolve("%05d.png".formatted(number)));
        }
    }

    @AfterEach
    void nothingIsLeft() {
        started.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
    }

    @Test
    void ctrlCWhileTheBarIsDrawnEndsWithWordsAndAResumableSession() throws Exception {
        Path out = temporary.resolve("out");
        Process terminal = inATerminal(program()).redirectOutput(out.toFile()).start();
        started.add(terminal);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(out).matches("(?s).*Ingesting .*[1-9]\\d*/400.*"));
        ProcessHandle program = terminal.children().findFirst().orElseThrow();
        for (int look = 0; look < 100; look++) { // while the bar is drawn some ten times
            assertThat(Signals.isCaught(program.pid(), Signals.INTERRUPT)).isTrue();
            Thread.sleep(10);
        }

        terminal.getOutputStream().write(CTRL_C);
        terminal.getOutputStream().flush();

        assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(terminal.exitValue()).as(Files.readString(out)).isEqualTo(130);
        assertThat(Files.readString(out)).contains("Stopped after").contains("resume");
        assertThat(states()).isEqualTo("interrupted, 0 failed");
    }

    @Test
    void aReaderThatClosesThePipeStopsTheSessionAsCtrlCDoes() throws Exception {
        Path err = temporary.resolve("err");
        Process process = program("--json").redirectError(err.toFile()).start();
        try (InputStream out = process.getInputStream()) {
            assertThat(out.read()).isEqualTo('{');
        }

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(130);
        assertThat(Files.readString(err)).contains("Stopped").contains("resume");
        assertThat(states()).isEqualTo("interrupted, 0 failed");
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "n, 2"})
    void anIngestionThatWasStoppedIsOfferedToGoOn(String answer, int sessions) throws Exception {
        Path first = temporary.resolve("first");
        Process stopped = program("--json").redirectOutput(first.toFile()).start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(first).contains("\"event\":\"item\""));
        stopped.destroy();
        assertThat(stopped.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(states()).isEqualTo("interrupted, 0 failed");

        Path out = temporary.resolve("out");
        Process terminal = inATerminal(program()).redirectOutput(out.toFile()).start();
        started.add(terminal);
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.readString(out).contains("Go on with it? [Y/n]"));
        terminal.getOutputStream().write((answer + "\r").getBytes(StandardCharsets.US_ASCII));
        terminal.getOutputStream().flush();

        assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(terminal.exitValue()).as(Files.readString(out)).isZero();
        assertThat(Files.readString(out)).contains("Completed: ");
        assertThat(states().split("; ")).hasSize(sessions).contains("completed, 0 failed");
    }

    private ProcessBuilder program(String... further) {
        ProcessBuilder program = Server.program("ingest", media.toString(), "--data-dir", data.toString());
        program.command().addAll(List.of(further));
        return program;
    }

    private static ProcessBuilder inATerminal(ProcessBuilder program) {
        String line = program.command().stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return program.command("script", "-q", "-e", "-c", "stty cols 100; exec " + line, "/dev/null");
    }

    private String states() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("media_ingest.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select group_concat(state || ', ' || (select count(*) from ingest_items
                            where session_id = ingest_sessions.id and state in ('failed', 'quarantined')) || ' failed', '; ')
                        from ingest_sessions
                        """)) {
            return row.next() ? row.getString(1) : "none";
        }
    }
}
