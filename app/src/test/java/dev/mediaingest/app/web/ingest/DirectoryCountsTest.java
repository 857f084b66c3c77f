package dev.mediaingest.app.web.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.discover.FileCalls;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.library.IngestedCounts;
import io.javalin.Javalin;
import io.javalin.json.JavalinJackson3;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What folders' badges say where the catalogue and the disk differ, and where the catalogue cannot be asked. */
class DirectoryCountsTest {
    @TempDir
    Path temporary = Path.of("");

    private Path media = Path.of("");

    @BeforeEach
    void folders() throws Exception {
        media = Files.createDirectories(temporary.toRealPath().resolve("media"));
        Pictures.folderOfPngs(media.resolve("sub"), 3);
    }

    @Test
    void foldersAreShownWhileTheDatabaseDoesNotAnswer() throws Exception {
        JsonNode folder = directories(top -> {
            throw new Unavailable("The database does not answer.", new IllegalStateException());
        });

        JsonNode sub = folder.path("directories").path(0);
        assertThat(sub.path("name").asString()).isEqualTo("sub");
        assertThat(sub.path("total_files").asInt()).isEqualTo(3);
        assertThat(sub.path("ingested_files").isNull()).isTrue();
        assertThat(sub.path("recursive_stats").path("ingested_files").isNull()).isTrue();
        assertThat(folder.path("recursive_stats").path("total_files").asInt()).isEqualTo(3);
    }

    @Test
    void neverMoreIngestedThanThereIs() throws Exception {
        JsonNode folder = directories(top -> Map.of(media.resolve("sub"), 7L, media, 2L));

        for (JsonNode stats : List.of(
                folder.path("recursive_stats"),
                folder.path("ingest_stats"),
                folder.path("directories").path(0).path("recursive_stats"),
                folder.path("directories").path(0).path("ingest_stats"))) {
            assertThat(stats.path("ingested_files").asLong())
                    .isLessThanOrEqualTo(stats.path("total_files").asLong());
        }
    }

    @Test
    void aTotalThatIsNotWholeSaysSoAndIsNotBelowWhatIsIngested() {
        var folder = new FolderScan.Folder(media, List.of(), Map.of("png", 3L), true);
        var subtree = new FolderScan.Subtree(Map.of("png", 3L), false);

        var stats = DirectoryRoutes.RecursiveStats.of(folder, subtree, 7L);

        assertThat(stats).isEqualTo(new DirectoryRoutes.RecursiveStats(7, 7L, false));
        assertThat(DirectoryRoutes.RecursiveStats.NOTHING.plus(stats).complete())
                .isFalse();
    }

    private JsonNode directories(IngestedCounts counts) throws Exception {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jsonMapper(new JavalinJackson3(JsonBody.MAPPER, true));
            try {
                new DirectoryRoutes(MediaRoots.of(List.of(media)), FileCalls.forRequests(), counts)
                        .register(config.routes);
            } catch (MediaRoots.NoSuchRoot e) {
                throw new IllegalStateException(e);
            }
        });
        try (HttpClient client = HttpClient.newHttpClient()) {
            server.start("127.0.0.1", 0);
            URI address = URI.create("http://127.0.0.1:" + server.port() + "/api/ingest/directories");
            return JsonBody.MAPPER.readTree(
                    client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                            .body());
        } finally {
            server.stop();
        }
    }
}
