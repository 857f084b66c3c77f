package dev.mediaingest.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running session to stop at the next file boundary, and says what it becomes. Thread-safe. The strongest word counts:
 * whoever cancels a session that is about to pause wants it cancelled.
 */
public final class StopSignal {
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final CountDownLatch set = new CountDownLatch(1);

    /** Asks to stop; {@code becomes} is {@code PAUSED}, {@code CANCELLED} or {@code INTERRUPTED}. */
    public void stop(SessionState becomes, String why) {
        Stop asked = new Stop(becomes, why);
        stop.accumulateAndGet(
                asked, (before, now) -> before == null || strength(now) > strength(before) ? now : before);
        set.countDown();
    }

    private static int strength(@Nullable Stop stop) {
        return stop == null
                ? 0
                : switch (stop.becomes) {
                    case CANCELLED -> 3;
                    case PAUSED -> 2;
                    case INTERRUPTED, STARTING, PROCESSING, COMPLETED, ERROR -> 1;
                };
    }

    public boolean isSet() {
        return stop.get() != null;
    }

    @Nullable
    public Stop get() {
        return stop.get();
    }

    /** Waits until asked to stop, at most that long; returns whether it is. */
    public boolean await(long millis) throws InterruptedException {
        return set.await(millis, TimeUnit.MILLISECONDS);
    }

    public record Stop(SessionState becomes, String why) {}
}
