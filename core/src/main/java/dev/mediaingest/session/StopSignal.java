package dev.mediaingest.session;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks a running session to stop at the next file boundary, and says what it becomes. Thread-safe; the first word counts. */
public final class StopSignal {
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();

    /** Asks to stop; {@code becomes} is {@code PAUSED}, {@code CANCELLED} or {@code INTERRUPTED}. */
    public void stop(SessionState becomes, String why) {
        stop.compareAndSet(null, new Stop(becomes, why));
        synchronized (this) {
            notifyAll();
        }
    }

    public boolean isSet() {
        return stop.get() != null;
    }

    @Nullable
    Stop get() {
        return stop.get();
    }

    /** Waits until asked to stop, at most that long. */
    synchronized void await(long millis) throws InterruptedException {
        if (!isSet()) {
            wait(millis);
        }
    }

    record Stop(SessionState becomes, String why) {}
}
