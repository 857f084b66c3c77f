package dev.mediaingest.app.web.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.ingest.FolderSearch.Found;
import dev.mediaingest.discover.MediaRoots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding folders without being kept by them. */
class FolderSearchTest {
    private static final long ENOUGH_MILLIS = 10_000;

    @TempDir
    Path folder;

    private Path root;
    private MediaRoots roots;

    @BeforeEach
    void start() throws Exception {
        root = folder.toRealPath().resolve("media");
        for (String name : List.of("2024/Cats", "2024/dogs", "cat", ".cats/cat", "x/y/z/wildcats/deep")) {
            Files.createDirectories(root.resolve(name));
        }
        Files.createFile(root.resolve("cat.png"));
        roots = MediaRoots.of(List.of(root));
    }

    @Test
    void findsFoldersOfAllLevelsTheNearestFirst() {
        Found found = search("CAT", ENOUGH_MILLIS, List.of());

        assertThat(found.folders())
                .containsExactly(root.resolve("cat"), root.resolve("2024/Cats"), root.resolve("x/y/z/wildcats"));
        assertThat(found.complete()).isTrue();
    }

    @Test
    void whatTheCatalogueKnowsIsFoundThoughThereIsNoTimeForTheRest() {
        Found found = search("cat", 0, List.of(root.resolve("x/y/z/wildcats/deep"), root.resolve("gone/cat")));

        assertThat(found.folders()).containsExactly(root.resolve("x/y/z/wildcats"));
        assertThat(found.complete()).isFalse();
    }

    @Test
    void followsNoLink() throws Exception {
        Files.createDirectories(folder.resolve("outside/cat"));
        Files.createSymbolicLink(root.resolve("cat-link"), folder.resolve("outside"));
        Files.createSymbolicLink(root.resolve("2024/loop"), root);

        assertThat(search("cat", ENOUGH_MILLIS, List.of()).folders()).hasSize(3);
    }

    @Test
    void endsWhenThereAreEnough() throws Exception {
        for (int i = 0; i < 60; i++) {
            Files.createDirectory(root.resolve("cat" + i));
        }

        Found found = search("cat", ENOUGH_MILLIS, List.of());

        assertThat(found.folders()).hasSize(50);
        assertThat(found.complete()).isFalse();
    }

    private Found search(String wanted, long millis, List<Path> known) {
        return new FolderSearch(roots, wanted, millis).among(known);
    }
}
