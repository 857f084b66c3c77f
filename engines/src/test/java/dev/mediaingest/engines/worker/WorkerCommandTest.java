package dev.mediaingest.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.engines.EngineOptions;
import dev.mediaingest.pixels.PixelOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command line and environment of a worker, of which a decoder that was taken over could read everything. */
class WorkerCommandTest {
    private static final WorkerCommand COMMAND = new WorkerCommand(
            new EngineOptions(Path.of("thumbs"), Path.of("models"), Path.of("tmp"), "a-model", 123_000_000),
            new WorkerOptions(2, Duration.ofSeconds(1), Duration.ofSeconds(2), 77, 1_000, 10, "here.jar"));

    private static List<String> arguments() {
        return COMMAND.arguments(Path.of("own folder"), new PixelOptions(true, false, true, false));
    }

    @Test
    void noSecretOfOursIsInherited() {
        Map<String, String> environment = COMMAND.environment(Map.of(
                "MEDIA_INGEST_PASSWORD", "secret",
                "MEDIA_INGEST_TOKEN", "secret",
                "PGPASSWORD", "secret",
                "JAVA_TOOL_OPTIONS", "-javaagent:any.jar",
                "LD_PRELOAD", "any.so",
                "HOME", "/home/somebody"));

        assertThat(environment).doesNotContainValue("secret");
        assertThat(environment.keySet()).containsExactlyInAnyOrder("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED");
    }

    @Test
    void howNamesAreWrittenAndWhereLibrariesLieIsInherited() {
        assertThat(COMMAND.environment(Map.of("LC_ALL", "C.UTF-8", "LD_LIBRARY_PATH", "/opt/lib")))
                .containsEntry("LC_ALL", "C.UTF-8")
                .containsEntry("LD_LIBRARY_PATH", "/opt/lib")
                .containsEntry("ORT_DISABLE_TELEMETRY", "1");
    }

    @Test
    void theChildHasItsOwnLimitsAndTemporaryFolder() {
        assertThat(arguments()).contains("-Xmx77m", "-Djava.io.tmpdir=own folder", "-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void theEnginesOptionsFollowTheMainClassInItsOrder() {
        List<String> arguments = arguments();
        int main = arguments.indexOf(WorkerMain.class.getName());

        assertThat(arguments.subList(main - 2, arguments.size()))
                .startsWith("-cp", "here.jar", WorkerMain.class.getName(), "thumbs", "models", "tmp", "a-model")
                .contains("123000000");
    }

    /** A path with blanks or quotes is one argument, since the shell is handed it as a parameter and not as its script. */
    @Test
    void theShellSeesNoPathInItsScript() {
        List<String> arguments = arguments();

        assertThat(arguments.get(2)).isEqualTo("trap '' HUP INT TERM; exec \"$0\" \"$@\"");
        assertThat(arguments.get(3)).endsWith("java");
    }
}
