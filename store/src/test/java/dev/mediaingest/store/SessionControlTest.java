package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.assess.Assessor;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.plan.Planner;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.SessionSummary;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.AuditEntry;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import dev.mediaingest.session.queue.Answer;
import dev.mediaingest.session.queue.NothingFound;
import dev.mediaingest.session.queue.SessionQueue;
import dev.mediaingest.session.run.SessionRunner;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people ask of sessions, over real files and a real database: a file here, another in a subclass. */
class SessionControlTest {
    private static final Actor SOMEBODY = Actor.atShell("somebody");

    @TempDir
    Path temporary = Path.of("");

    private Path media = Path.of("");
    private final Set<SessionId> processing = ConcurrentHashMap.newKeySet();
    private final List<SessionId> begun = new CopyOnWriteArrayList<>();
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private volatile Consumer<SessionEvent> onEvent = event -> {};

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Store store;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private SessionQueue queue;

    @BeforeEach
    void open() throws Exception {
        if (!Files.exists(temporary.resolve("media"))) {
            media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        }
        store = Stores.open(url(), InstantSource.system());
        MediaRoots roots = MediaRoots.of(List.of(media));
        SessionListener listener = event -> {
            watch(event);
            onEvent.accept(event);
        };
        SessionRunner runner = new SessionRunner(
                new Discoverer(roots),
                new Planner(),
                new Assessor(roots, new Analyser(), PixelReader.NONE, InstantSource.system()),
                store.sessionPorts(),
                listener,
                Duration.ZERO);
        queue = new SessionQueue(store.ledger(), store.items(), store.leases(), store.auditLog(), runner, listener);
    }

    DatabaseUrl url() throws SQLException {
        return new DatabaseUrl.Sqlite(temporary.resolve("control.db"));
    }

    /** Another program's connection to the same database. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + temporary.resolve("control.db"));
    }

    @AfterEach
    void close() {
        onEvent = event -> {};
        queue.close();
        store.close();
        processing.clear();
    }

    private void watch(SessionEvent event) {
        if (event instanceof StateChanged(Session now)) {
            if (now.state() == SessionState.PROCESSING) {
                begun.add(now.id());
                processing.add(now.id());
                if (processing.size() > 1) {
                    broken.add("two run at once: " + processing);
                }
            } else {
                processing.remove(now.id());
            }
        }
    }

    @Test
    void waitingSessionsRunInTheOrderOfTheQueueAlsoAfterARestart() throws Exception {
        folder("a", 30);
        folder("b", 2);
        folder("c", 2);
        folder("d", 2);
        holdTheFirst();
        SessionId a = start("a");
        SessionId b = start("b");
        SessionId c = start("c");
        SessionId d = start("d");

        assertThat(queue.waiting()).isEqualTo(3);
        assertThat(queue.moveBefore(d, b, SOMEBODY)).isInstanceOf(Answer.Done.class);
        assertThat(queue.moveBefore(b, null, SOMEBODY)).isInstanceOf(Answer.Done.class);
        assertThat(queue.moveBefore(a, b, SOMEBODY))
                .isEqualTo(new Answer.Rejected(
                        "Only a session that waits for its turn can be moved; this one is processing."));
        assertThat(queue.moveBefore(b, a, SOMEBODY)).isInstanceOf(Answer.Rejected.class);
        assertThat(queue.moveBefore(SessionId.random(), null, SOMEBODY)).isInstanceOf(Answer.NotFound.class);
        release();
        restart();
        queue.recover(any -> true);
        awaitAll();

        List<SessionId> order = new ArrayList<>(begun);
        assertThat(order.subList(order.lastIndexOf(a), order.size())).containsExactly(a, d, c, b);
        assertThat(List.of(a, b, c, d)).allMatch(id -> session(id).state() == SessionState.COMPLETED);
        assertThat(broken).isEmpty();
    }

    @Test
    void aSessionThatWaitsIsPausedCancelledAndDeletedAtOnce() throws Exception {
        folder("a", 3);
        folder("b", 2);
        holdTheFirst();
        SessionId a = start("a");
        SessionId paused = start("b");
        SessionId cancelled = start("b");
        SessionId deleted = start("b");

        assertThat(queue.pause(paused, SOMEBODY)).isInstanceOf(Answer.Done.class);
        assertThat(queue.cancel(cancelled, SOMEBODY)).isInstanceOf(Answer.Done.class);
        assertThat(queue.delete(deleted, SOMEBODY)).isTrue();

        assertThat(session(paused).state()).isEqualTo(SessionState.PAUSED);
        assertThat(session(paused).queuePlace()).isNull();
        assertThat(session(cancelled).state()).isEqualTo(SessionState.CANCELLED);
        assertThat(store.items().tally(cancelled).skipped()).isEqualTo(2);
        assertThat(store.ledger().find(deleted)).isEmpty();
        assertThat(session(a).state()).isEqualTo(SessionState.PROCESSING);
        release();
        awaitAll();
        assertThat(begun).containsOnly(a);
    }

    @Test
    void whoCancelsASessionThatIsAboutToPauseWantsItCancelled() throws Exception {
        folder("a", 5);
        onEvent = event -> {
            if (event instanceof ItemBegun item && item.item().position() == 2) {
                queue.pause(item.session(), SOMEBODY);
                queue.cancel(item.session(), SOMEBODY);
                queue.pause(item.session(), SOMEBODY);
            }
        };

        SessionId id = start("a");
        queue.await(id);

        assertThat(session(id).state()).isEqualTo(SessionState.CANCELLED);
        assertThat(store.items().tally(id).addsUp()).isTrue();
    }

    @Test
    void oneFailedFileIsTriedAgainAndTheOthersAreNot() throws Exception {
        folder("a", 2);
        Files.createFile(media.resolve("a/x-empty.png"));
        Files.createFile(media.resolve("a/y-empty.png"));
        SessionId id = start("a");
        queue.await(id);
        PngFile.of(8, 8).seed(5).writeTo(media.resolve("a/x-empty.png"));
        PngFile.of(8, 8).seed(6).writeTo(media.resolve("a/y-empty.png"));

        assertThat(queue.retry(id, List.of(3L), SOMEBODY)).isInstanceOf(Answer.Done.class);
        queue.await(id);

        Tally tally = store.items().tally(id);
        assertThat(tally.committed()).isEqualTo(3);
        assertThat(tally.failed()).isEqualTo(1);
        assertThat(queue.retry(id, List.of(1L), SOMEBODY))
                .isEqualTo(new Answer.Rejected("None of these items failed."));
        assertThat(session(id).state()).isEqualTo(SessionState.COMPLETED);
        queue.retry(id, List.of(), SOMEBODY);
        queue.await(id);
        assertThat(store.items().tally(id).committed()).isEqualTo(4);
        assertThat(queue.retry(id, List.of(), SOMEBODY))
                .isEqualTo(new Answer.Rejected("No file of the session failed."));
    }

    @Test
    void everyOperationIsInTheAuditLogWithWhoAskedForIt() throws Exception {
        folder("a", 3);
        holdTheFirst();
        SessionId a = start("a");
        SessionId b = start("a");
        queue.pause(b, Actor.ofApi("10.0.0.7"));
        queue.resume(b, SOMEBODY);
        queue.moveBefore(b, null, SOMEBODY);
        queue.cancel(b, SOMEBODY);
        queue.delete(b, SOMEBODY);
        release();
        queue.await(a);

        assertThat(store.auditLog().list(b, 100, 0).reversed())
                .extracting(AuditEntry::operation, AuditEntry::actor)
                .containsExactly(
                        tuple("start", "cli:somebody"),
                        tuple("paused", "media-ingest"),
                        tuple("pause", "api:10.0.0.7"),
                        tuple("starting", "media-ingest"),
                        tuple("resume", "cli:somebody"),
                        tuple("move", "cli:somebody"),
                        tuple("cancelled", "media-ingest"),
                        tuple("cancel", "cli:somebody"),
                        tuple("delete", "cli:somebody"));
        assertThat(store.auditLog().count(b)).isEqualTo(9);
        assertThat(store.auditLog().list(null, 100, 0)).hasSizeGreaterThan(9);
    }

    @Test
    void aCompletedSessionThatLostItemsSaysWhichAtTheNextStart() throws Exception {
        folder("a", 6);
        SessionId whole = start("a");
        queue.await(whole);
        SessionId damaged = start("a");
        queue.await(damaged);
        execute("update ingest_items set state = 'processing' where position = 2 and session_id = '" + damaged + "'");
        execute("delete from ingest_items where position in (4, 6) and session_id = '" + damaged + "'");
        execute("update ingest_sessions set tally = null");

        restart();
        queue.recover(any -> true);

        assertThat(session(whole).state()).isEqualTo(SessionState.COMPLETED);
        assertThat(session(damaged).state()).isEqualTo(SessionState.ERROR);
        assertThat(session(damaged).message())
                .isEqualTo("3 items are not accounted for (position 2, 4, 6); resume the session.");
    }

    @Test
    void aCancellationCutOffByTheEndOfTheProcessIsFinishedAtTheNextStart() throws Exception {
        folder("a", 4);
        holdTheFirst();
        SessionId first = start("a");
        SessionId second = start("a");
        store.ledger().move(second, SessionState.CANCELLED, null); // and no more
        release();
        queue.await(first);
        restart();

        queue.recover(any -> true);

        assertThat(session(second).state()).isEqualTo(SessionState.CANCELLED);
        assertThat(store.items().tally(second).addsUp()).isTrue();
    }

    @Test
    void workingAndWaitingAreToldApart() throws Exception {
        folder("a", 3);
        SessionId id = start("a");
        queue.await(id);
        execute("update ingest_sessions set created_at = created_at - 60000000");

        Session session = session(id);

        assertThat(session.worked(Instant.now())).isBetween(Duration.ofNanos(1), Duration.ofSeconds(30));
        assertThat(session.waited(Instant.now())).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(90));
    }

    @Test
    void waitingForAFolderIsNoWork() throws Exception {
        folder("a", 5);
        onEvent = event -> {
            if (event instanceof ItemBegun item && item.item().position() == 2) {
                rename("a", "away");
            } else if (event instanceof Waiting) {
                rename("away", "a");
            }
        };
        SessionId id = start("a");
        queue.await(id);

        assertThat(session(id).state()).isEqualTo(SessionState.COMPLETED);
        assertThat(store.items().tally(id).committed()).isEqualTo(5);
        assertThat(session(id).waited(Instant.now()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(80)); // the first pause is 100
    }

    private void rename(String from, String to) {
        try {
            Files.move(media.resolve(from), media.resolve(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oldSessionsAreForgottenAndTheirRowsInTheCatalogueStay() throws Exception {
        folder("a", 3);
        SessionId old = start("a");
        queue.await(old);
        SessionId recent = start("a");
        queue.await(recent);
        execute("update ingest_sessions set ended_at = 5 where id = '" + old + "'");

        assertThat(queue.forgetEndedBefore(Instant.now().minusSeconds(3_600))).isEqualTo(1);

        assertThat(store.ledger().find(old)).isEmpty();
        assertThat(store.ledger().find(recent)).isPresent();
        assertThat(store.counts().byDirectory(media)).isNotEmpty();
    }

    @Test
    void aSessionInNumbers() throws Exception {
        folder("a", 3);
        Files.createFile(media.resolve("a/empty.png"));
        SessionId id = start("a");
        queue.await(id);

        SessionSummary summary = store.reports().summary(id);

        assertThat(summary.byState()).containsEntry("committed", 3L).containsEntry("failed", 1L);
        assertThat(summary.byCode()).containsExactly(Map.entry("empty", 1L));
        assertThat(summary.byType()).containsExactly(Map.entry("png", 3L));
        assertThat(summary.byGenerator()).hasSize(1);
        assertThat(summary.slowest()).hasSize(4);
        ItemFilter filter = new ItemFilter(Optional.of(ItemState.FAILED), Optional.of("empty"), Optional.of("EMPTY.p"));
        assertThat(store.reports().items(id, filter, 0, 10, 0)).hasSize(1);
        assertThat(store.reports().itemCount(id, filter)).isEqualTo(1);
        assertThat(store.reports().itemCount(id, new ItemFilter(Optional.empty(), Optional.empty(), Optional.of("%"))))
                .isZero();
    }

    /** Prints its seed; {@code -Dseed=…} repeats it. */
    @Test
    void whateverIsAskedInWhateverOrderTheBooksAreRight() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (String name : List.of("a", "b", "c")) {
            folder(name, 12);
            Files.createFile(media.resolve(name + "/zero.png"));
        }
        List<SessionId> ids = new ArrayList<>();
        Set<SessionId> cancelled = new HashSet<>();
        for (int step = 0; step < 250; step++) {
            ask(random, ids, cancelled);
            for (SessionId id : cancelled) {
                assertThat(session(id).state())
                        .as("seed %d: ended stays ended", seed)
                        .isEqualTo(SessionState.CANCELLED);
            }
        }
        awaitAll();
        assertThat(broken).as("seed %d", seed).isEmpty();
        queue.recover(any -> true);
        awaitAll();
        for (SessionId id : ids) {
            Session session = session(id);
            Tally tally = store.items().tally(id);
            assertThat(session.state().isActive())
                    .as("seed %d: %s", seed, session)
                    .isFalse();
            assertThat(tally.total()).as("seed %d", seed).isEqualTo(session.totalFiles());
            assertThat(tally.total())
                    .as("seed %d", seed)
                    .isEqualTo(tally.processed() + tally.pending() + tally.processing());
            if (session.state().hasEnded()) {
                assertThat(tally.addsUp()).as("seed %d: %s", seed, session).isTrue();
                assertThat(session.state()).as("seed %d: %s", seed, session).isNotEqualTo(SessionState.ERROR);
            }
        }
    }

    private void ask(Random random, List<SessionId> ids, Set<SessionId> cancelled) throws Exception {
        SessionId id = ids.isEmpty() ? SessionId.random() : ids.get(random.nextInt(ids.size()));
        switch (random.nextInt(14)) {
            case 0, 1 -> ids.add(start(String.valueOf("abc".charAt(random.nextInt(3)))));
            case 2, 3 -> queue.pause(id, SOMEBODY);
            case 4, 5, 6 -> queue.resume(id, SOMEBODY);
            case 7 -> {
                queue.cancel(id, SOMEBODY);
                if (store.ledger().find(id).map(Session::state).orElse(null) == SessionState.CANCELLED) {
                    cancelled.add(id);
                }
            }
            case 8 -> queue.retry(id, List.of(), SOMEBODY);
            case 9 -> queue.retry(id, List.of(1L + random.nextInt(13)), SOMEBODY);
            case 10 -> queue.moveBefore(id, ids.isEmpty() ? null : ids.get(random.nextInt(ids.size())), SOMEBODY);
            case 11 -> {
                if (random.nextInt(4) == 0) {
                    queue.delete(id, SOMEBODY);
                    ids.remove(id);
                    cancelled.remove(id);
                }
            }
            case 12 -> Thread.sleep(random.nextInt(15));
            default -> {
                if (random.nextInt(5) == 0) {
                    restart();
                    queue.recover(any -> random.nextBoolean());
                }
            }
        }
    }

    private final CountDownLatch held = new CountDownLatch(1);

    /** The first session to begin a file waits there. */
    private void holdTheFirst() {
        onEvent = event -> {
            if (event instanceof ItemEnded) {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private void release() {
        onEvent = event -> {};
        held.countDown();
    }

    private void restart() throws Exception {
        close();
        open();
    }

    private void awaitAll() {
        store.ledger().list(SessionState.ALL, 1_000, 0).forEach(session -> queue.await(session.id()));
    }

    private SessionId start(String folder) throws NothingFound {
        SessionId id = queue.start(
                        new SessionParameters(
                                List.of(media.resolve(folder)),
                                FilePattern.of("*.png"),
                                true,
                                false,
                                0.5,
                                true,
                                true,
                                true,
                                Fingerprint.BYTES,
                                false,
                                OptionalLong.empty(),
                                1),
                        SOMEBODY)
                .id();
        if (!begun.contains(id) && begun.isEmpty()) {
            await().until(() -> !begun.isEmpty());
        }
        return id;
    }

    private void folder(String name, int files) throws Exception {
        Path folder = Files.createDirectory(media.resolve(name));
        for (int number = 1; number <= files; number++) {
            PngFile.of(8, 8)
                    .seed(Arrays.hashCode(new Object[] {name, number}))
                    .writeTo(folder.resolve("%05d.png".formatted(number)));
        }
    }

    private Session session(SessionId id) {
        return store.ledger().find(id).orElseThrow();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
