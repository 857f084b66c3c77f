package dev.mediaingest.app.web.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.ingest.FolderScan.Folder;
import dev.mediaingest.app.web.ingest.FolderScan.Subtree;
import dev.mediaingest.discover.MediaRoots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counting folders without being kept by them. */
class FolderScanTest {
    @TempDir
    Path folder;

    private Path root;
    private MediaRoots roots;

    @BeforeEach
    void start() throws Exception {
        root = Pictures.folderOfPngs(folder.toRealPath().resolve("media"), 3);
        Pictures.folderOfPngs(root.resolve("sub/deeper"), 4);
        roots = MediaRoots.of(List.of(root));
    }

    @Test
    void countsTheWholeSubtree() {
        Subtree subtree = new FolderScan(roots, 5_000).below(root, 1);

        assertThat(subtree.files()).isEqualTo(7);
        assertThat(subtree.complete()).isTrue();
    }

    @Test
    void saysSoWhenTimeWasUp() {
        FolderScan scan = new FolderScan(roots, 0);

        assertThat(scan.below(root, 1).complete()).isFalse();
        assertThat(scan.folder(root).complete()).isFalse();
        assertThat(scan.all(root).complete()).isTrue();
        assertThat(scan.all(root).files()).isEqualTo(3);
    }

    @Test
    void followsALinkOnlyInsideTheRootsAndNeverWhileCounting() throws Exception {
        Path outside = Pictures.folderOfPngs(folder.resolve("outside"), 5);
        Files.createSymbolicLink(root.resolve("out"), outside);
        Files.createSymbolicLink(root.resolve("in"), root.resolve("sub"));
        Files.createSymbolicLink(root.resolve("sub/loop"), root);
        Files.createSymbolicLink(root.resolve("dangling"), root.resolve("nowhere"));
        FolderScan scan = new FolderScan(roots, 5_000);

        Folder listed = scan.all(root);

        assertThat(listed.subfolders()).containsExactly(root.resolve("in"), root.resolve("sub"));
        assertThat(scan.below(root, 1).files()).isEqualTo(7);
        assertThat(scan.below(root, 1).complete()).isTrue();
    }
}
