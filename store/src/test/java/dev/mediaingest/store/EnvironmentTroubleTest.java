package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.fixtures.SmallDisk;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.Progress;
import dev.mediaingest.report.StateDirectory;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real trouble under a running session: it says what is wrong, no file is blamed, and it goes on by itself. Where nothing may be
 * mounted, {@code FileSizeLimitTest} of the app stands in for the full disk.
 */
@Timeout(120)
class EnvironmentTroubleTest {
    private static final boolean LONG = Boolean.getBoolean("tests.long");
    private static final Duration LOCKED = Duration.ofSeconds(LONG ? 30 : 7);
    private static final int FILES = 150;

    @TempDir
    Path temporary = Path.of("");

    private Path media = Path.of("");
    private Path database = Path.of("");

    @BeforeEach
    void folders() throws IOException {
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        database = temporary.resolve("data/catalogue.db");
        Files.createDirectory(temporary.resolve("data"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aFullDiskUnderTheDatabaseIsWaitedFor(int workers) throws Exception {
        assumeTrue(SmallDisk.isPermitted());
        pictures();
        try (SmallDisk disk = SmallDisk.mount(temporary.resolve("data"), 100_000);
                RunningServer server = start()) {
            server.onEvent(event -> onceAt(30, event, disk::fill));
            SessionId id = server.queue()
                    .start(server.parameters(workers), Actor.PROGRAM)
                    .id();

            String told = awaitWaiting(server, id);
            assertThat(told).contains("is full").contains("free some space");
            assertThat(tally(server, id).committed()).isBetween(1L, FILES - 1L);
            disk.free();

            assertThatAllIsWell(server, id);
        }
    }

    @Test
    void aDatabaseLockedByAnotherProgramIsWaitedFor() throws Exception {
        pictures();
        try (RunningServer server = start();
                Connection other = connect();
                Statement statement = other.createStatement()) {
            server.onEvent(event -> onceAt(30, event, () -> execute(statement, "begin immediate")));
            SessionId id =
                    server.queue().start(server.parameters(1), Actor.PROGRAM).id();

            String told = awaitWaiting(server, id);
            assertThat(told).contains("is locked by another program").contains("close that program");
            long committed = tally(server, id).committed();
            Thread.sleep(LOCKED.minusSeconds(5).toMillis()); // it waited five seconds before it said so
            assertThat(tally(server, id).committed()).isEqualTo(committed);
            execute(statement, "rollback");

            assertThatAllIsWell(server, id);
        }
    }

    @Test
    void aDatabaseThatBecomesReadOnlyIsWaitedFor() throws Exception {
        pictures();
        try (RunningServer server = start()) {
            // not the log's index: SQLite writes it through mapped memory, and the kernel ends a process that writes to
            // an
            // immutable file's pages
            List<Path> files = List.of(database, Path.of(database + "-wal"));
            assumeTrue(SmallDisk.setReadOnly(files, true) && SmallDisk.setReadOnly(files, false));
            server.onEvent(event -> onceAt(30, event, () -> SmallDisk.setReadOnly(files, true)));
            try {
                SessionId id = server.queue()
                        .start(server.parameters(1), Actor.PROGRAM)
                        .id();

                String told = awaitWaiting(server, id);
                assertThat(told).contains(database.toString()).containsAnyOf("check its permissions", "check the disk");
                assertThat(SmallDisk.setReadOnly(files, false)).isTrue();

                assertThatAllIsWell(server, id);
            } finally {
                SmallDisk.setReadOnly(files, false);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void anUnmountedRootIsWaitedForAndNothingIsMissing(int workers) throws Exception {
        assumeTrue(SmallDisk.isPermitted());
        pictures();
        Path mounted = Files.createDirectory(temporary.resolve("mounted")).toRealPath();
        try (SmallDisk disk = SmallDisk.mount(mounted, media);
                RunningServer server = RunningServer.start(new DatabaseUrl.Sqlite(database), mounted)) {
            server.onEvent(event -> onceAt(30, event, disk::unmount));
            SessionId id = server.queue()
                    .start(server.parameters(workers), Actor.PROGRAM)
                    .id();

            String told = awaitWaiting(server, id);
            assertThat(mounted).isEmptyDirectory();
            assertThat(told)
                    .isEqualTo("The folder " + mounted
                            + " cannot be reached; reconnect it and the session goes on by itself.");
            try (SmallDisk again = SmallDisk.mount(mounted, media)) {
                assertThatAllIsWell(server, id);
                assertThat(tally(server, id).missing()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aSessionPausedWhileItsFolderIsAwayCallsNoFileMissing(int workers) throws Exception {
        pictures();
        Path away = temporary.resolve("away");
        try (RunningServer server = start()) {
            server.onEvent(event -> onceAt(30, event, () -> Files.move(media, away)));
            SessionId id = server.queue()
                    .start(server.parameters(workers), Actor.PROGRAM)
                    .id();
            String unused = awaitWaiting(server, id);

            server.queue().pause(id, Actor.PROGRAM);
            server.queue().await(id);

            assertThat(session(server, id)).isEqualTo(SessionState.PAUSED);
            assertThat(tally(server, id).missing()).isZero();
            assertThat(tally(server, id).pending()).isPositive();
            Files.move(away, media);
            server.queue().resume(id, Actor.PROGRAM);
            server.queue().await(id);
            assertThat(session(server, id)).isEqualTo(SessionState.COMPLETED);
            assertThat(tally(server, id).committed()).isEqualTo(FILES);
        }
    }

    @Test
    void aFolderThatIsEmptiedOnPurposeHasMissingFiles() throws Exception {
        pictures();
        try (RunningServer server = start()) {
            server.onEvent(event -> onceAt(30, event, this::deleteAll));
            SessionId id =
                    server.queue().start(server.parameters(1), Actor.PROGRAM).id();
            server.queue().await(id);

            assertThat(session(server, id)).isEqualTo(SessionState.COMPLETED);
            assertThat(tally(server, id).missing()).isBetween(1L, FILES - 30L);
            assertThat(tally(server, id).addsUp()).isTrue();
        }
    }

    @Test
    void aFullDiskUnderTheStateDirectoryStopsNothingAndTheFilesCatchUp() throws Exception {
        assumeTrue(SmallDisk.isPermitted());
        pictures();
        Path folder = temporary.resolve("state");
        List<String> warnings = new ArrayList<>();
        var minutes = new AtomicLong();
        InstantSource hasty = () -> Instant.EPOCH.plusSeconds(60 * minutes.incrementAndGet());
        try (SmallDisk disk = SmallDisk.mount(folder, 200);
                RunningServer server = start()) {
            var state = new StateDirectory(
                    folder, server.store().ledger(), server.store().reports(), server.progress(), hasty, warnings::add);
            server.onEvent(event -> {
                state.on(event);
                onceAt(20, event, disk::fill);
                onceAt(80, event, disk::free);
            });
            SessionId id =
                    server.queue().start(server.parameters(1), Actor.PROGRAM).id();
            server.queue().await(id);

            assertThat(session(server, id)).isEqualTo(SessionState.COMPLETED);
            assertThat(server.events()).noneMatch(Waiting.class::isInstance);
            assertThat(warnings).hasSize(1).first().asString().contains("No space left");
            List<String> log = Files.readAllLines(folder.resolve(id + ".jsonl"));
            assertThat(log).hasSize(FILES).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
            assertThat(Files.readString(folder.resolve(id + ".json"))).contains("\"completed\"");
        }
    }

    @Test
    void aFolderThatIsGoneWhileTheListIsMadeIsWaitedForToo() throws Exception {
        pictures();
        Path away = temporary.resolve("away");
        SessionId id;
        try (RunningServer server = start()) {
            id = server.store()
                    .ledger()
                    .create(SessionId.random(), server.parameters(1), Actor.PROGRAM)
                    .session()
                    .id();
        }
        try (RunningServer server = start()) {
            Files.move(media, away);
            server.store().leases().claim(id);
            server.queue().recover(session -> true);

            String told = awaitWaiting(server, id);
            assertThat(told).startsWith("The folder " + media + " cannot be reached");
            Files.move(away, media);

            assertThatAllIsWell(server, id);
        }
    }

    private interface Act {
        void run() throws Exception;
    }

    private static void onceAt(long position, SessionEvent event, Act act) {
        if (event instanceof ItemEnded ended && ended.item().position() == position) {
            try {
                act.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What the status says while the session waits. */
    private static String awaitWaiting(RunningServer server, SessionId id) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> server.events().stream().anyMatch(Waiting.class::isInstance)
                        || session(server, id).hasEnded());
        Progress now = server.progress().of(server.store().ledger().find(id).orElseThrow());
        assertThat(now.state()).isEqualTo(SessionState.PAUSED);
        return String.valueOf(now.message());
    }

    private void assertThatAllIsWell(RunningServer server, SessionId id) throws SQLException {
        server.queue().await(id);
        Tally tally = tally(server, id);
        assertThat(session(server, id)).isEqualTo(SessionState.COMPLETED);
        assertThat(tally.committed()).isEqualTo(FILES);
        assertThat(tally.addsUp()).isTrue();
        assertThat(server.events()).anyMatch(Recovered.class::isInstance);
        assertThat(server.store().reports().items(id, ItemFilter.ALL, 0, FILES, 0))
                .allMatch(item -> item.attempts() == 1);
        assertThat(server.store().reports().endedAfter(id, 0, FILES))
                .extracting(ItemReport::position)
                .isSorted();
        assertThat(server.events().stream().filter(ItemBegun.class::isInstance)).hasSize(FILES);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("media_files", "media_metadata", "media_analysis")) {
                try (ResultSet count = statement.executeQuery("select count(*) from " + table)) {
                    assertThat(count.next()).isTrue();
                    assertThat(count.getInt(1)).as(table).isEqualTo(FILES);
                }
            }
        }
    }

    private RunningServer start() throws Exception {
        return RunningServer.start(new DatabaseUrl.Sqlite(database), media);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + database);
    }

    private static void execute(Statement statement, String sql) throws SQLException {
        statement.execute(sql);
    }

    private static Tally tally(RunningServer server, SessionId id) {
        return server.store().items().tally(id);
    }

    private static SessionState session(RunningServer server, SessionId id) {
        return server.store().ledger().find(id).orElseThrow().state();
    }

    private void deleteAll() throws IOException {
        for (int number = 1; number <= FILES; number++) {
            Files.delete(media.resolve("%05d.png".formatted(number)));
        }
    }

    private void pictures() throws IOException {
        for (int number = 1; number <= FILES; number++) {
            PngFile.of(8, 8)
                    .seed(number)
                    .infotext("picture " + number + "\nSteps: 20, Sampler: Euler a, Seed: " + number)
                    .writeTo(media.resolve("%05d.png".formatted(number)));
        }
    }
}
