package dev.mediaingest.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.MediaIngest;
import dev.mediaingest.fixtures.PngFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that only look, and the one that writes back only what it is asked to. */
class ReadingCommandsTest {
    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"search cat", "sessions", "status 1", "report 1", "doctor"})
    void makeNothingWhereThereIsNothing(String command) {
        run(command, "--data-dir", folder.resolve("none").toString());

        assertThat(folder).isEmptyDirectory();
        assertThat(err.toString()).doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"search picture", "sessions", "status %s", "report %s", "doctor"})
    void leaveEveryFileAsItIs(String command) throws Exception {
        String session = ingest();
        Map<String, FileTime> before = files();

        assertThat(run(command.formatted(session), "--data-dir", data())).isEqualTo(ExitCode.OK);

        assertThat(files()).isEqualTo(before);
        assertThat(out.toString()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"search cat", "sessions", "status 1", "report 1"})
    void sayThatADatabaseOfAnotherProgramIsNotTheirsToChange(String command) throws Exception {
        Path database = folder.resolve("other.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table media_files (id integer primary key, filename text, directory text, file_path text,"
                            + " file_size integer, file_type text, extension text, score integer, created_at datetime,"
                            + " updated_at datetime)");
        }
        Map<String, FileTime> before = files();

        assertThat(run(command, "--database-url", "sqlite:///" + database)).isEqualTo(ExitCode.FAILED);

        assertThat(err.toString()).contains("only reads").contains("media-ingest serve");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aDryRunOfWritingBackSaysWhatItWouldWriteAndWritesNothing() throws Exception {
        ingest();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data() + "/media_ingest.db");
                Statement statement = connection.createStatement()) {
            statement.execute("update media_files set score = 4 where filename = '1.png'");
        }
        Map<String, FileTime> before = files();

        assertThat(run("write-back --to xmp --dry-run", "--data-dir", data())).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("1.png.xmp\t****").contains("1 sidecars would be written");
        assertThat(files()).isEqualTo(before);
        assertThat(run("write-back --to xmp --json", "--data-dir", data())).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("media/1.png.xmp")).content().contains("Rating=\"4\"");
        assertThat(run("write-back --to wav", "--data-dir", data())).isEqualTo(ExitCode.USAGE);
        assertThat(run("write-back --to xmp score:1", "--data-dir", data())).isEqualTo(ExitCode.OK);
        assertThat(err.toString()).contains("no such file was rated");
    }

    /** Returns the session's id. */
    private String ingest() throws Exception {
        Path media = Files.createDirectory(folder.resolve("media"));
        for (int number = 1; number <= 3; number++) {
            PngFile.of(8, 8)
                    .seed(number)
                    .infotext("picture " + number + "\nSteps: 20")
                    .writeTo(media.resolve(number + ".png"));
        }
        assertThat(run("ingest --no-nsfw --fingerprint bytes " + media, "--data-dir", data()))
                .isEqualTo(ExitCode.OK);
        run("sessions --json", "--data-dir", data());
        String session = out.toString().replaceAll("(?s).*\"session_id\":\"([^\"]+)\".*", "$1");
        out.getBuffer().setLength(0);
        return session;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private int run(String command, String... more) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of(more));
        return MediaIngest.run(words, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private Map<String, FileTime> files() throws IOException {
        Map<String, FileTime> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.getLastModifiedTime(file));
            }
        }
        return files;
    }
}
