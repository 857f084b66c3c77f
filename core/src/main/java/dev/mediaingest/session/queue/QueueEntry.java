package dev.mediaingest.session.queue;

import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.StopSignal;
import dev.mediaingest.session.StopSignal.Stop;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One session in the queue: where it stands there, and how it is asked to stop. Thread-safe. */
final class QueueEntry {
    private final Lease lease;
    private final StopSignal stop = new StopSignal();
    private final CountDownLatch left = new CountDownLatch(1);
    private Phase phase = Phase.PLANNING;

    private enum Phase {
        PLANNING,
        WAITING,
        RUNNING,
        /** Nobody works on it any more, and what is asked now comes too late. */
        ENDING
    }

    /** What becomes of being asked to stop. */
    enum Asked {
        /** It stops at the next file boundary. */
        WILL_STOP,
        /** It only waited for its turn, and gives it up. */
        WITHDRAWN,
        /** It is ending by itself. */
        TOO_LATE
    }

    QueueEntry(Lease lease) {
        this.lease = lease;
    }

    SessionId session() {
        return lease.session();
    }

    Lease lease() {
        return lease;
    }

    StopSignal stop() {
        return stop;
    }

    /** Asks whoever works on it to stop. */
    synchronized Asked askToStop(SessionState becomes, String why) {
        return switch (phase) {
            case ENDING -> Asked.TOO_LATE;
            case WAITING -> {
                phase = Phase.ENDING;
                yield Asked.WITHDRAWN;
            }
            case PLANNING, RUNNING -> {
                stop.stop(becomes, why);
                yield Asked.WILL_STOP;
            }
        };
    }

    /** Lets it wait for its turn, unless it was asked to stop before; then it ends, and the answer says how. */
    synchronized @Nullable Stop beginWaiting() {
        Stop asked = stop.get();
        phase = asked == null ? Phase.WAITING : Phase.ENDING;
        return asked;
    }

    /** Gives it its turn; false if it does not wait for one any more. */
    synchronized boolean beginRunning() {
        if (phase != Phase.WAITING) {
            return false;
        }
        phase = Phase.RUNNING;
        return true;
    }

    /** From now on it is too late to ask it to stop. */
    synchronized void beginEnding() {
        phase = Phase.ENDING;
    }

    synchronized boolean isWaiting() {
        return phase == Phase.WAITING;
    }

    /** Whether it will be gone by itself soon. */
    synchronized boolean isStopping() {
        return stop.isSet() || phase == Phase.ENDING;
    }

    /** It is in the queue no more. */
    void leave() {
        beginEnding();
        left.countDown();
    }

    /** Waits until it is in the queue no more. */
    void awaitLeft() {
        try {
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
