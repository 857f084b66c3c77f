package dev.mediaingest.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.MediaIngest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Flags before environment before file before defaults. */
class SettingsTest {
    @TempDir
    Path folder = Path.of("");

    private Path data = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void folders() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        file = data.resolve("media-ingest.yml");
    }

    @Test
    void defaultsWorkWithoutAnyOfIt() throws Exception {
        assertThat(serve(Map.of(), "--port")).isEqualTo(7862);
        assertThat(serve(Map.of(), "--host")).isEqualTo("127.0.0.1");
        assertThat(serve(Map.of(), "--keep-sessions")).isEqualTo(Retention.FOREVER);
    }

    @Test
    void aFlagWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
        Files.writeString(file, "port: 1001\nhost: 127.0.0.2\ndeadline: 2m\n");
        Map<String, String> environment = Map.of("MEDIA_INGEST_PORT", "1002", "MEDIA_INGEST_DEADLINE", "");

        assertThat(serve(environment, "--port", "--port", "1003")).isEqualTo(1003);
        assertThat(serve(environment, "--port")).isEqualTo(1002);
        assertThat(serve(Map.of(), "--port")).isEqualTo(1001);
        assertThat(serve(environment, "--deadline")).isEqualTo(java.time.Duration.ofMinutes(2));
        assertThat(serve(environment, "--worker-memory")).isEqualTo(1_024_000_000L);
    }

    @Test
    void listsAreListsEverywhere() throws Exception {
        Files.writeString(file, "media-root:\n  - /one\n  - /two words\n");

        assertThat(serve(Map.of(), "--media-root")).isEqualTo(List.of(Path.of("/one"), Path.of("/two words")));
        assertThat(serve(Map.of("MEDIA_INGEST_MEDIA_ROOT", "/three:/four"), "--media-root"))
                .isEqualTo(List.of(Path.of("/three"), Path.of("/four")));
        assertThat(serve(Map.of(), "--media-root", "--media-root", "/a", "--media-root", "/b"))
                .isEqualTo(List.of(Path.of("/a"), Path.of("/b")));
    }

    @Test
    void aFlagThatIsOnInTheFileStaysOnWhenItIsGiven() throws Exception {
        Files.writeString(file, "no-auto-resume: true\n");

        assertThat(serve(Map.of(), "--no-auto-resume")).isEqualTo(true);
        assertThat(serve(Map.of(), "--no-auto-resume", "--no-auto-resume")).isEqualTo(true);
        assertThat(serve(Map.of(), "--no-auth")).isEqualTo(false);
    }

    @Test
    void thePythonToolsFileIsUnderstood() throws Exception {
        Path python = folder.resolve("config.yml");
        Files.writeString(python, """
                dir: /media/pictures
                host: 0.0.0.0
                port: 7862
                pattern: "*.mp4|*.png"
                enable_database: false
                database_url: sqlite:///./media_scorer.db
                thumbnail_size: 64
                """);

        assertThat(serve(Map.of(), "--media-root", "--config", python.toString()))
                .isEqualTo(List.of(Path.of("/media/pictures")));
        assertThat(serve(Map.of(), "--no-database", "--config=" + python)).isEqualTo(true);
        assertThat(serve(Map.of(), "--database-url", "--config", python.toString()))
                .isEqualTo("sqlite:///./media_scorer.db");
        assertThat(serve(Map.of("DATABASE_URL", "sqlite:///x.db"), "--database-url", "--config", python.toString()))
                .isEqualTo("sqlite:///x.db");
    }

    @ParameterizedTest
    @CsvSource({
        "'token: a-secret-of-the-house', rw-r--r--, token",
        "'token: a-secret-of-the-house', rw-r-----, token",
        "'token: a-secret-of-the-house', rw-------,",
        "'database-url: postgresql://me:secret@db/catalogue', rw-r--r--, database-url",
        "'database-url: sqlite:///catalogue.db', rw-r--r--,",
        "'port: 1', rw-r--r--,"
    })
    @EnabledOnOs(OS.LINUX)
    void secretsThatOthersCanReadAreWarnedOf(String line, String permissions, @Nullable String named) throws Exception {
        Files.writeString(file, line);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        Optional<String> warning = Settings.read(
                        MediaIngest.commandLine().getCommandSpec(),
                        List.of("serve", "--data-dir", data.toString()),
                        Map.of())
                .warning();

        assertThat(warning.isPresent()).isEqualTo(named != null);
        warning.ifPresent(sentence -> assertThat(sentence).contains("(" + named + ")", "chmod 600", file.toString()));
    }

    @Test
    void whatIsWrongIsOneSentenceThatNamesFileAndKey() throws Exception {
        assertTrouble("medai-root: /x", "there is no setting medai-root; did you mean media-root?");
        assertTrouble("keep_session: 3", "there is no setting keep_session; did you mean keep-sessions?");
        assertTrouble("port:\n  number: 3", "port must be a value, or a list of values.");
        assertTrouble("- port", "must have a line for each setting, as port: 7862.");
        assertTrouble("port: [1", "is not valid YAML");
        assertTrouble("port: many", "--port");
        assertTrouble("deadline: 5 parsecs", "'5 parsecs' must be a time, as 90s, 5m or 2h");
        assertTrouble("thumbnail-space: lots", "'lots' must be a size, as 512MB or 10GB");
        assertTrouble("keep-sessions: ever", "must be forever, or a time, as 90d");
        assertThat(trouble("--config", folder.resolve("nowhere.yml").toString()))
                .contains("There is no configuration file");
    }

    /** Writes the page anew with {@code -Dexpected.write=true}. */
    @Test
    void theReferenceIsInStep() throws IOException {
        Path page = Path.of(System.getProperty("project.root", "."), "docs/operate/configuration.md");
        String reference =
                ConfigurationReference.write(MediaIngest.commandLine().getCommandSpec());
        if (Boolean.getBoolean("expected.write")) {
            Files.writeString(page, reference);
        }

        assertThat(page).hasContent(reference);
    }

    private void assertTrouble(String yaml, String sentence) throws IOException {
        Files.writeString(file, yaml);

        assertThat(trouble()).as(yaml).contains(sentence).doesNotContain("\tat ");
    }

    private String trouble(String... arguments) {
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("serve", "--data-dir", data.toString()));
        all.addAll(Arrays.asList(arguments));
        int code = MediaIngest.run(all, Map.of(), new PrintWriter(new StringWriter()), new PrintWriter(err, true));
        assertThat(code).isEqualTo(2);
        return err.toString();
    }

    private Object serve(Map<String, String> environment, String option, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("serve", "--data-dir", data.toString()));
        all.addAll(Arrays.asList(arguments));
        CommandLine line = MediaIngest.commandLine();
        line.setDefaultValueProvider(Settings.read(line.getCommandSpec(), all, environment));
        ParseResult parsed = line.parseArgs(all.toArray(String[]::new));
        OptionSpec found = parsed.subcommand().commandSpec().findOption(option);
        return found.getValue();
    }
}
