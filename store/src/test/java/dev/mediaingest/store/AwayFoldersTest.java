package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediaingest.discover.Absence.Why;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.fixtures.SmallDisk;
import dev.mediaingest.plan.AwayFolder;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.queue.Answer;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is away is not missing: three disks below one root, on SQLite here and on a server in the subclass. */
@Timeout(120)
class AwayFoldersTest {
    private static final int FILES = 25;

    @TempDir
    Path temporary = Path.of("");

    @SuppressWarnings("NullAway.Init") // opened before each test
    private RunningServer server;

    private Path media = Path.of("");

    DatabaseUrl url() throws SQLException {
        return new DatabaseUrl.Sqlite(temporary.resolve("catalogue.db"));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + temporary.resolve("catalogue.db"));
    }

    @BeforeEach
    void open() throws Exception {
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        server = RunningServer.start(url(), media);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void oneOfThreeDisksThatIsNotMountedIsAwayAndNothingOfItIsMissing() throws Exception {
        assumeTrue(SmallDisk.isPermitted());
        pictures("a", FILES);
        try (SmallDisk second = SmallDisk.mount(media.resolve("b"), 4_000);
                SmallDisk third = SmallDisk.mount(media.resolve("c"), 4_000)) {
            pictures("b/x", 3); // fewer than are many, in folders that go with the disk
            pictures("b/y", 4);
            pictures("c", FILES);
            SessionId before = run();
            assertThat(away(before)).isEmpty();

            second.unmount();
            Files.writeString(media.resolve("b/NOT MOUNTED.txt"), "the disk is away");
            SessionId after = run();

            assertThat(away(after)).containsExactly(new AwayFolder(media.resolve("b"), 7, Why.UNMOUNTED));
            assertThat(missing()).isZero();
            assertThat(server.store().leftOut().counts(after)).doesNotContainKey("gone");

            server.close(); // a restart knows what was mounted
            server = RunningServer.start(url(), media);
            assertThat(away(run())).containsExactly(new AwayFolder(media.resolve("b"), 7, Why.UNMOUNTED));
            assertThat(missing()).isZero();
        }
    }

    @Test
    void aDiskThatIsMountedAgainIsThereAsItWas() throws Exception {
        assumeTrue(SmallDisk.isPermitted());
        Path content = Files.createDirectory(temporary.resolve("content"));
        pictures("a", 1);
        SmallDisk disk = SmallDisk.mount(media.resolve("b"), content);
        pictures("b", FILES);
        run();
        disk.unmount();
        SessionId without = run();
        assertThat(away(without)).containsExactly(new AwayFolder(media.resolve("b"), FILES, Why.EMPTY));

        try (SmallDisk again = SmallDisk.mount(media.resolve("b"), content)) {
            SessionId with = run();

            assertThat(away(with)).isEmpty();
            assertThat(server.store().items().tally(with).skipped()).isEqualTo(FILES + 1);
            assertThat(missing()).isZero();
            assertThat(server.queue().confirmMissing(without, media.resolve("b"), Actor.PROGRAM))
                    .isInstanceOf(Answer.Rejected.class);
            assertThat(missing()).isZero();
        }
    }

    @Test
    void aFolderThatIsGoneWithManyFilesIsAwayUntilAPersonSaysThatTheyAreGone() throws Exception {
        pictures("a", 1);
        pictures("b/deep", FILES);
        run();
        delete(media.resolve("b"));
        SessionId session = run();

        assertThat(away(session)).containsExactly(new AwayFolder(media.resolve("b"), FILES, Why.GONE));
        assertThat(missing()).isZero();
        assertThat(server.queue().confirmMissing(session, media.resolve("a"), Actor.PROGRAM))
                .isInstanceOf(Answer.Rejected.class);

        assertThat(server.queue().confirmMissing(session, media.resolve("b"), new Actor("Ada")))
                .isInstanceOf(Answer.Done.class);
        assertThat(missing()).isEqualTo(FILES);
        assertThat(away(session)).isEmpty();
        assertThat(server.store().auditLog().list(session, 10, 0))
                .anyMatch(entry -> entry.operation().equals("confirm_missing") && "Ada".equals(entry.actor()));
        assertThat(away(run())).isEmpty();
    }

    @Test
    void aFolderThatIsSuddenlyEmptyIsAway() throws Exception {
        pictures("a", 1);
        pictures("b", 3);
        run();
        deleteIn(media.resolve("b"));

        assertThat(away(run())).containsExactly(new AwayFolder(media.resolve("b"), 3, Why.EMPTY));
        assertThat(missing()).isZero();
    }

    @Test
    void singleFilesAbsentFromAFolderThatListsOthersAreMissingAtOnce() throws Exception {
        pictures("a", FILES);
        pictures("b", 3);
        run();
        for (int number = 1; number < FILES; number++) {
            Files.delete(media.resolve("a").resolve(name("a", number)));
        }
        delete(media.resolve("b"));

        SessionId session = run();
        assertThat(away(session)).isEmpty();
        assertThat(missing()).isEqualTo(FILES - 1 + 3);
    }

    @Test
    void aRenamedFolderIsNotAwayOnceItsFilesAreFound() throws Exception {
        pictures("a", 1);
        pictures("b", FILES);
        run();
        Files.move(media.resolve("b"), media.resolve("c"));

        assertThat(away(run())).isEmpty();
        assertThat(missing()).isZero();
    }

    @Test
    void aCopyOfAFileWhoseDiskIsAwayIsNotTakenForIt() throws Exception {
        assumeTrue(SmallDisk.isPermitted());
        Files.createDirectory(media.resolve("a"));
        SmallDisk disk = SmallDisk.mount(media.resolve("b"), 4_000);
        pictures("b", 2);
        Files.copy(media.resolve("b").resolve(name("b", 1)), temporary.resolve("copy.png"));
        run();
        disk.unmount();
        Files.move(temporary.resolve("copy.png"), media.resolve("a/copy.png"));

        assertThat(away(run())).extracting(AwayFolder::files).containsExactly(2L);
    }

    @Test
    void aDiskUnmountedUnderARunningSessionIsWaitedForThoughItsFolderListsOthers() throws Exception {
        assumeTrue(SmallDisk.isPermitted());
        Path content = Files.createDirectory(temporary.resolve("content"));
        Path mounted = media.resolve("b");
        SmallDisk other = SmallDisk.mount(temporary.resolve("other"), 4_000);
        SmallDisk disk = SmallDisk.mount(mounted, temporary.resolve("other"));
        AtomicBoolean unmounted = new AtomicBoolean();
        try (other) {
            pictures("b", 100);
            server.onEvent(event -> {
                if (event instanceof ItemEnded && unmounted.compareAndSet(false, true)) {
                    unmount(disk);
                }
            });
            SessionId id =
                    server.queue().start(server.parameters(1), Actor.PROGRAM).id();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> server.events().stream().anyMatch(Waiting.class::isInstance));

            try (SmallDisk again = SmallDisk.mount(mounted, temporary.resolve("other"))) {
                server.queue().await(id);
                assertThat(server.store().ledger().find(id).orElseThrow().state())
                        .isEqualTo(SessionState.COMPLETED);
                assertThat(server.store().items().tally(id).committed()).isEqualTo(100);
            }
        }
        assertThat(content).isEmptyDirectory();
    }

    private void unmount(SmallDisk disk) {
        try {
            disk.unmount();
            Files.writeString(media.resolve("b/NOT MOUNTED.txt"), "the disk is away");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private SessionId run() throws Exception {
        SessionId id = server.queue().start(server.parameters(1), Actor.PROGRAM).id();
        server.queue().await(id);
        return id;
    }

    private List<AwayFolder> away(SessionId session) {
        return server.store().awayFolders().of(session);
    }

    private long missing() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet count =
                        statement.executeQuery("select count(*) from media_analysis where missing_since is not null")) {
            assertThat(count.next()).isTrue();
            return count.getLong(1);
        }
    }

    private void pictures(String folder, int count) throws IOException {
        Files.createDirectories(media.resolve(folder));
        for (int number = 1; number <= count; number++) {
            PngFile.of(8, 8)
                    .seed(folder.hashCode() + number)
                    .writeTo(media.resolve(folder).resolve(name(folder, number)));
        }
    }

    private static String name(String folder, int number) {
        return "%s-%03d.png".formatted(folder.replace('/', '-'), number);
    }

    private static void delete(Path folder) throws IOException {
        deleteIn(folder);
        Files.delete(folder);
    }

    private static void deleteIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (Files.isDirectory(entry)) {
                    deleteIn(entry);
                }
                Files.delete(entry);
            }
        }
    }
}
