package dev.mediaingest.session.queue;

import dev.mediaingest.failure.LeaseLost;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Engine;
import dev.mediaingest.session.Leases;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent.Broken;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.TakenOver;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.StopSignal.Stop;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that are planned, wait or run here, and the one thread that runs them, in the order that the ledger keeps.
 * Thread-safe.
 */
final class RunningSessions implements AutoCloseable {
    private static final long LONGEST_CLOSE_SECONDS = 30;
    private static final long PAUSE_MILLIS = 500;

    private final Ledger ledger;
    private final Leases leases;
    private final Engine engine;
    private final Transitions transitions;
    private final SessionListener listener;
    private final ExecutorService thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Guarded by itself. */
    private final Map<SessionId, QueueEntry> entries = new LinkedHashMap<>();

    RunningSessions(Ledger ledger, Leases leases, Engine engine, Transitions transitions, SessionListener listener) {
        this.ledger = ledger;
        this.leases = leases;
        this.engine = engine;
        this.transitions = transitions;
        this.listener = listener;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("session").factory());
    }

    /** A session begins to be planned, or to wait. */
    QueueEntry enter(Lease lease) {
        QueueEntry entry = new QueueEntry(lease);
        synchronized (entries) {
            entries.put(entry.session(), entry);
            if (closing.getCount() == 0) {
                stop(entry); // it came too late to be asked with the others
            }
        }
        return entry;
    }

    /** A session takes its place among those that wait, unless it was asked to stop meanwhile. */
    void enqueue(QueueEntry entry) {
        Stop asked = entry.beginWaiting();
        if (asked == null) {
            thread.execute(this::runFirst);
        } else {
            end(entry, asked);
        }
    }

    void leave(QueueEntry entry) {
        entry.beginEnding();
        synchronized (entries) {
            entries.remove(entry.session(), entry);
        }
        leases.release(entry.lease());
        entry.leave();
    }

    @Nullable
    QueueEntry find(SessionId id) {
        synchronized (entries) {
            return entries.get(id);
        }
    }

    boolean contains(SessionId id) {
        return find(id) != null;
    }

    boolean isWaiting(SessionId id) {
        QueueEntry entry = find(id);
        return entry != null && entry.isWaiting();
    }

    /** How many sessions wait for their turn. */
    int waiting() {
        synchronized (entries) {
            return (int) entries.values().stream().filter(QueueEntry::isWaiting).count();
        }
    }

    /** Stops the running session at the next file boundary and leaves it and those behind it interrupted, with their places. */
    @Override
    public void close() {
        closing.countDown();
        engine.hurry();
        synchronized (entries) {
            entries.values().forEach(RunningSessions::stop);
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(QueueEntry entry) {
        entry.stop().stop(SessionState.INTERRUPTED, "The program was told to stop.");
    }

    /** Runs whichever session is the first of the queue by now; none if one left it. */
    private void runFirst() {
        List<SessionId> order = order();
        QueueEntry first;
        synchronized (entries) {
            first = entries.values().stream()
                    .filter(QueueEntry::isWaiting)
                    .min(Comparator.comparingInt(entry -> placeIn(order, entry.session())))
                    .filter(QueueEntry::beginRunning)
                    .orElse(null);
        }
        if (first != null) {
            run(first);
        }
    }

    private static int placeIn(List<SessionId> order, SessionId id) {
        int place = order.indexOf(id);
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    /** The ledger's order, as soon as it answers; when closing, any will do. */
    private List<SessionId> order() {
        while (true) {
            try {
                return ledger.inState(SessionState.STARTING, SessionState.PROCESSING).stream()
                        .map(Session::id)
                        .toList();
            } catch (Unavailable e) {
                if (isClosingWithin(PAUSE_MILLIS)) {
                    return List.of();
                }
            }
        }
    }

    private boolean isClosingWithin(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void run(QueueEntry entry) {
        boolean again = false;
        try {
            Optional<Session> session = ledger.find(entry.session());
            if (session.isPresent() && !entry.stop().isSet()) {
                engine.run(session.get(), entry.lease(), entry.stop());
            }
        } catch (InterruptedException e) {
            // The ledger says what is still to do; the next start goes on from there.
        } catch (Unavailable unavailable) {
            again = mayRunAgain(entry, unavailable);
        } catch (LeaseLost e) {
            listener.on(new TakenOver(entry.session()));
        } catch (RuntimeException | Error e) {
            listener.on(new Broken(entry.session(), e));
            Optional<Session> unused = transitions.move(
                    entry.session(),
                    SessionState.ERROR,
                    "Media Ingest made a mistake (" + e + "); resume the session, and report it.");
        } finally {
            Thread.interrupted();
            if (again) {
                enqueue(entry);
            } else {
                entry.beginEnding();
                end(entry, entry.stop().get());
            }
        }
    }

    /** The ledger failed where nothing retries, as between two steps of a run: the session is run once more after a pause. */
    private boolean mayRunAgain(QueueEntry entry, Unavailable unavailable) {
        if (entry.stop().isSet()) {
            return false;
        }
        listener.on(new Waiting(entry.session(), String.valueOf(unavailable.getMessage())));
        boolean isClosing = isClosingWithin(PAUSE_MILLIS);
        listener.on(new Recovered(entry.session()));
        return !isClosing;
    }

    /** Does what was asked too late for the runner to do it; what it did is not legal a second time. */
    private void end(QueueEntry entry, @Nullable Stop asked) {
        try {
            if (asked != null) {
                boolean unused = transitions.settle(entry.session(), asked.becomes(), asked.why());
            }
        } catch (Unavailable e) {
            // The next start finds the session as it is.
        } finally {
            leave(entry);
        }
    }
}
