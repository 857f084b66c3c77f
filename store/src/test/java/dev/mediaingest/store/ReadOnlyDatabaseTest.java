package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.fixtures.contract.LeasedStore;
import dev.mediaingest.library.LibraryQuery;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database file on a disk that takes no writes: really, so that root can't write it either. */
class ReadOnlyDatabaseTest {
    @TempDir
    Path folder = Path.of("");

    private Path data = Path.of("");
    private DatabaseUrl url = new DatabaseUrl.Sqlite(Path.of(""));

    @BeforeEach
    void fill() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        url = new DatabaseUrl.Sqlite(data.resolve("a #1?.db"));
        try (Store store = Stores.open(url, InstantSource.system())) {
            new LeasedStore(StoreContract.portsOf(store)).create(SessionId.random());
        }
    }

    @AfterEach
    void allowWritesAgain() throws Exception {
        protect(false);
    }

    @Test
    void isReadAsItIs() throws Exception {
        protect(true);
        Map<String, Long> before = files();

        for (int round = 0; round < 2; round++) {
            try (Store store = Stores.openToRead(url, InstantSource.system())) {
                assertThat(store.ledger().list(SessionState.ALL, 10, 0)).hasSize(1);
                assertThat(store.library().page(LibraryQuery.everything(), 10).items())
                        .isEmpty();
            }
            assertThat(Stores.describe(url).trouble()).isEmpty();
        }

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void isReadWithTheLogAKilledProcessLeft() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (Store store = Stores.open(url, InstantSource.system())) {
            new LeasedStore(StoreContract.portsOf(store)).create(SessionId.random());
            try (Stream<Path> files = Files.list(data)) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        url = new DatabaseUrl.Sqlite(copy.resolve("a #1?.db"));
        data = copy;
        assertThat(copy.resolve("a #1?.db-wal")).exists();
        protect(true);

        try (Store store = Stores.openToRead(url, InstantSource.system())) {
            assertThat(store.ledger().list(SessionState.ALL, 10, 0)).hasSize(2);
        }
    }

    /** By the file system's own flag where there is one, else by permissions, which bind everybody but root. */
    private void protect(boolean on) throws IOException, InterruptedException {
        Process flag = new ProcessBuilder("chattr", "-R", on ? "+i" : "-i", data.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (flag.waitFor() == 0) {
            return;
        }
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.toList()) {
                boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(on ? isFolder ? "r-xr-xr-x" : "r--r--r--" : "rwxr-xr-x"));
            }
        }
        assertThat(Files.isWritable(data) && on)
                .as("these tests need chattr (e2fsprogs), or another user than root")
                .isFalse();
    }

    private Map<String, Long> files() throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(data)) {
            for (Path file : List.copyOf(all.toList())) {
                files.put(
                        file.getFileName().toString(),
                        Files.getLastModifiedTime(file).toMillis());
            }
        }
        return files;
    }
}
