package dev.mediaingest.app.web.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.TestServer;
import dev.mediaingest.app.web.TestServer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person may see before a session is started. */
class PreviewApiTest {
    @TempDir
    Path folder = Path.of("");

    private Path root = Path.of("");

    @SuppressWarnings("NullAway.Init") // opened before each test
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        root = Pictures.folderOfPngs(folder.toRealPath().resolve("media"), 3);
        server = TestServer.start(folder.resolve("data"), root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void saysWhatIsNewChangedUnchangedAndLeftOutAndStartsNothing() throws Exception {
        server.ingest(root);
        Pictures.broken(root.resolve("new.png"));
        Files.writeString(root.resolve("note.txt"), "no picture");
        Files.createFile(root.resolve(".hidden.png"));
        long sessions = server.get("/api/ingest/sessions").number("total");

        Answer preview = preview("'directory': '" + root + "'");

        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.number("total_files")).isEqualTo(4);
        assertThat(preview.number("new")).isEqualTo(1);
        assertThat(preview.number("changed")).isZero();
        assertThat(preview.number("unchanged")).isEqualTo(3);
        assertThat(preview.number("bytes")).isEqualTo(Files.size(root.resolve("new.png")));
        assertThat(preview.json().path("left_out").path("not-matched").asInt()).isEqualTo(1);
        assertThat(preview.json().path("left_out").path("hidden").asInt()).isEqualTo(1);
        assertThat(preview("'directory': '" + root + "', 'skip_existing': false")
                        .number("changed"))
                .isEqualTo(3);
        assertThat(preview("'directory': '" + root + "', 'extract_keywords': false")
                        .number("changed"))
                .isEqualTo(3);
        assertThat(server.get("/api/ingest/sessions").number("total")).isEqualTo(sessions);
    }

    @Test
    void refusesWhatProcessRefuses() {
        assertThat(preview("'directory': '/nowhere'").status()).isEqualTo(400);
        assertThat(preview("'directory': '" + folder + "'").status()).isEqualTo(403);
        assertThat(preview("'directory': '" + root + "', 'workers': 0").status())
                .isEqualTo(422);
        assertThat(preview("'directory': '" + root + "', 'pattern': '*.mp4'").number("total_files"))
                .isZero();
    }

    private Answer preview(String parameters) {
        return server.post("/api/ingest/preview", TestServer.quoted("{'parameters': {" + parameters + "}}"));
    }
}
