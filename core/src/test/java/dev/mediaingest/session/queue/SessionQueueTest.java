package dev.mediaingest.session.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.failure.LeaseLost;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.fixtures.contract.Samples;
import dev.mediaingest.fixtures.memory.MemoryDatabase;
import dev.mediaingest.fixtures.memory.MemoryStore;
import dev.mediaingest.fixtures.memory.SettableClock;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.AuditEntry;
import dev.mediaingest.session.Engine;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.Broken;
import dev.mediaingest.session.SessionEvent.Deleted;
import dev.mediaingest.session.SessionEvent.TakenOver;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue over a ledger in memory; what runs a session does what the test says, at the moment it says so. */
@Timeout(30)
class SessionQueueTest {
    private static final Actor PERSON = new Actor("person");

    private final SettableClock clock = new SettableClock();
    private final MemoryDatabase database = new MemoryDatabase(clock);
    private final MemoryStore store = new MemoryStore(database);
    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    private final ScriptedEngine engine = new ScriptedEngine();
    private final SessionQueue queue = queue(store, engine);

    private SessionQueue queue(MemoryStore server, Engine runs) {
        return new SessionQueue(server.ledger(), server.items(), server.leases(), server.auditLog(), runs, events::add);
    }

    @AfterEach
    void close() {
        engine.letAllGo();
        queue.close();
        store.close();
    }

    /** Plans as many files as it is told; a run begins, and goes on when the test lets it. */
    private final class ScriptedEngine implements Engine {
        private final List<SessionId> begun = new CopyOnWriteArrayList<>();
        private final BlockingQueue<SessionId> beginnings = new LinkedBlockingQueue<>();
        private final BlockingQueue<Runnable> deeds = new LinkedBlockingQueue<>();
        private volatile int files = 3;
        private volatile boolean open;

        @Override
        public Plan plan(Session session, Lease lease, StopSignal stop) {
            ItemList list = store.items().newList(lease);
            var unused = list.add(Samples.files(files), false, Long.MAX_VALUE);
            list.complete();
            return new Plan(files, files, 0);
        }

        /** As a runner does it: the session is moved, and stops where it is asked to. */
        @Override
        public void run(Session session, Lease lease, StopSignal stop) throws InterruptedException {
            store.ledger().move(session.id(), SessionState.PROCESSING, null);
            begun.add(session.id());
            beginnings.add(session.id());
            Runnable deed = null;
            while (deed == null && !open && !stop.isSet()) {
                deed = deeds.poll(5, TimeUnit.MILLISECONDS);
            }
            if (deed != null) {
                deed.run();
            }
            StopSignal.Stop asked = stop.get();
            if (asked == null) {
                store.ledger().move(session.id(), SessionState.COMPLETED, null);
            } else {
                store.ledger().move(session.id(), asked.becomes(), asked.why());
            }
        }

        @Override
        public OptionalLong confirmMissing(SessionId session, Path folder) {
            return OptionalLong.of(2);
        }

        @Override
        public void hurry() {}

        void letGo() {
            deeds.add(() -> {});
        }

        void letAllGo() {
            open = true;
        }

        void awaitBegun(SessionId id) throws InterruptedException {
            assertThat(beginnings.poll(10, TimeUnit.SECONDS)).isEqualTo(id);
        }
    }

    private SessionId start() throws NothingFound {
        return queue.start(Samples.parameters(), PERSON).id();
    }

    private SessionState state(SessionId id) {
        return store.ledger().find(id).orElseThrow().state();
    }

    private List<String> audit(SessionId id) {
        return store.auditLog().list(id, 50, 0).reversed().stream()
                .map(AuditEntry::operation)
                .toList();
    }

    @Test
    void sessionsRunOneAfterTheOtherInTheirOrder() throws Exception {
        SessionId first = start();
        SessionId second = start();
        engine.awaitBegun(first);
        assertThat(queue.waiting()).isEqualTo(1);
        assertThat(state(second)).isEqualTo(SessionState.STARTING);

        engine.letGo();
        engine.awaitBegun(second);
        engine.letGo();
        queue.await(second);

        assertThat(state(first)).isEqualTo(SessionState.COMPLETED);
        assertThat(state(second)).isEqualTo(SessionState.COMPLETED);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void aSessionThatWaitsCanBeMovedBeforeAnother() throws Exception {
        SessionId running = start();
        SessionId second = start();
        SessionId third = start();
        engine.awaitBegun(running);

        assertThat(queue.moveBefore(third, second, PERSON)).isInstanceOf(Answer.Done.class);
        engine.letAllGo();
        queue.await(second);
        queue.await(third);

        assertThat(engine.begun).containsExactly(running, third, second);
        assertThat(audit(third)).contains("move");
    }

    @Test
    void whatRunsCannotBeMovedAndNothingIsMovedBeforeIt() throws Exception {
        SessionId running = start();
        SessionId waiting = start();
        engine.awaitBegun(running);

        assertThat(queue.moveBefore(running, null, PERSON)).isInstanceOf(Answer.Rejected.class);
        assertThat(queue.moveBefore(waiting, running, PERSON)).isInstanceOf(Answer.Rejected.class);
        assertThat(queue.moveBefore(SessionId.random(), null, PERSON)).isInstanceOf(Answer.NotFound.class);
    }

    @Test
    void aRunningSessionIsPausedWhereItsRunnerStopsAndResumed() throws Exception {
        SessionId id = start();
        engine.awaitBegun(id);

        assertThat(queue.pause(id, PERSON)).isInstanceOf(Answer.Done.class);
        queue.await(id);
        assertThat(state(id)).isEqualTo(SessionState.PAUSED);

        assertThat(queue.resume(id, PERSON)).isInstanceOf(Answer.Done.class);
        engine.awaitBegun(id);
        engine.letGo();
        queue.await(id);
        assertThat(state(id)).isEqualTo(SessionState.COMPLETED);
        assertThat(audit(id)).contains("pause", "resume");
    }

    @Test
    void aSessionThatOnlyWaitsIsPausedAtOnceAndGivesItsTurnUp() throws Exception {
        SessionId running = start();
        SessionId waiting = start();
        engine.awaitBegun(running);

        queue.pause(waiting, PERSON);

        assertThat(state(waiting)).isEqualTo(SessionState.PAUSED);
        assertThat(queue.waiting()).isZero();
        engine.letAllGo();
        queue.await(running);
        assertThat(engine.begun).containsExactly(running);
    }

    @Test
    void aCancelledSessionIsCountedToItsEndAndNeverRunsAgain() throws Exception {
        SessionId running = start();
        SessionId waiting = start();
        engine.awaitBegun(running);

        queue.cancel(waiting, PERSON);

        assertThat(state(waiting)).isEqualTo(SessionState.CANCELLED);
        assertThat(store.items().tally(waiting).skipped()).isEqualTo(3);
        assertThat(queue.resume(waiting, PERSON)).isInstanceOf(Answer.Rejected.class);
        assertThat(queue.retry(waiting, List.of(), PERSON)).isInstanceOf(Answer.Rejected.class);
        assertThat(store.ledger().unreconciled()).isEmpty();
    }

    @Test
    void whoCancelsASessionThatIsAboutToPauseWantsItCancelled() throws Exception {
        SessionId id = start();
        engine.awaitBegun(id);
        engine.deeds.add(() -> {
            Answer paused = queue.pause(id, PERSON); // both while its runner is between two files
            Answer cancelled = queue.cancel(id, PERSON);
            Answer pausedAgain = queue.pause(id, PERSON);
            assertThat(List.of(paused, cancelled, pausedAgain)).hasOnlyElementsOfType(Answer.Done.class);
        });

        queue.await(id);

        assertThat(state(id)).isEqualTo(SessionState.CANCELLED);
    }

    @Test
    void aSessionWithoutFilesLeavesNothingBehind() {
        engine.files = 0;

        assertThatThrownBy(this::start).isInstanceOf(NothingFound.class).hasMessageContaining("No files found");

        assertThat(store.ledger().count(SessionState.ALL)).isZero();
        assertThat(events).last().isInstanceOf(Deleted.class);
    }

    @Test
    void aSessionThatIsDoneHasNothingToResume() throws Exception {
        SessionId id = start();
        engine.letAllGo();
        queue.await(id);

        assertThat(queue.resume(id, PERSON)).isInstanceOf(Answer.AlreadyCompleted.class);
        assertThat(queue.retry(id, List.of(), PERSON)).isInstanceOf(Answer.Rejected.class);
        assertThat(queue.resume(SessionId.random(), PERSON)).isInstanceOf(Answer.NotFound.class);
    }

    @Test
    void deletingARunningSessionEndsItFirst() throws Exception {
        SessionId id = start();
        engine.awaitBegun(id);

        assertThat(queue.delete(id, PERSON)).isTrue();

        assertThat(store.ledger().find(id)).isEmpty();
        assertThat(queue.delete(id, PERSON)).isFalse();
        assertThat(audit(id)).endsWith("delete");
    }

    @Test
    void aMistakeOfTheRunnerEndsTheSessionAsAnErrorAndTheQueueGoesOn() throws Exception {
        SessionId broken = start();
        SessionId next = start();
        engine.awaitBegun(broken);
        engine.deeds.add(() -> {
            throw new IllegalStateException("a mistake");
        });

        engine.awaitBegun(next);

        assertThat(state(broken)).isEqualTo(SessionState.ERROR);
        assertThat(store.ledger().find(broken).orElseThrow().message()).contains("a mistake");
        assertThat(events)
                .anyMatch(event -> event instanceof Broken(SessionId id, Throwable cause) && id.equals(broken));
    }

    @Test
    void aSessionThatWasTakenOverIsLeftAlone() throws Exception {
        SessionId id = start();
        engine.awaitBegun(id);
        engine.deeds.add(() -> {
            throw new LeaseLost("taken");
        });

        queue.await(id);

        assertThat(state(id)).isEqualTo(SessionState.PROCESSING);
        assertThat(events).contains(new TakenOver(id));
    }

    @Test
    void aSessionWhoseLedgerDoesNotAnswerBetweenStepsIsRunOnceMore() throws Exception {
        SessionId id = start();
        engine.awaitBegun(id);
        engine.deeds.add(() -> {
            throw new Unavailable("The database is locked.", new IllegalStateException());
        });

        engine.awaitBegun(id);
        engine.letGo();
        queue.await(id);

        assertThat(events).contains(new Waiting(id, "The database is locked."));
        assertThat(engine.begun).containsExactly(id, id);
        assertThat(state(id)).isEqualTo(SessionState.COMPLETED);
    }

    @Test
    void closingLeavesSessionsInterruptedWithTheirPlacesAndTheNextStartGoesOn() throws Exception {
        SessionId running = start();
        SessionId waiting = start();
        engine.awaitBegun(running);

        queue.close();

        assertThat(state(running)).isEqualTo(SessionState.INTERRUPTED);
        assertThat(state(waiting)).isEqualTo(SessionState.INTERRUPTED);
        engine.letAllGo();
        try (SessionQueue next = queue(store, engine)) {
            next.recover(session -> true);
            next.await(running);
            next.await(waiting);
        }
        assertThat(engine.begun).containsExactly(running, running, waiting);
        assertThat(state(waiting)).isEqualTo(SessionState.COMPLETED);
    }

    @Test
    void aDeadServersSessionIsTakenOverWhenItsLeaseHasRunOutAndNotBefore() throws Exception {
        SessionId id = start();
        engine.awaitBegun(id);
        MemoryStore survivor = new MemoryStore(database);
        ScriptedEngine other = new ScriptedEngine();
        other.letAllGo();
        try (SessionQueue survivors = queue(survivor, other)) {
            survivors.takeOver(session -> true);
            assertThat(state(id)).as("its server lives").isEqualTo(SessionState.PROCESSING);

            store.kill();
            survivors.takeOver(session -> true);
            assertThat(state(id)).as("its lease lasts").isEqualTo(SessionState.PROCESSING);

            clock.forward(MemoryDatabase.LEASE.plusSeconds(1));
            survivors.takeOver(session -> false);
            assertThat(state(id)).isEqualTo(SessionState.INTERRUPTED);
        }
    }

    @Test
    void aServerDoesNotTakeItsOwnRunningSessionsOver() throws Exception {
        SessionId running = start();
        SessionId waiting = start();
        engine.awaitBegun(running);

        queue.takeOver(session -> true);

        assertThat(state(running)).isEqualTo(SessionState.PROCESSING);
        assertThat(state(waiting)).isEqualTo(SessionState.STARTING);
        engine.letAllGo();
        queue.await(running);
        queue.await(waiting);
        assertThat(engine.begun).containsExactly(running, waiting);
    }

    @Test
    void whatAnotherServerRunsIsItsOwn() throws Exception {
        SessionId id = start();
        engine.awaitBegun(id);
        try (MemoryStore other = new MemoryStore(database);
                SessionQueue others = queue(other, new ScriptedEngine())) {
            assertThat(others.resume(id, PERSON)).isEqualTo(new Answer.Rejected("Another server runs the session."));
            assertThat(others.pause(id, PERSON)).isInstanceOf(Answer.Rejected.class);
        }
        assertThat(state(id)).isEqualTo(SessionState.PROCESSING);
    }

    @Test
    void sessionsThatEndedLongAgoAreForgotten() throws Exception {
        SessionId old = start();
        engine.letAllGo();
        queue.await(old);
        clock.forward(Duration.ofDays(2));
        SessionId young = start();
        queue.await(young);

        assertThat(queue.forgetEndedBefore(clock.instant().minus(Duration.ofDays(1))))
                .isEqualTo(1);

        assertThat(store.ledger().find(old)).isEmpty();
        assertThat(store.ledger().find(young)).isPresent();
    }

    @Test
    void startingOnlyIfAnythingIsNewLeavesNoSessionOtherwise() throws Exception {
        engine.letAllGo();
        SessionId id =
                queue.startIfAnythingIsNew(Samples.parameters(), Actor.PROGRAM).id();
        queue.await(id);

        engine.files = 0;
        assertThatThrownBy(() -> queue.startIfAnythingIsNew(Samples.parameters(), Actor.PROGRAM))
                .isInstanceOf(NothingFound.class);
        assertThat(store.ledger().count(SessionState.ALL)).isEqualTo(1);
    }
}
