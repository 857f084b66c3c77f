package dev.mediaingest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.MediaIngest;
import dev.mediaingest.app.cli.Subcommand;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {
    @TempDir
    Path folder;

    private final StringWriter printed = new StringWriter();

    @Test
    void theCommandLineFindsItAndNamesIt() {
        assertThat(ServiceLoader.load(Subcommand.class)).hasExactlyElementsOfTypes(BenchCommand.class);
        assertThat(told("help")).contains("bench", "doctor");
        assertThat(told("bench", "--help")).contains("--what", "--connections");
    }

    @ParameterizedTest
    @CsvSource({
        "ingest, 30, committed             30",
        "metadata, 10, turn with byte hash",
        "commit, 40, 'both, library beside'",
        "library, 200, 'filters, counted too'",
        "rescan, 50, to the end",
        "soak, 20, heap at most"
    })
    void whatIsAskedForIsMeasuredAndPrinted(String what, String files, String line) {
        assertThat(bench("--what", what, "--files", files)).isZero();
        assertThat(printed.toString()).contains(line);
    }

    @Test
    void aDatabaseWithFilesInItIsLeftAlone() throws Exception {
        Path file = folder.resolve("used.db");
        String url = "sqlite:///" + file;
        assertThat(bench("--what", "commit", "--files", "3", "--database-url", url))
                .isZero();
        long files = mediaFiles(file);
        assertThat(bench("--what", "commit", "--files", "3", "--database-url", url))
                .isEqualTo(1);
        assertThat(printed.toString()).contains("has files in it; bench needs an empty one");
        assertThat(mediaFiles(file)).isEqualTo(files).isPositive();
    }

    private static long mediaFiles(Path database) throws Exception {
        try (var store = Databases.openToRead(new DatabaseUrl.Sqlite(database), InstantSource.system())) {
            return store.statistics().numbers().files();
        }
    }

    private int bench(String... arguments) {
        PrintWriter out = new PrintWriter(printed);
        return new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(out)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println(e.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    /** By the product's own command line. */
    private static String told(String... arguments) {
        PrintStream before = System.out;
        var bytes = new java.io.ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            assertThat(MediaIngest.run(arguments)).isZero();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
