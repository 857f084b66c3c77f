package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.assess.Assessor;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.failure.LeaseLost;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.Planner;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.Engine;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.StopSignal;
import dev.mediaingest.session.Tally;
import dev.mediaingest.session.queue.SessionQueue;
import dev.mediaingest.session.run.ItemTurn;
import dev.mediaingest.session.run.SessionRunner;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another way to run a session than {@link SessionRunner}: by the same {@link ItemTurn}, from a process that only has the lease. */
class SecondEngineTest {
    private static final int FILES = 12;

    @TempDir
    Path temporary = Path.of("");

    private Path media = Path.of("");
    private Store owner;
    private Store joined;

    DatabaseUrl url() throws Exception {
        return new DatabaseUrl.Sqlite(temporary.resolve("catalogue.db"));
    }

    @BeforeEach
    void open() throws Exception {
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        for (int number = 1; number < FILES; number++) {
            PngFile.of(32, 32).seed(number).writeTo(media.resolve("%03d.png".formatted(number)));
        }
        Files.writeString(media.resolve("text.png"), "no picture");
        owner = Stores.open(url(), InstantSource.system());
        joined = Stores.open(url(), InstantSource.system());
    }

    @AfterEach
    void close() {
        joined.close();
        owner.close();
    }

    @Test
    void aSessionIsRunByItemTurnsOfAStoreThatJoinedItsLease() throws Exception {
        List<SessionId> ran = new ArrayList<>();
        try (SessionQueue queue = queue(new ByToken(ran))) {
            SessionId id = queue.start(parameters(), Actor.PROGRAM).id();
            queue.await(id);

            assertThat(ran).containsExactly(id);
            Session session = owner.ledger().find(id).orElseThrow();
            assertThat(session.state()).isEqualTo(SessionState.COMPLETED);
            Tally tally = owner.items().tally(id);
            assertThat(tally.committed()).isEqualTo(FILES - 1);
            assertThat(tally.failed()).isEqualTo(1);
            assertThat(tally.addsUp()).isTrue();
            assertThat(owner.reports().lastRevision(id)).isEqualTo(FILES);
        }
    }

    @Test
    void whoJoinedWritesNothingMoreWhenTheLeaseIsLost() throws Exception {
        Lease lease = owner.ledger()
                .create(SessionId.random(), parameters(), Actor.PROGRAM)
                .lease();
        Session session = owner.ledger().find(lease.session()).orElseThrow();
        runner(event -> {}).plan(session, lease, new StopSignal());
        Item item = owner.items().pending(lease.session(), 0, 0, 1).getFirst();
        ItemTurn turn = turn(session, lease, new StopSignal(), event -> {});
        owner.leases().claim(lease.session()); // its own fence rises, too

        assertThatThrownBy(() -> turn.run(item)).isInstanceOf(LeaseLost.class);

        assertThat(owner.items().tally(lease.session()).pending()).isEqualTo(FILES);
    }

    private SessionRunner runner(SessionListener listener) throws Exception {
        return new SessionRunner(
                discoverer(), new Planner(), assessor(), owner.sessionPorts(), listener, Duration.ZERO);
    }

    private ItemTurn turn(Session session, Lease lease, StopSignal stop, SessionListener listener) throws Exception {
        return ItemTurn.of(
                session, lease, assessor(), discoverer(), joined.sessionPorts(), Duration.ZERO, stop, listener);
    }

    private Discoverer discoverer() throws Exception {
        return new Discoverer(MediaRoots.of(List.of(media)));
    }

    private Assessor assessor() throws Exception {
        return new Assessor(MediaRoots.of(List.of(media)), new Analyser(), PixelReader.NONE, InstantSource.system());
    }

    private SessionQueue queue(Engine engine) {
        return new SessionQueue(owner.ledger(), owner.items(), owner.leases(), owner.auditLog(), engine, event -> {});
    }

    private SessionParameters parameters() {
        return new SessionParameters(
                List.of(media),
                FilePattern.of("*.png"),
                true,
                false,
                0.5,
                true,
                true,
                true,
                Fingerprint.BYTES,
                true,
                OptionalLong.empty(),
                1);
    }

    /** Has its turns taken through another store, to which nothing but the lease's token is given; from the last item to the first. */
    private final class ByToken implements Engine {
        private final List<SessionId> ran;

        ByToken(List<SessionId> ran) {
            this.ran = ran;
        }

        @Override
        public Plan plan(Session session, Lease lease, StopSignal stop) {
            try {
                return runner(event -> {}).plan(session, lease, stop);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void run(Session session, Lease lease, StopSignal stop) throws InterruptedException {
            ran.add(session.id());
            owner.ledger().move(session.id(), SessionState.PROCESSING, null);
            runItems(session, Lease.parse(lease.token()).orElseThrow(), stop);
            assertThat(owner.ledger().reconcile(session.id()).addsUp()).isTrue();
            owner.ledger().move(session.id(), SessionState.COMPLETED, null);
        }

        private void runItems(Session session, Lease lease, StopSignal stop) throws InterruptedException {
            try {
                ItemTurn turn = turn(session, lease, stop, event -> {});
                for (Item item :
                        joined.items().pending(session.id(), 0, 0, 1_000).reversed()) {
                    assertThat(turn.run(item)).isEqualTo(ItemTurn.Outcome.ENDED);
                }
            } catch (InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public OptionalLong confirmMissing(SessionId session, Path folder) {
            return OptionalLong.empty();
        }

        @Override
        public void hurry() {}
    }
}
