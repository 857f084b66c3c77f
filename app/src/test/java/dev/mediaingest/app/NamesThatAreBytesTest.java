package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.media.PathText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files whose names are no UTF-8 are files like others, all the way through worker processes, catalogue and pages. */
@Timeout(120)
class NamesThatAreBytesTest {
    private static final int FILES = 24;

    @TempDir
    Path temporary = Path.of("");

    private Path media = Path.of("");

    @BeforeEach
    void names() throws IOException {
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        for (int number = 0; number < FILES; number++) {
            // as Latin-1 has them: é, è, ü …, all of them one text to Java
            Path file = PathText.parse(media + "/caf\uFFFD%02X.png".formatted(0xe0 + number));
            PngFile.of(40, 30)
                    .seed(number)
                    .infotext("cat " + number + "\nSteps: 20")
                    .writeTo(file);
        }
    }

    @Test
    void twentyFourOfThemAreTwentyFourFiles() throws Exception {
        Result first = run("ingest", media.toString(), "--no-nsfw");

        assertThat(first.code).as(first.toString()).isZero();
        assertThat(first.out).contains("24 committed");
        Set<String> paths = new HashSet<>(rows("select file_path from media_files"));
        assertThat(paths).hasSize(FILES).contains(media + "/caf\uFFFDE9.png");
        assertThat(rows("select distinct file_path from media_files where media_file_id is null"))
                .isEmpty();
        assertThat(rows("select path from ingest_left_out")).isEmpty();

        Result second = run("ingest", media.toString(), "--no-nsfw");
        assertThat(second.out).contains("24 unchanged");
        Files.delete(PathText.parse(media + "/caf\uFFFDE9.png"));
        run("ingest", media.toString(), "--no-nsfw");
        assertThat(rows("select file_path from media_files f join media_analysis a on a.media_id = f.id"
                        + " where a.missing_since is not null"))
                .containsExactly(media + "/caf\uFFFDE9.png");
    }

    @Test
    void aServerShowsThemAndSendsTheirContent() throws Exception {
        assertThat(run("ingest", media.toString(), "--no-nsfw").code).isZero();
        try (Server server = Server.start(temporary.resolve("data"), media, 0)) {
            String items = server.get("/api/media?limit=100").path("items").toString();
            assertThat(items).contains("caf\uFFFDE9.png");
            int id = Integer.parseInt(rows("select id from media_files where filename = 'caf\uFFFDE9.png'")
                    .getFirst());
            assertThat(server.bytes("/api/media/" + id + "/content"))
                    .isEqualTo(Files.readAllBytes(PathText.parse(media + "/caf\uFFFDE9.png")));
        }
    }

    @Test
    void whatCannotBeReadIsNamedAndMakesTheExitCodeThree() throws Exception {
        Path folder = Files.createDirectories(media.resolve(("n" + "x".repeat(200) + "/").repeat(17)));
        for (int depth = 0; depth < 4; depth++) {
            folder = deeper(folder);
        }

        Result ingested = run("ingest", media.toString(), "--no-nsfw");
        // the Java library cannot delete what is so deep
        assertThat(new ProcessBuilder("sh", "-c", "rm -rf n*")
                        .directory(media.toFile())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(ingested.code).isEqualTo(3);
        assertThat(ingested.out)
                .contains("24 committed")
                .contains("Left out: 1 unreadable")
                .contains("Could not be read:");
        String session = rows("select id from ingest_sessions").getFirst();
        assertThat(run("status", session).out)
                .contains("left out   1 unreadable")
                .contains("unreadable /");
        assertThat(run("status", session, "--json").out).contains("\"left_out\":{\"unreadable\":1}");
        assertThat(run("report", session).out).contains(",left-out,unreadable,");
        assertThat(run("report", session, "--format", "json").out).contains("\"left_out\":[");
    }

    /** One level below what a path can name: reached from the folder above it only. */
    private static Path deeper(Path folder) throws IOException, InterruptedException {
        String name = "y".repeat(200);
        Process made = new ProcessBuilder("mkdir", "-p", name)
                .directory(folder.toFile())
                .start();
        boolean fits = made.waitFor() == 0;
        Path below = folder.resolve(name);
        return fits && Files.exists(below) ? below : folder;
    }

    private record Result(int code, String out, String err) {}

    private Result run(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data-dir", temporary.resolve("data").toString()));
        ProcessBuilder builder = Server.program(all.toArray(String[]::new));
        builder.environment().put("MEDIA_INGEST_SETTLE", "0s");
        Path err = Files.createTempFile(temporary, "err", ".txt");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), out, Files.readString(err));
    }

    private List<String> rows(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + temporary.resolve("data/media_ingest.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
