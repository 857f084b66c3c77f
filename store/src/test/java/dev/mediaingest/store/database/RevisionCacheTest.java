package dev.mediaingest.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.failure.Unavailable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RevisionCacheTest {
    private final AtomicInteger revision = new AtomicInteger(1);
    private final AtomicInteger computed = new AtomicInteger();

    @Test
    void isComputedOnceForARevision() {
        var cache = new RevisionCache<>(revision::get, computed::incrementAndGet);

        assertThat(cache.get()).isEqualTo(1);
        assertThat(cache.get()).isEqualTo(1);
        assertThat(cache.getStale()).isEqualTo(1);
    }

    @Test
    void aQuickValueIsAsNewAsItsRows() {
        var cache = new RevisionCache<>(revision::get, () -> "of " + revision.get());
        assertThat(cache.get()).isEqualTo("of 1");

        revision.set(2);

        await().untilAsserted(() -> assertThat(cache.get()).isEqualTo("of 2"));
    }

    @Test
    void whatHappensWhileItIsComputedMakesItOld() {
        var cache = new RevisionCache<>(revision::get, () -> {
            int before = revision.get();
            revision.compareAndSet(1, 2);
            return before;
        });
        assertThat(cache.get()).isEqualTo(1);

        await().untilAsserted(() -> assertThat(cache.get()).isEqualTo(2));
    }

    @Test
    void aSlowValueIsAnsweredWithTheLastOneWhileTheNextIsComputed() {
        CountDownLatch slow = new CountDownLatch(1);
        var cache = new RevisionCache<>(revision::get, () -> {
            if (revision.get() == 2) {
                awaitQuietly(slow);
            }
            return "of " + revision.get();
        });
        assertThat(cache.getStale()).isEqualTo("of 1");

        revision.set(2);
        await().pollDelay(java.time.Duration.ofMillis(20)).until(() -> true); // longer than ten times the first took

        assertThat(cache.getStale()).isEqualTo("of 1");
        slow.countDown();
        await().untilAsserted(() -> assertThat(cache.getStale()).isEqualTo("of 2"));
    }

    @Test
    void aFirstValueThatTakesLongIsNoneYet() {
        CountDownLatch slow = new CountDownLatch(1);
        var cache = new RevisionCache<>(revision::get, () -> {
            awaitQuietly(slow);
            return "late";
        });

        assertThat(cache.getWithin()).isEmpty();
        slow.countDown();
        await().untilAsserted(() -> assertThat(cache.getWithin()).contains("late"));
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsToldToWhoeverNeedsTheValue() {
        var cache = new RevisionCache<String>(revision::get, () -> {
            throw new Unavailable("no answer", new IllegalStateException());
        });

        assertThat(cache.getWithin()).isEmpty();
        assertThatThrownBy(cache::get).isInstanceOf(Unavailable.class);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
