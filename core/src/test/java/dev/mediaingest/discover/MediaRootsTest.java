package dev.mediaingest.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.discover.MediaRoots.NoSuchRoot;
import dev.mediaingest.fixtures.HangingDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MediaRootsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aRootIsADirectoryByItsRealPath() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real")).toRealPath();
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(MediaRoots.of(List.of(link)).all()).containsExactly(real);
        assertThatThrownBy(() -> MediaRoots.of(List.of(file))).hasMessage("No such directory: " + file);
        assertThatThrownBy(() -> MediaRoots.of(List.of(folder.resolve("none")))).isInstanceOf(NoSuchRoot.class);
    }

    @Test
    @Timeout(60)
    void aRootThatHangsIsNamedAndHoldsNobodyUp() throws Exception {
        HangingDisk.require();
        Path content = Files.createDirectory(folder.resolve("content"));
        try (HangingDisk disk = HangingDisk.mount(folder.resolve("nas"), content)) {
            disk.hang();

            assertThatThrownBy(() -> MediaRoots.of(List.of(folder.resolve("nas/pictures")), Duration.ofSeconds(1)))
                    .isInstanceOf(NoSuchRoot.class)
                    .hasMessageContaining("does not answer");
        }
    }
}
