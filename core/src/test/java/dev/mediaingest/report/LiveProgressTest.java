package dev.mediaingest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.fixtures.contract.Samples;
import dev.mediaingest.fixtures.memory.MemoryDatabase;
import dev.mediaingest.fixtures.memory.MemoryStore;
import dev.mediaingest.fixtures.memory.SettableClock;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Ledger.Created;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent.Begun;
import dev.mediaingest.session.SessionEvent.Counted;
import dev.mediaingest.session.SessionEvent.Deferred;
import dev.mediaingest.session.SessionEvent.Deleted;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
    private static final Counted PICTURE = new Counted(true, 3, true, true, true, false);

    private final MemoryStore store = new MemoryStore(new MemoryDatabase(new SettableClock()));
    private final LiveProgress progress = new LiveProgress(store.items());
    private final Created created = store.ledger().create(SessionId.random(), Samples.parameters(), Actor.PROGRAM);
    private final SessionId id = created.session().id();

    @BeforeEach
    void begin() {
        ItemList list = store.items().newList(created.lease());
        var unused = list.add(Samples.files(4), false, Long.MAX_VALUE);
        list.complete();
        store.ledger().move(id, SessionState.PROCESSING, null);
        progress.on(new Begun(id, store.items().tally(id)));
    }

    private Session session() {
        return store.ledger().find(id).orElseThrow();
    }

    private Progress now() {
        return progress.of(session());
    }

    private List<Item> items() {
        return store.items().pending(id, 0, 0, 9);
    }

    private void end(Item item, ItemState how) {
        progress.on(new ItemEnded(
                item, how, null, null, how == ItemState.COMMITTED ? PICTURE : Counted.NOTHING, Duration.ZERO));
    }

    @Test
    void countsFollowTheEventsWithoutAskingTheLedger() {
        List<Item> items = items();
        items.forEach(item -> progress.on(new ItemBegun(item)));
        end(items.get(0), ItemState.COMMITTED);
        end(items.get(1), ItemState.FAILED);
        end(items.get(2), ItemState.MISSING);

        Tally tally = now().tally();
        assertThat(tally).isEqualTo(new Tally(4, 1, 0, 1, 0, 1, 0, 1, 1, 3, 1, 1, 1, 0));
        assertThat(store.items().tally(id).pending()).as("the ledger's own").isEqualTo(4);
    }

    @Test
    void filesInWorkAreNamedUntilTheyEndOrAreDeferred() {
        List<Item> items = items();
        progress.on(new ItemBegun(items.get(0)));
        progress.on(new ItemBegun(items.get(1)));
        assertThat(now().inWork())
                .containsExactly(
                        items.get(0).file().fileName(), items.get(1).file().fileName());

        end(items.get(0), ItemState.COMMITTED);
        progress.on(new Deferred(items.get(1)));

        assertThat(now().inWork()).isEmpty();
        assertThat(now().tally().processed()).isEqualTo(1);
    }

    @Test
    void whatASessionWaitsForIsShownAsAPauseWithItsReason() {
        progress.on(new Waiting(id, "The disk is full."));
        assertThat(now().state()).isEqualTo(SessionState.PAUSED);
        assertThat(now().message()).isEqualTo("The disk is full.");
        assertThat(now().secondsLeft()).isEmpty();

        progress.on(new Recovered(id));
        assertThat(now().state()).isEqualTo(SessionState.PROCESSING);
        assertThat(now().message()).isNull();
    }

    @Test
    void aSessionNobodyRunsIsCountedFromItsRows() {
        end(items().getFirst(), ItemState.COMMITTED);
        store.ledger().move(id, SessionState.PAUSED, "Paused by a person.");
        progress.on(new StateChanged(session()));

        assertThat(now().tally()).isEqualTo(store.items().tally(id));
        assertThat(now().message()).isEqualTo("Paused by a person.");
    }

    @Test
    void nothingIsRememberedOfASessionThatIsDeleted() {
        progress.on(new Waiting(id, "The disk is full."));
        Session last = session();
        progress.on(new Deleted(id));

        assertThat(progress.of(last).state()).isEqualTo(SessionState.PROCESSING);
    }

    @Test
    void whoWaitsForAChangeSeesItsNumber() throws Exception {
        long seen = progress.version();
        progress.awaitChange(seen, 1);
        assertThat(progress.version()).isEqualTo(seen);

        progress.on(new ItemBegun(items().getFirst()));

        assertThat(progress.version()).isGreaterThan(seen);
        progress.awaitChange(seen, 60_000);
    }
}
