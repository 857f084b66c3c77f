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
import dev.mediaingest.session.Ledger.Created;
import dev.mediaingest.session.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingItemsTest {
    private final MemoryStore store = new MemoryStore(new MemoryDatabase(new SettableClock()));
    private final Created session = store.ledger().create(SessionId.random(), Samples.parameters(), Actor.PROGRAM);
    private final StopSignal stop = new StopSignal();

    private PendingItems pending(int files, Duration settling) {
        ItemList list = store.items().newList(session.lease());
        var unused = list.add(Samples.files(files), false, Long.MAX_VALUE);
        list.complete();
        SessionId id = session.session().id();
        return new PendingItems(store.items(), id, new Retry(id, stop, event -> {}), settling);
    }

    private static List<Long> takeAll(PendingItems items) {
        List<Long> positions = new ArrayList<>();
        while (items.hasNext()) {
            positions.add(items.next().position());
        }
        return positions;
    }

    /** Pages of 500: also lists that fill their last page exactly, and one that needs one more question. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 499, 500, 501, 1_000, 1_234})
    void everyItemComesOnceInListOrder(int files) {
        assertThat(takeAll(pending(files, Duration.ZERO)))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, files).boxed().toList());
    }

    @Test
    void whatIsLookedAtFirstIsStillThere() {
        PendingItems items = pending(2, Duration.ZERO);

        assertThat(items.hasNext()).isTrue();
        assertThat(items.peek()).isEqualTo(items.peek());
        assertThat(items.next().position()).isEqualTo(1);
        assertThat(items.next().position()).isEqualTo(2);
        assertThat(items.hasNext()).isFalse();
    }

    @Test
    void deferredItemsComeBehindTheOthersOnceForEachTimeTheyAreDeferred() throws Exception {
        PendingItems items = pending(4, Duration.ZERO);
        List<Long> order = new ArrayList<>();
        int rounds = 0;
        do {
            while (items.hasNext()) {
                Item item = items.next();
                order.add(item.position());
                if (item.position() % 2 == 1 && item.deferrals() < 2) {
                    store.items().defer(session.lease(), item, false);
                    items.deferred();
                } else {
                    store.items().begin(session.lease(), item);
                }
            }
            rounds++;
        } while (items.awaitDeferred());

        assertThat(order).containsExactly(1L, 2L, 3L, 4L, 1L, 3L, 1L, 3L);
        assertThat(rounds).isEqualTo(3);
    }

    @Test
    void whatWasDeferredHasTimeToSettleUnlessTheSessionIsToldToStop() throws Exception {
        PendingItems items = pending(1, Duration.ofMillis(200));
        assertThat(items.hasNext()).isTrue();
        store.items().defer(session.lease(), items.next(), false);
        items.deferred();

        long start = System.nanoTime();
        assertThat(items.awaitDeferred()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(190));
    }

    @Test
    void whereNothingWasDeferredNobodyWaits() throws Exception {
        PendingItems items = pending(1, Duration.ofHours(1));
        takeAll(items)
                .forEach(position -> store.items()
                        .begin(session.lease(), new Item(session.session().id(), position, Samples.file(1), 0)));

        assertThat(items.awaitDeferred()).isFalse();
    }
}
