package dev.mediaingest.session;

import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.Waiting;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits out a broken environment: says once what is wrong, tries again with growing pauses, says when it works again.
 * Confined to the thread that runs the session.
 */
final class Patience {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final SessionId session;
    private final StopSignal stop;
    private final SessionListener listener;
    private long waitedNanos;

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
        boolean waiting = false;
        while (true) {
            try {
                T result = action.run();
                tellRecovered(waiting);
                return result;
            } catch (Unavailable trouble) {
                if (stop.isSet()) {
                    throw trouble;
                }
                tellWaiting(waiting, String.valueOf(trouble.getMessage()));
                waiting = true;
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
        boolean waiting = false;
        while (!condition.getAsBoolean()) {
            if (stop.isSet()) {
                return false;
            }
            tellWaiting(waiting, trouble);
            waiting = true;
            pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
        tellRecovered(waiting);
        return true;
    }

    /** How long it has waited altogether. */
    Duration waited() {
        return Duration.ofNanos(waitedNanos);
    }

    private void pause(long millis) throws InterruptedException {
        long start = System.nanoTime();
        stop.await(millis);
        waitedNanos += System.nanoTime() - start;
    }

    private void tellWaiting(boolean alreadyTold, String sentence) {
        if (!alreadyTold) {
            listener.on(new Waiting(session, sentence));
        }
    }

    private void tellRecovered(boolean waited) {
        if (waited) {
            listener.on(new Recovered(session));
        }
    }
}
