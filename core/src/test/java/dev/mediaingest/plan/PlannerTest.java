package dev.mediaingest.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.discover.Discovered;
import dev.mediaingest.discover.Discovered.Found;
import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.discover.Discovered.Reason;
import dev.mediaingest.fixtures.contract.Samples;
import dev.mediaingest.fixtures.memory.MemoryDatabase;
import dev.mediaingest.fixtures.memory.MemoryStore;
import dev.mediaingest.fixtures.memory.SettableClock;
import dev.mediaingest.media.Reading;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.KnownFiles.Standing;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.Ledger.Created;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private final MemoryStore store = new MemoryStore(new MemoryDatabase(new SettableClock()));
    private final Created session = store.ledger().create(SessionId.random(), Samples.parameters(), Actor.PROGRAM);
    private final ItemList list = store.items().newList(session.lease());

    private static Iterator<Discovered> walk(int files, int leftOut) {
        List<Discovered> walk = new ArrayList<>();
        Samples.files(files).forEach(file -> walk.add(new Found(file)));
        IntStream.range(0, leftOut)
                .forEach(i -> walk.add(new LeftOut(Samples.FOLDER.resolve("note" + i + ".txt"), Reason.NOT_MATCHED)));
        return walk.iterator();
    }

    private List<SourceFile> listed() {
        return store.items().pending(session.session().id(), 0, 0, Integer.MAX_VALUE).stream()
                .map(Item::file)
                .toList();
    }

    /** Batches of 4,000. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3_999, 4_000, 4_001, 9_000})
    void everyFileFoundIsListedInTheWalksOrder(int files) {
        Plan plan = new Planner().plan(walk(files, 2), true, Long.MAX_VALUE, list, () -> false);

        assertThat(plan).isEqualTo(new Plan(files, files, 2));
        assertThat(listed()).isEqualTo(Samples.files(files));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4_000, 4_001})
    void theListEndsWithTheLastFileThatMayBeDone(int most) {
        Iterator<Discovered> walk = walk(5_000, 0);

        Plan plan = new Planner().plan(walk, true, most, list, () -> false);

        assertThat(plan.toDo()).isEqualTo(most);
        assertThat(listed()).hasSize(most);
        assertThat(walk.hasNext()).as("nothing is walked that is not wanted").isEqualTo(most <= 4_000);
    }

    @Test
    void whoeverIsToldToStopWritesNoFurtherBatch() {
        boolean[] stopped = new boolean[1];
        Iterator<Discovered> walk = walk(9_000, 0);

        Plan plan = new Planner().plan(walk, true, Long.MAX_VALUE, list, () -> {
            boolean now = stopped[0];
            stopped[0] = true;
            return now;
        });

        assertThat(plan.total()).isEqualTo(4_000);
        assertThat(walk.hasNext()).isTrue();
    }

    @Test
    void aPreviewCountsWhatAPlanWouldListAndWritesNothing() {
        Preview preview =
                new Previewer(store.known(), EarlierReadings.NONE, false, Long.MAX_VALUE).preview(walk(4_321, 5));

        assertThat(preview.fresh()).isEqualTo(4_321);
        assertThat(preview.leftOut()).containsEntry(Reason.NOT_MATCHED, 5L);
        assertThat(preview.bytes())
                .isEqualTo(Samples.files(4_321).stream()
                        .mapToLong(SourceFile::size)
                        .sum());
        assertThat(listed()).isEmpty();
    }

    @Test
    void aPreviewEndsWithTheLastFileThatMayBeDone() {
        KnownFiles everyOtherIsUnchanged = (files, earlier, retryFailed) -> IntStream.range(0, files.size())
                .mapToObj(i -> i % 2 == 0 ? Standing.Plain.UNCHANGED : (Standing) Standing.Plain.NEW)
                .toList();

        Preview preview = new Previewer(everyOtherIsUnchanged, EarlierReadings.NONE, false, 10).preview(walk(100, 0));

        assertThat(preview.fresh()).isEqualTo(10);
        assertThat(preview.unchanged()).isEqualTo(10);
    }

    @Test
    void theNumberOfAnAttemptCountsThoseThatWereCutShort() {
        Item item = new Item(session.session().id(), 1, Samples.file(1), 1, 5, 2, Reading.WHOLE);

        assertThat(item.attempt()).isEqualTo(4);
        assertThat(item.beingWritten()).isEqualTo(3);
    }
}
