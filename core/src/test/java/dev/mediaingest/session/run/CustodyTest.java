package dev.mediaingest.session.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.fixtures.contract.Samples;
import dev.mediaingest.fixtures.memory.MemoryDatabase;
import dev.mediaingest.fixtures.memory.MemoryStore;
import dev.mediaingest.fixtures.memory.SettableClock;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.AttemptLimits;
import dev.mediaingest.session.Ledger.Created;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger knows of a file when its process ends: each test ends it, and looks whether the file is blamed. */
class CustodyTest {
    private static final AttemptLimits AT_ONCE = new AttemptLimits(1, 2);

    private final MemoryStore store = new MemoryStore(new MemoryDatabase(new SettableClock()));
    private final Created session = store.ledger().create(SessionId.random(), Samples.parameters(), Actor.PROGRAM);

    @BeforeEach
    void list() {
        ItemList list = store.items().newList(session.lease());
        var unused = list.add(Samples.files(1), false, Long.MAX_VALUE);
        list.complete();
    }

    private Item begin() {
        Item item = store.items().pending(session.session().id(), 0, 0, 1).getFirst();
        int unused = store.items().begin(session.lease(), item);
        return item;
    }

    private Custody custody(Item item) {
        return new Custody(store.items(), session.lease(), item);
    }

    private boolean isBlamedIfTheProcessEndsNow() {
        store.items().releaseInterrupted(session.lease(), AT_ONCE);
        return store.items().tally(session.session().id()).quarantined() == 1;
    }

    @Test
    void aFileThisProcessReadsForLongIsBlamed() {
        custody(begin()).markSlow();

        assertThat(isBlamedIfTheProcessEndsNow()).isTrue();
    }

    @Test
    void aFileThatTookMomentsIsNot() {
        begin();

        assertThat(isBlamedIfTheProcessEndsNow()).isFalse();
    }

    @Test
    void aFileThatAnotherProcessHasIsNotHoweverLongItTakes() {
        Custody custody = custody(begin());
        custody.handedOver();
        custody.markSlow();

        assertThat(isBlamedIfTheProcessEndsNow()).isFalse();
    }

    @Test
    void norOneThatWasSlowBeforeItWasHandedOver() {
        Custody custody = custody(begin());
        custody.markSlow();
        custody.handedOver();

        assertThat(isBlamedIfTheProcessEndsNow()).isFalse();
    }

    /** Its second attempt would be one too many, were it counted. */
    @Test
    void anAttemptThatWasHandedOverDoesNotCountOfAFileThatWasInWorkBefore() {
        begin();
        assertThat(isBlamedIfTheProcessEndsNow()).isFalse();

        custody(begin()).handedOver();

        assertThat(isBlamedIfTheProcessEndsNow()).isFalse();
    }
}
