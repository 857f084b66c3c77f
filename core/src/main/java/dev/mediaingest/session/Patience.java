package dev.mediaingest.session;

import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.Waiting;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits out a broken environment: says what is wrong, and what else if that changes, tries again with growing pauses, says when it works again.
 * Confined to the thread that runs the session.
 */
final class Patience {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final SessionId session;
    private final StopSignal stop;
    private final SessionListener listener;
    private long waitedNanos;
    /** What is being waited for, as it was said last. */
    private @Nullable String told;

    Patience(SessionId session, StopSignal stop, SessionListener listener) {
        this.session = session;
        this.stop = stop;
        this.listener = listener;
    }

    /** Something that needs the database or the worker processes. */
    interface Action<T> {
        T run() throws InterruptedException;
    }

    /** Does something until it works; gives up, with the last trouble, when asked to stop. */
    <T> T persist(Action<T> action) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                T result = action.run();
                tellRecovered();
                return result;
            } catch (Unavailable trouble) {
                if (stop.isSet()) {
                    throw trouble;
                }
                tellWaiting(String.valueOf(trouble.getMessage()));
                pause(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    void persist(Runnable action) throws InterruptedException {
        persist(() -> {
            action.run();
            return true;
        });
    }

    /** Waits until a condition holds or somebody asks to stop; returns whether it holds. */
    boolean until(BooleanSupplier condition, String trouble) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (!condition.getAsBoolean()) {
            if (stop.isSet()) {
                return false;
            }
            tellWaiting(trouble);
            pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
        tellRecovered();
        return true;
    }

    /** How long it has waited altogether. */
    Duration waited() {
        return Duration.ofNanos(waitedNanos);
    }

    /** Lets some time pass; less if somebody asks to stop. */
    void pause(Duration time) throws InterruptedException {
        if (time.isPositive()) {
            pause(time.toMillis() + 1);
        }
    }

    private void pause(long millis) throws InterruptedException {
        long start = System.nanoTime();
        stop.await(millis);
        waitedNanos += System.nanoTime() - start;
    }

    private void tellWaiting(String sentence) {
        if (!sentence.equals(told)) {
            told = sentence;
            listener.on(new Waiting(session, sentence));
        }
    }

    private void tellRecovered() {
        if (told != null) {
            told = null;
            listener.on(new Recovered(session));
        }
    }
}
