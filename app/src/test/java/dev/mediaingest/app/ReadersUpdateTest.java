package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.fixtures.SampleFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that a build with the seventh version of the readers made: of the samples and doctor's video and TIFF, with all files as old
 * as {@link #MODIFIED}, in a folder {@value #FOLDER}.
 */
class ReadersUpdateTest {
    private static final FileTime MODIFIED = FileTime.from(Instant.ofEpochSecond(1_700_000_000));
    private static final String FOLDER = "/pictures";

    @TempDir
    Path temporary = Path.of("");

    private Path media = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void whatTheBuildBeforeLeft() throws Exception {
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        data = Files.createDirectory(temporary.resolve("data"));
        SampleFiles.writeTo(media);
        for (String name : List.of("sample.mp4", "sample.tif")) {
            try (InputStream file = resource("/doctor/" + name)) {
                Files.copy(file, media.resolve(name));
            }
        }
        try (Stream<Path> files = Files.walk(media)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, MODIFIED);
            }
        }
        try (InputStream database = new GZIPInputStream(resource("/databases/readers-7.db.gz"))) {
            Files.copy(database, data.resolve("media_ingest.db"));
        }
        for (String column : List.of("file_path", "directory")) {
            execute("update media_files set %1$s = replace(%1$s, '%2$s', '%3$s')".formatted(column, FOLDER, media));
        }
        execute("update ingest_known_bad set path = replace(path, '%s', '%s')".formatted(FOLDER, media));
    }

    @Test
    void whatIsCataloguedGetsWhatNewerReadersFindOnceAndThePeoplesPartStays() throws Exception {
        execute("update media_files set favourite = true, score = 5 where filename = 'sample.mp4'");
        execute("update media_files set score = -1 where filename = 'red-canyon.png'");
        execute(
                "insert into media_keywords (media_file_id, keyword, keyword_type, source) select id, 'holiday', 'user', 'user'"
                        + " from media_files where filename in ('sample.mp4', 'red-canyon.png')");
        String pixels = "select filename, media_file_id, phash, dct_hash, content_sha256 from media_files"
                + " join media_analysis on id = media_id where file_type = 'image' and note_code is null order by filename";
        List<String> seen = rows(pixels);

        String first = ingest();

        assertThat(first)
                .contains(
                        "25 unchanged files are read again, as this version finds more in them: identity of"
                                + " videos (1), notes (3), TIFF and BMP (2), dates and places (8), prompts and models (9), texts (2)");
        assertThat(first)
                .as("what failed before is tried by new readers")
                .contains("27 files: 2 new or changed, 0 unchanged")
                .contains("25 committed");
        assertThat(rows("select filename from media_files join media_analysis on id = media_id"
                        + " where video_sha256 is not null"))
                .containsExactly("sample.mp4");
        assertThat(rows("select count(*) from media_analysis where texts is not null"))
                .doesNotContain("0");
        assertThat(rows("select distinct sampler_name from library_files where sampler_name is not null"))
                .isNotEmpty();
        assertThat(rows(pixels)).containsAll(seen);
        assertThat(rows("select filename, score, favourite from media_files where score in (5, -1) order by filename"))
                .contains("red-canyon.png|-1|0", "sample.mp4|5|1");
        assertThat(rows("select count(*) from media_keywords where keyword = 'holiday' and keyword_type = 'user'"))
                .containsExactly("2");

        assertThat(ingest()).contains("0 new or changed, 27 unchanged").doesNotContain("read again");
    }

    /** Exit code 3: two of the samples are no media. */
    private String ingest() throws Exception {
        Path out = Files.createTempFile(temporary, "out", ".txt");
        Process process = Server.program("ingest", media.toString(), "--data-dir", data.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    private static InputStream resource(String name) throws IOException {
        InputStream found = ReadersUpdateTest.class.getResourceAsStream(name);
        if (found == null) {
            throw new IOException("no " + name);
        }
        return found;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(found.getString(column)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("media_ingest.db"));
    }
}
