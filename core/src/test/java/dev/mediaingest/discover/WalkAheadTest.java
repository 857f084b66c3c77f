package dev.mediaingest.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.discover.Discovered.Reason;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WalkAheadTest {
    @Test
    void givesAllEntriesInTheOrderOfTheWalk() {
        for (int length : List.of(0, 1, 499, 500, 501, 12_345)) {
            List<Discovered> walked = entries().limit(length).toList();

            try (WalkAhead ahead = WalkAhead.of(walked.iterator(), Set.of(), () -> {})) {
                for (Discovered entry : walked) {
                    assertThat(ahead.hasNext()).isTrue();
                    assertThat(ahead.next()).isEqualTo(entry);
                }
                assertThat(ahead.hasNext()).isFalse();
                assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
            }
        }
    }

    @Test
    void throwsWhatTheWalkThrowsBehindTheEntriesBeforeIt() {
        Iterator<Discovered> walk = Stream.concat(entries().limit(700), Stream.<Discovered>generate(() -> {
                    throw new IllegalArgumentException("a mistake");
                }))
                .iterator();

        try (WalkAhead ahead = WalkAhead.of(walk, Set.of(), () -> {})) {
            for (int number = 0; number < 700; number++) {
                assertThat(ahead.next()).isNotNull();
            }
            assertThatThrownBy(ahead::hasNext).hasMessage("a mistake");
        }
    }

    @Test
    void goesOnlySoFarAheadAndEndsWhenItIsClosed() throws InterruptedException {
        AtomicInteger walked = new AtomicInteger();
        try (WalkAhead ahead =
                WalkAhead.of(entries().peek(entry -> walked.incrementAndGet()).iterator(), Set.of(), () -> {})) {
            assertThat(ahead.next()).isNotNull();
            int before;
            do {
                before = walked.get();
                Thread.sleep(200);
            } while (walked.get() > before);
            assertThat(before).isBetween(2, 10_000);
        }

        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("walk"))
                        .allMatch(WalkAheadTest::hasEnded))
                .isTrue();
    }

    private static boolean hasEnded(Thread thread) {
        try {
            return thread.join(java.time.Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Discovered> entries() {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> new LeftOut(Path.of("/media/" + number), Reason.HIDDEN));
    }
}
