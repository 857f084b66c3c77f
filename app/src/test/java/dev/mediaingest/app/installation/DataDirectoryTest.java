package dev.mediaingest.app.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediaingest.app.Server;
import dev.mediaingest.app.installation.DataDirectory.Claim;
import dev.mediaingest.app.installation.DataDirectory.Holder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void askingWhoHasTheFolderLeavesTheLockWhereItIs() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/locks")));
        DataDirectory data = DataDirectory.open(folder);
        try (Claim claim = data.claim()) {
            claim.announce(URI.create("http://127.0.0.1:1234"));
            assertThat(isLockedSaysTheKernel()).isTrue();

            assertThat(data.holder())
                    .contains(new Holder(
                            "process " + ProcessHandle.current().pid(),
                            Optional.of(URI.create("http://127.0.0.1:1234"))));
            assertThatThrownBy(data::claim).isInstanceOf(CannotStart.class).hasMessageContaining("this process");
            assertThat(isLockedSaysTheKernel()).isTrue();
        }
        assertThat(isLockedSaysTheKernel()).isFalse();
        assertThat(data.holder()).isEmpty();
        data.claim().close();
    }

    @Test
    void aNewFolderIsItsOwnersAlone() throws Exception {
        DataDirectory data = DataDirectory.open(folder.resolve("new"));

        assertThat(Files.getPosixFilePermissions(data.path())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void whatWorkersOfAKilledProcessLeftIsGoneAtTheNextStart() throws Exception {
        DataDirectory data = DataDirectory.open(folder);
        Path left = Files.createDirectories(data.temporary().resolve("media-ingest-worker1/below"));
        Files.writeString(left.resolve("half a picture"), "x");
        Path outside = Files.writeString(folder.resolve("outside"), "stays");
        Files.createSymbolicLink(left.resolve("link"), outside);

        data.claim().close();

        assertThat(left).doesNotExist();
        assertThat(outside).exists();
    }

    @Test
    void anotherProcessThatAsksNamesTheOwnerAndLeavesItTheLock() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/locks")));
        Path media = Files.createDirectory(folder.resolve("media"));
        Path data = folder.resolve("data");
        try (Server server = Server.start(data, media, 0)) {
            assertThat(DataDirectory.open(data).holder().map(Holder::process)).contains("process " + server.pid());
            assertThat(server.get("/api/system").toString()).contains("in use by process " + server.pid());
            assertThatThrownBy(DataDirectory.open(data)::claim)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("process " + server.pid());
            server.kill();
        }
        assertThat(DataDirectory.open(data).holder())
                .as("its note is left behind")
                .isEmpty();
        DataDirectory.open(data).claim().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "3f1c9d5e-94", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "ÿþ"})
    void aServerIdThatIsEmptyOrTornIsMadeAnewAndThenStays(String torn) throws Exception {
        Files.writeString(folder.resolve("server-id"), torn);

        String id = DataDirectory.open(folder).serverId();

        assertThat(UUID.fromString(id)).hasToString(id);
        assertThat(DataDirectory.open(folder).serverId()).isEqualTo(id);
    }

    private boolean isLockedSaysTheKernel() throws IOException {
        String inode = String.valueOf(Files.getAttribute(folder.resolve("in-use.lock"), "unix:ino"));
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .anyMatch(line -> line.contains("POSIX") && line.contains(":" + inode + " "));
    }
}
