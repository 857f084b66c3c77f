package dev.mediaingest.session;

import dev.mediaingest.failure.LeaseLost;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.SessionEvent.Broken;
import dev.mediaingest.session.SessionEvent.Deleted;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionEvent.TakenOver;
import dev.mediaingest.session.StopSignal.Stop;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs sessions one after the other, in the order they were started or resumed, on one thread; and takes what people ask of
 * them meanwhile. Thread-safe. Closing it stops the running session at the next file boundary and leaves it interrupted.
 */
public final class SessionQueue implements AutoCloseable {
    private static final long LONGEST_CLOSE_SECONDS = 30;

    private final SessionStore sessions;
    private final SessionRunner runner;
    private final SessionListener listener;
    private final ExecutorService thread;
    /** Sessions being planned, waiting or running. Guarded by itself. */
    private final Map<SessionId, Entry> entries = new HashMap<>();

    public SessionQueue(SessionStore sessions, SessionRunner runner, SessionListener listener) {
        this.sessions = sessions;
        this.runner = runner;
        this.listener = listener;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("session").factory());
    }

    /**
     * Plans a new session on the calling thread and puts it in the queue.
     *
     * @throws NothingFound if no file matches; the session is gone again then
     */
    public Started start(SessionParameters parameters) throws NothingFound {
        Session session = sessions.create(SessionId.random(), parameters);
        Entry entry = enter(session.id());
        try {
            listener.on(new StateChanged(session));
            Plan plan = runner.plan(session, entry.stop);
            if (plan.total() == 0) {
                throw new NothingFound();
            }
            thread.execute(() -> work(session.id(), entry));
            return new Started(session.id(), plan);
        } catch (NothingFound | RuntimeException e) {
            leave(session.id(), entry);
            sessions.delete(session.id());
            listener.on(new Deleted(session.id()));
            throw e;
        }
    }

    /** Goes on with a session that is paused, interrupted or in error. One that runs already just goes on. */
    public Answer resume(SessionId id) {
        return reopen(id, session -> session.state() != SessionState.COMPLETED);
    }

    /** Puts failed, quarantined and missing items back in the list and runs the session again. */
    public Answer retryFailed(SessionId id) {
        awaitStopping(id);
        if (isEntered(id)) {
            return new Answer.NotNow("The session is running; retry its failed files when it has ended.");
        }
        Optional<Session> session = sessions.find(id);
        if (session.isPresent() && session.get().state() == SessionState.CANCELLED) {
            return new Answer.NotNow("The session was cancelled; start a new one.");
        }
        sessions.retryFailed(id);
        return reopen(id, any -> true);
    }

    /** Stops a session at the next file boundary; it waits until somebody resumes it. */
    public Answer pause(SessionId id) {
        return stop(id, SessionState.PAUSED, "Paused by a person.");
    }

    /** Ends a session at the next file boundary. What is committed stays; the rest of the list is skipped. */
    public Answer cancel(SessionId id) {
        return stop(id, SessionState.CANCELLED, "Cancelled by a person.");
    }

    /** Removes a session, ending it first if it runs. Returns whether there was one. */
    public boolean delete(SessionId id) {
        Entry entry = entry(id);
        if (entry != null) {
            entry.stop.stop(SessionState.CANCELLED, "Deleted by a person.");
            entry.awaitEnd();
        }
        boolean deleted = sessions.delete(id);
        listener.on(new Deleted(id));
        return deleted;
    }

    /**
     * Finds sessions whose process ended under them, marks them interrupted, and goes on with those it may.
     *
     * @param mayResume whether an interrupted session is to be resumed here and now
     */
    public void recover(Predicate<Session> mayResume) {
        takeOver(mayResume);
        for (Session session : sessions.inState(SessionState.INTERRUPTED)) {
            if (mayResume.test(session)) {
                resume(session.id());
            }
        }
    }

    /**
     * Marks sessions interrupted that ought to run and have no server any more, and goes on with those it may.
     *
     * @param mayResume whether such a session is to be resumed here and now
     */
    public void takeOver(Predicate<Session> mayResume) {
        for (Session session : sessions.inState(SessionState.STARTING, SessionState.PROCESSING)) {
            if (!isEntered(session.id()) && sessions.claim(session.id())) {
                Optional<Session> interrupted =
                        move(session.id(), SessionState.INTERRUPTED, "The program ended before the session did.");
                sessions.release(session.id());
                if (interrupted.isPresent() && mayResume.test(session)) {
                    resume(session.id());
                }
            }
        }
    }

    /** Waits until a session is neither running nor waiting. */
    public void await(SessionId id) {
        Entry entry = entry(id);
        if (entry != null) {
            entry.awaitEnd();
        }
    }

    @Override
    public void close() {
        synchronized (entries) {
            entries.values()
                    .forEach(entry -> entry.stop.stop(SessionState.INTERRUPTED, "The program was told to stop."));
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

    private Answer reopen(SessionId id, Predicate<Session> mayRun) {
        awaitStopping(id);
        Optional<Session> found = sessions.find(id);
        if (found.isEmpty()) {
            return new Answer.NotFound();
        }
        Session session = found.get();
        if (isEntered(id)) {
            return new Answer.Done(session);
        }
        if (!mayRun.test(session)) {
            return new Answer.AlreadyCompleted(session);
        }
        if (!sessions.claim(id)) {
            return new Answer.NotNow("Another server runs the session.");
        }
        Optional<Session> moved = move(id, SessionState.STARTING, null);
        if (moved.isEmpty()) {
            sessions.release(id);
            return new Answer.NotNow("The session was cancelled; start a new one.");
        }
        Entry entry = enter(id);
        thread.execute(() -> work(id, entry));
        return new Answer.Done(moved.get());
    }

    private Answer stop(SessionId id, SessionState becomes, String why) {
        Entry entry = entry(id);
        if (entry != null) {
            entry.stop.stop(becomes, why);
            if (!entry.running) {
                settle(id, becomes, why);
            }
        } else {
            settle(id, becomes, why);
        }
        return sessions.find(id)
                .<Answer>map(now -> entry != null || now.state() == becomes
                        ? new Answer.Done(now)
                        : new Answer.NotNow("The session is " + now.state().label() + "."))
                .orElseGet(Answer.NotFound::new);
    }

    /** Stops a session that no thread is working on. */
    private void settle(SessionId id, SessionState becomes, String why) {
        if (move(id, becomes, why).isPresent() && becomes == SessionState.CANCELLED) {
            sessions.skipRest(id, "cancelled");
        }
    }

    private void work(SessionId id, Entry entry) {
        try {
            Optional<Session> session = sessions.find(id);
            Stop asked = entry.begin();
            if (asked != null) {
                settle(id, asked.becomes(), asked.why());
            } else if (session.isPresent()) {
                runner.run(session.get(), entry.stop);
            }
        } catch (InterruptedException | Unavailable e) {
            // The ledger says what is still to do; the next start goes on from there.
            Thread.interrupted();
        } catch (LeaseLost e) {
            listener.on(new TakenOver(id));
        } catch (RuntimeException | Error e) {
            listener.on(new Broken(id, e));
            move(id, SessionState.ERROR, "Media Ingest made a mistake (" + e + "); resume the session, and report it.");
        } finally {
            leave(id, entry);
        }
    }

    private Optional<Session> move(SessionId id, SessionState to, @Nullable String why) {
        Optional<Session> now = sessions.move(id, to, why);
        now.ifPresent(session -> listener.on(new StateChanged(session)));
        return now;
    }

    private Entry enter(SessionId id) {
        Entry entry = new Entry();
        synchronized (entries) {
            entries.put(id, entry);
        }
        return entry;
    }

    private void leave(SessionId id, Entry entry) {
        synchronized (entries) {
            entries.remove(id, entry);
        }
        sessions.release(id);
        entry.ended.countDown();
    }

    private @Nullable Entry entry(SessionId id) {
        synchronized (entries) {
            return entries.get(id);
        }
    }

    private boolean isEntered(SessionId id) {
        return entry(id) != null;
    }

    /** A session that was told to stop is let finish its file before anything else is done with it. */
    private void awaitStopping(SessionId id) {
        Entry entry = entry(id);
        if (entry != null && entry.stop.isSet()) {
            entry.awaitEnd();
        }
    }

    /** A session that was started. */
    public record Started(SessionId id, Plan plan) {}

    /** What became of a person's wish. */
    public sealed interface Answer {
        /** It is done, or will be at the next file boundary. */
        record Done(Session now) implements Answer {}

        /** There is nothing left to do. */
        record AlreadyCompleted(Session now) implements Answer {}

        /** It can't be done in the state the session is in. */
        record NotNow(String sentence) implements Answer {}

        /** There is no such session. */
        record NotFound() implements Answer {}
    }

    /** No file matched, so there is no session. */
    public static final class NothingFound extends Exception {
        private static final long serialVersionUID = 1L;

        NothingFound() {
            super("No files found matching the specified pattern");
        }
    }

    private static final class Entry {
        private final StopSignal stop = new StopSignal();
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean running;

        /** Says whether it was stopped before it began. */
        @Nullable
        Stop begin() {
            running = true;
            return stop.get();
        }

        void awaitEnd() {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
