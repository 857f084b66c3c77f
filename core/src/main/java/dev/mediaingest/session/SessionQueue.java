package dev.mediaingest.session;

import dev.mediaingest.failure.LeaseLost;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.SessionEvent.Broken;
import dev.mediaingest.session.SessionEvent.Deleted;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionEvent.TakenOver;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.StopSignal.Stop;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs sessions one after the other on one thread, in the order of the queue the ledger keeps; and takes what people ask of
 * them meanwhile. Thread-safe. Closing it stops the running session at the next file boundary and leaves it interrupted, and
 * those behind it with their places in the queue.
 */
public final class SessionQueue implements AutoCloseable {
    private static final long LONGEST_CLOSE_SECONDS = 30;
    private static final long PAUSE_MILLIS = 500;
    private static final int FORGOTTEN_AT_ONCE = 100;

    private final SessionStore sessions;
    private final Engine engine;
    private final SessionListener listener;
    private final ExecutorService thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Held while a session goes back to the queue, so that it comes there once. */
    private final Object reopening = new Object();
    /** Sessions being planned, waiting or running. Guarded by itself, as are their entries' phases. */
    private final Map<SessionId, Entry> entries = new LinkedHashMap<>();

    public SessionQueue(SessionStore sessions, Engine engine, SessionListener listener) {
        this.sessions = sessions;
        this.engine = engine;
        this.listener = listener;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("session").factory());
    }

    /**
     * Plans a new session on the calling thread and puts it in the queue.
     *
     * @throws NothingFound if no file matches; the session is gone again then
     */
    public Started start(SessionParameters parameters, Actor by) throws NothingFound {
        return start(parameters, by, plan -> plan.total() > 0 || !plan.away().isEmpty());
    }

    /**
     * Likewise, for programs that look whether there is anything to do.
     *
     * @throws NothingFound if no matching file is new or changed
     */
    public Started startIfAnythingIsNew(SessionParameters parameters, Actor by) throws NothingFound {
        return start(parameters, by, plan -> plan.toDo() > 0);
    }

    private Started start(SessionParameters parameters, Actor by, Predicate<Plan> isWorth) throws NothingFound {
        Session session = sessions.create(SessionId.random(), parameters, by);
        Entry entry = enter(session.id());
        try {
            listener.on(new StateChanged(session));
            Plan plan = engine.plan(session, entry.stop);
            if (!isWorth.test(plan) && !entry.stop.isSet()) {
                throw new NothingFound();
            }
            await(entry);
            return new Started(session.id(), plan);
        } catch (NothingFound | RuntimeException e) {
            leave(entry);
            sessions.delete(session.id());
            listener.on(new Deleted(session.id()));
            throw e;
        }
    }

    public Started start(SessionParameters parameters) throws NothingFound {
        return start(parameters, Actor.PROGRAM);
    }

    /** Goes on with a session that is paused, interrupted or in error. One that runs already just goes on. */
    public Answer resume(SessionId id, Actor by) {
        awaitStopping(id);
        synchronized (reopening) {
            Optional<Session> found = sessions.find(id);
            if (found.isEmpty()) {
                return new Answer.NotFound();
            }
            Session session = found.get();
            if (isEntered(id)) {
                return new Answer.Done(session);
            }
            if (session.state() == SessionState.COMPLETED) {
                return new Answer.AlreadyCompleted(session);
            }
            if (!sessions.claim(id)) {
                return isElsewhere();
            }
            interruptIfForsaken(session);
            Optional<Session> moved = move(id, SessionState.STARTING, null);
            if (moved.isEmpty()) {
                sessions.release(id);
                return wasCancelled();
            }
            sessions.record(id, Operation.RESUME, by, null);
            await(enter(id));
            return new Answer.Done(moved.get());
        }
    }

    public Answer resume(SessionId id) {
        return resume(id, Actor.PROGRAM);
    }

    /**
     * Puts failed, quarantined and missing items back in the list and runs the session again.
     *
     * @param positions only these items, or all of them if empty
     */
    public Answer retry(SessionId id, List<Long> positions, Actor by) {
        awaitStopping(id);
        synchronized (reopening) {
            Optional<Session> found = sessions.find(id);
            if (found.isEmpty()) {
                return new Answer.NotFound();
            }
            if (isEntered(id)) {
                return new Answer.NotNow("The session is running; retry its failed files when it has ended.");
            }
            if (found.get().state() == SessionState.CANCELLED) {
                return wasCancelled();
            }
            if (!sessions.claim(id)) {
                return isElsewhere();
            }
            interruptIfForsaken(found.get());
            int items = sessions.retry(id, positions);
            if (items == 0) {
                sessions.release(id);
                return new Answer.NotNow(
                        positions.isEmpty() ? "No file of the session failed." : "None of these items failed.");
            }
            sessions.record(id, Operation.RETRY, by, detail(items, positions));
            Session now = sessions.find(id).orElseThrow();
            listener.on(new StateChanged(now));
            await(enter(id));
            return new Answer.Done(now);
        }
    }

    /** Its runner had to leave it when the ledger did not answer, and could not say so. */
    private void interruptIfForsaken(Session session) {
        if (session.state().isActive()) {
            move(session.id(), SessionState.INTERRUPTED, "The database did not answer.");
        }
    }

    private static String detail(int items, List<Long> positions) {
        return items + (items == 1 ? " item" : " items") + (positions.isEmpty() ? "" : " of " + positions);
    }

    public Answer retryFailed(SessionId id) {
        return retry(id, List.of(), Actor.PROGRAM);
    }

    /** Stops a session at the next file boundary; it waits until somebody resumes it. */
    public Answer pause(SessionId id, Actor by) {
        return stop(id, Operation.PAUSE, SessionState.PAUSED, "Paused by a person.", by);
    }

    public Answer pause(SessionId id) {
        return pause(id, Actor.PROGRAM);
    }

    /** Ends a session at the next file boundary. What is committed stays; the rest of the list is skipped. */
    public Answer cancel(SessionId id, Actor by) {
        return stop(id, Operation.CANCEL, SessionState.CANCELLED, "Cancelled by a person.", by);
    }

    public Answer cancel(SessionId id) {
        return cancel(id, Actor.PROGRAM);
    }

    /**
     * Gives a session that waits for its turn another place in the queue.
     *
     * @param before the session it shall run before, or null to make it the last
     */
    public Answer moveBefore(SessionId id, @Nullable SessionId before, Actor by) {
        Optional<Session> found = sessions.find(id);
        if (found.isEmpty()) {
            return new Answer.NotFound();
        }
        if (!isWaiting(id)) {
            return new Answer.NotNow("Only a session that waits for its turn can be moved; this one is "
                    + found.get().state().label() + ".");
        }
        if (before != null && !isWaiting(before)) {
            return new Answer.NotNow("Session " + before + " does not wait for its turn.");
        }
        sessions.place(id, before);
        sessions.record(id, Operation.MOVE, by, before == null ? "to the end" : "before " + before);
        return new Answer.Done(sessions.find(id).orElseThrow());
    }

    /**
     * Marks the files of folders as missing that were away when a session's list was made: a person says that they are gone.
     *
     * @param folder such a folder, or one above some
     */
    public Answer confirmMissing(SessionId id, Path folder, Actor by) {
        Optional<Session> found = sessions.find(id);
        if (found.isEmpty()) {
            return new Answer.NotFound();
        }
        OptionalLong marked = engine.confirmMissing(id, folder);
        if (marked.isEmpty()) {
            return new Answer.NotNow("No folder of the session is away at " + folder + ".");
        }
        if (marked.getAsLong() == 0) {
            return new Answer.NotNow("All files of " + folder + " are there again; nothing was marked.");
        }
        sessions.record(id, Operation.CONFIRM_MISSING, by, marked.getAsLong() + " files in " + folder);
        return new Answer.Done(found.get());
    }

    /** Removes a session, ending it first if it runs. Returns whether there was one. */
    public boolean delete(SessionId id, Actor by) {
        Entry entry = entry(id);
        if (entry != null && tell(entry, SessionState.CANCELLED, "Deleted by a person.") != Told.WITHDRAWN) {
            entry.awaitEnd();
        }
        boolean deleted = sessions.delete(id, by);
        listener.on(new Deleted(id));
        return deleted;
    }

    public boolean delete(SessionId id) {
        return delete(id, Actor.PROGRAM);
    }

    /**
     * Finds sessions whose process ended under them, marks them interrupted, and goes on with those it may, in the order of
     * the queue; then looks whether those that ended add up.
     *
     * @param mayResume whether an interrupted session is to be resumed here and now
     */
    public void recover(Predicate<Session> mayResume) {
        takeOver(session -> false);
        for (Session session : sessions.inState(SessionState.INTERRUPTED)) {
            if (mayResume.test(session)) {
                resume(session.id(), Actor.PROGRAM);
            }
        }
        sessions.unreconciled().forEach(this::reconcile);
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
                    resume(session.id(), Actor.PROGRAM);
                }
            }
        }
    }

    /** Finishes what the end of the process may have cut off, and says what does not add up. */
    private void reconcile(Session ended) {
        if (ended.state() == SessionState.CANCELLED) {
            sessions.skipRest(ended.id(), "cancelled");
        }
        Reconciliation books = sessions.reconcile(ended.id());
        if (!books.addsUp()) {
            move(ended.id(), SessionState.ERROR, books.sentence());
        }
    }

    /** Removes sessions that ended before a time; the catalogue's rows stay. Returns how many. */
    public int forgetEndedBefore(Instant time) {
        int forgotten = 0;
        List<SessionId> old;
        do {
            old = sessions.endedBefore(time, FORGOTTEN_AT_ONCE);
            old.forEach(id -> delete(id, Actor.PROGRAM));
            forgotten += old.size();
        } while (old.size() == FORGOTTEN_AT_ONCE);
        return forgotten;
    }

    /** How many sessions wait for their turn. */
    public int waiting() {
        synchronized (entries) {
            return (int) entries.values().stream()
                    .filter(entry -> entry.phase == Phase.WAITING)
                    .count();
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
        closing.countDown();
        engine.hurry();
        synchronized (entries) {
            entries.values().forEach(SessionQueue::stop);
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

    private static void stop(Entry entry) {
        entry.stop.stop(SessionState.INTERRUPTED, "The program was told to stop.");
    }

    private static Answer wasCancelled() {
        return new Answer.NotNow("The session was cancelled; start a new one.");
    }

    private static Answer isElsewhere() {
        return new Answer.NotNow("Another server runs the session.");
    }

    private Answer stop(SessionId id, Operation operation, SessionState becomes, String why, Actor by) {
        Entry entry = entry(id);
        Told told = entry == null ? Told.TOO_LATE : tell(entry, becomes, why);
        if (entry != null && told == Told.TOO_LATE) {
            entry.awaitEnd();
        }
        boolean accepted = told == Told.WILL_STOP || settle(id, becomes, why);
        if (accepted) {
            sessions.record(id, operation, by, null);
        }
        return sessions.find(id)
                .<Answer>map(now -> accepted || now.state() == becomes
                        ? new Answer.Done(now)
                        : new Answer.NotNow("The session is " + now.state().label() + "."))
                .orElseGet(Answer.NotFound::new);
    }

    /** Tells whoever has a session to stop; one that only waits leaves the queue at once. */
    private Told tell(Entry entry, SessionState becomes, String why) {
        Told told;
        synchronized (entries) {
            told = switch (entry.phase) {
                case ENDING -> Told.TOO_LATE;
                case WAITING -> {
                    entry.phase = Phase.ENDING;
                    yield Told.WITHDRAWN;
                }
                case PLANNING, RUNNING -> {
                    entry.stop.stop(becomes, why);
                    yield Told.WILL_STOP;
                }
            };
        }
        if (told == Told.WITHDRAWN) {
            leave(entry);
        }
        return told;
    }

    /** Stops a session that no thread is working on; returns whether that was legal. */
    private boolean settle(SessionId id, SessionState becomes, String why) {
        boolean moved = move(id, becomes, why).isPresent();
        if (moved && becomes == SessionState.CANCELLED) {
            sessions.skipRest(id, "cancelled");
            sessions.reconcile(id);
        }
        return moved;
    }

    /** A session takes its place among those that wait, unless it was told to stop meanwhile. */
    private void await(Entry entry) {
        Stop asked;
        synchronized (entries) {
            asked = entry.stop.get();
            entry.phase = asked == null ? Phase.WAITING : Phase.ENDING;
        }
        if (asked == null) {
            thread.execute(this::runFirst);
        } else {
            end(entry, asked);
        }
    }

    /** Runs whichever session is the first of the queue by now; none if one left it. */
    private void runFirst() {
        List<SessionId> order = order();
        Entry first;
        synchronized (entries) {
            first = entries.values().stream()
                    .filter(entry -> entry.phase == Phase.WAITING)
                    .min(Comparator.comparingInt(entry -> placeIn(order, entry.id)))
                    .orElse(null);
            if (first != null) {
                first.phase = Phase.RUNNING;
            }
        }
        if (first != null) {
            work(first);
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
                return sessions.inState(SessionState.STARTING, SessionState.PROCESSING).stream()
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

    private void work(Entry entry) {
        boolean again = false;
        try {
            Optional<Session> session = sessions.find(entry.id);
            if (session.isPresent() && !entry.stop.isSet()) {
                engine.run(session.get(), entry.stop);
            }
        } catch (InterruptedException e) {
            // The ledger says what is still to do; the next start goes on from there.
        } catch (Unavailable trouble) {
            again = mayBeginAnew(entry, trouble);
        } catch (LeaseLost e) {
            listener.on(new TakenOver(entry.id));
        } catch (RuntimeException | Error e) {
            listener.on(new Broken(entry.id, e));
            move(
                    entry.id,
                    SessionState.ERROR,
                    "Media Ingest made a mistake (" + e + "); resume the session, and report it.");
        } finally {
            Thread.interrupted();
            if (again) {
                await(entry);
            } else {
                synchronized (entries) {
                    entry.phase = Phase.ENDING;
                }
                end(entry, entry.stop.get());
            }
        }
    }

    /** The ledger failed where nobody waits for it, as when a list is made: the session is begun anew after a pause. */
    private boolean mayBeginAnew(Entry entry, Unavailable trouble) {
        if (entry.stop.isSet()) {
            return false;
        }
        listener.on(new Waiting(entry.id, String.valueOf(trouble.getMessage())));
        boolean closing = isClosingWithin(PAUSE_MILLIS);
        listener.on(new Recovered(entry.id));
        return !closing;
    }

    /** Does what was asked too late for the runner to do it; what it did is not legal a second time. */
    private void end(Entry entry, @Nullable Stop asked) {
        try {
            if (asked != null) {
                settle(entry.id, asked.becomes(), asked.why());
            }
        } catch (Unavailable e) {
            // The next start finds the session as it is.
        } finally {
            leave(entry);
        }
    }

    private Optional<Session> move(SessionId id, SessionState to, @Nullable String why) {
        Optional<Session> now = sessions.move(id, to, why);
        now.ifPresent(session -> listener.on(new StateChanged(session)));
        return now;
    }

    private Entry enter(SessionId id) {
        Entry entry = new Entry(id);
        synchronized (entries) {
            entries.put(id, entry);
            if (closing.getCount() == 0) {
                stop(entry); // it came too late to be told with the others
            }
        }
        return entry;
    }

    private void leave(Entry entry) {
        synchronized (entries) {
            entry.phase = Phase.ENDING;
            entries.remove(entry.id, entry);
        }
        sessions.release(entry.id);
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

    private boolean isWaiting(SessionId id) {
        synchronized (entries) {
            Entry entry = entries.get(id);
            return entry != null && entry.phase == Phase.WAITING;
        }
    }

    /** A session that was told to stop is let finish its file before anything else is done with it. */
    private void awaitStopping(SessionId id) {
        Entry entry = entry(id);
        if (entry == null) {
            return;
        }
        boolean stops;
        synchronized (entries) {
            stops = entry.stop.isSet() || entry.phase == Phase.ENDING;
        }
        if (stops) {
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

    private enum Phase {
        PLANNING,
        WAITING,
        RUNNING,
        /** Nobody works on it any more, and what is asked now comes too late. */
        ENDING
    }

    private enum Told {
        WILL_STOP,
        WITHDRAWN,
        TOO_LATE
    }

    private static final class Entry {
        private final SessionId id;
        private final StopSignal stop = new StopSignal();
        private final CountDownLatch ended = new CountDownLatch(1);
        /** Guarded by the queue's entries. */
        private Phase phase = Phase.PLANNING;

        Entry(SessionId id) {
            this.id = id;
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
