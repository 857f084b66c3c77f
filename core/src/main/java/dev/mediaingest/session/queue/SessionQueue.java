package dev.mediaingest.session.queue;

import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.AuditLog;
import dev.mediaingest.session.Engine;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Leases;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Operation;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent.Deleted;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.queue.QueueEntry.Asked;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs sessions one after the other on one thread, in the order of the queue the ledger keeps; and takes what people ask of
 * them meanwhile. Thread-safe. Closing it stops the running session at the next file boundary and leaves it interrupted, and
 * those behind it with their places in the queue.
 */
public final class SessionQueue implements AutoCloseable {
    private static final int FORGOTTEN_AT_ONCE = 100;

    private final Ledger ledger;
    private final Items items;
    private final Leases leases;
    private final AuditLog auditLog;
    private final Engine engine;
    private final SessionListener listener;
    private final Transitions transitions;
    private final RunningSessions running;
    /** Held while a session goes back to the queue, so that it comes there once. */
    private final Object reopening = new Object();

    public SessionQueue(
            Ledger ledger, Items items, Leases leases, AuditLog auditLog, Engine engine, SessionListener listener) {
        this.ledger = ledger;
        this.items = items;
        this.leases = leases;
        this.auditLog = auditLog;
        this.engine = engine;
        this.listener = listener;
        this.transitions = new Transitions(ledger, items, listener);
        this.running = new RunningSessions(ledger, leases, engine, transitions, listener);
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
        Ledger.Created created = ledger.create(SessionId.random(), parameters, by);
        Session session = created.session();
        QueueEntry entry = running.enter(created.lease());
        try {
            listener.on(new StateChanged(session));
            Plan plan = engine.plan(session, created.lease(), entry.stop());
            if (!isWorth.test(plan) && !entry.stop().isSet()) {
                throw new NothingFound();
            }
            running.enqueue(entry);
            return new Started(session.id(), plan);
        } catch (NothingFound | RuntimeException e) {
            running.leave(entry);
            boolean unused = ledger.delete(session.id(), Actor.PROGRAM);
            listener.on(new Deleted(session.id()));
            throw e;
        }
    }

    /** Goes on with a session that is paused, interrupted or in error. One that runs already just goes on. */
    public Answer resume(SessionId id, Actor by) {
        awaitStopping(id);
        synchronized (reopening) {
            Optional<Session> found = ledger.find(id);
            if (found.isEmpty()) {
                return new Answer.NotFound();
            }
            Session session = found.get();
            if (running.contains(id)) {
                return new Answer.Done(session);
            }
            if (session.state() == SessionState.COMPLETED) {
                return new Answer.AlreadyCompleted(session);
            }
            Optional<Lease> lease = leases.claim(id);
            if (lease.isEmpty()) {
                return isElsewhere();
            }
            interruptIfForsaken(session);
            Optional<Session> moved = transitions.move(id, SessionState.STARTING, null);
            if (moved.isEmpty()) {
                leases.release(lease.get());
                return wasCancelled();
            }
            auditLog.record(id, Operation.RESUME, by, null);
            running.enqueue(running.enter(lease.get()));
            return new Answer.Done(moved.get());
        }
    }

    /**
     * Puts failed, quarantined and missing items back in the list and runs the session again.
     *
     * @param positions only these items, or all of them if empty
     */
    public Answer retry(SessionId id, List<Long> positions, Actor by) {
        awaitStopping(id);
        synchronized (reopening) {
            Optional<Session> found = ledger.find(id);
            if (found.isEmpty()) {
                return new Answer.NotFound();
            }
            if (running.contains(id)) {
                return new Answer.Rejected("The session is running; retry its failed files when it has ended.");
            }
            if (found.get().state() == SessionState.CANCELLED) {
                return wasCancelled();
            }
            Optional<Lease> lease = leases.claim(id);
            if (lease.isEmpty()) {
                return isElsewhere();
            }
            interruptIfForsaken(found.get());
            int pending = items.retry(id, positions);
            if (pending == 0) {
                leases.release(lease.get());
                return new Answer.Rejected(
                        positions.isEmpty() ? "No file of the session failed." : "None of these items failed.");
            }
            auditLog.record(id, Operation.RETRY, by, detail(pending, positions));
            Session now = ledger.find(id).orElseThrow();
            listener.on(new StateChanged(now));
            running.enqueue(running.enter(lease.get()));
            return new Answer.Done(now);
        }
    }

    /** Its runner had to leave it when the ledger did not answer, and could not say so. */
    private void interruptIfForsaken(Session session) {
        if (session.state().isActive()) {
            Optional<Session> unused =
                    transitions.move(session.id(), SessionState.INTERRUPTED, "The database did not answer.");
        }
    }

    private static String detail(int items, List<Long> positions) {
        return items + (items == 1 ? " item" : " items") + (positions.isEmpty() ? "" : " of " + positions);
    }

    /** Stops a session at the next file boundary; it waits until somebody resumes it. */
    public Answer pause(SessionId id, Actor by) {
        return stop(id, Operation.PAUSE, SessionState.PAUSED, "Paused by a person.", by);
    }

    /** Ends a session at the next file boundary. What is committed stays; the rest of the list is skipped. */
    public Answer cancel(SessionId id, Actor by) {
        return stop(id, Operation.CANCEL, SessionState.CANCELLED, "Cancelled by a person.", by);
    }

    /**
     * Gives a session that waits for its turn another place in the queue.
     *
     * @param before the session it shall run before, or null to make it the last
     */
    public Answer moveBefore(SessionId id, @Nullable SessionId before, Actor by) {
        Optional<Session> found = ledger.find(id);
        if (found.isEmpty()) {
            return new Answer.NotFound();
        }
        if (!running.isWaiting(id)) {
            return new Answer.Rejected("Only a session that waits for its turn can be moved; this one is "
                    + found.get().state().label() + ".");
        }
        if (before != null && !running.isWaiting(before)) {
            return new Answer.Rejected("Session " + before + " does not wait for its turn.");
        }
        ledger.place(id, before);
        auditLog.record(id, Operation.MOVE, by, before == null ? "to the end" : "before " + before);
        return new Answer.Done(ledger.find(id).orElseThrow());
    }

    /**
     * Marks the files of folders as missing that were away when a session's list was made: a person says that they are gone.
     *
     * @param folder such a folder, or one above some
     */
    public Answer confirmMissing(SessionId id, Path folder, Actor by) {
        Optional<Session> found = ledger.find(id);
        if (found.isEmpty()) {
            return new Answer.NotFound();
        }
        OptionalLong marked = engine.confirmMissing(id, folder);
        if (marked.isEmpty()) {
            return new Answer.Rejected("No folder of the session is away at " + folder + ".");
        }
        if (marked.getAsLong() == 0) {
            return new Answer.Rejected("All files of " + folder + " are there again; nothing was marked.");
        }
        auditLog.record(id, Operation.CONFIRM_MISSING, by, marked.getAsLong() + " files in " + folder);
        return new Answer.Done(found.get());
    }

    /** Removes a session, ending it first if it runs. Returns whether there was one. */
    public boolean delete(SessionId id, Actor by) {
        QueueEntry entry = running.find(id);
        if (entry != null && ask(entry, SessionState.CANCELLED, "Deleted by a person.") != Asked.WITHDRAWN) {
            entry.awaitLeft();
        }
        boolean deleted = ledger.delete(id, by);
        listener.on(new Deleted(id));
        return deleted;
    }

    /**
     * Finds sessions whose process ended under them, marks them interrupted, and goes on with those it may, in the order of
     * the queue; then looks whether those that ended add up.
     *
     * @param mayResume whether an interrupted session is to be resumed here and now
     */
    public void recover(Predicate<Session> mayResume) {
        takeOver(session -> false);
        for (Session session : ledger.inState(SessionState.INTERRUPTED)) {
            if (mayResume.test(session)) {
                Answer unused = resume(session.id(), Actor.PROGRAM);
            }
        }
        ledger.unreconciled().forEach(transitions::reconcile);
    }

    /**
     * Marks sessions interrupted that ought to run and have no server any more, and goes on with those it may.
     *
     * @param mayResume whether such a session is to be resumed here and now
     */
    public void takeOver(Predicate<Session> mayResume) {
        for (Session session : ledger.inState(SessionState.STARTING, SessionState.PROCESSING)) {
            Optional<Lease> lease = running.contains(session.id()) ? Optional.empty() : leases.claim(session.id());
            if (lease.isPresent()) {
                Optional<Session> interrupted = transitions.move(
                        session.id(), SessionState.INTERRUPTED, "The program ended before the session did.");
                leases.release(lease.get());
                if (interrupted.isPresent() && mayResume.test(session)) {
                    Answer unused = resume(session.id(), Actor.PROGRAM);
                }
            }
        }
    }

    /** Removes sessions that ended before a time; the catalogue's rows stay. Returns how many. */
    public int forgetEndedBefore(Instant time) {
        int forgotten = 0;
        List<SessionId> old;
        do {
            old = ledger.endedBefore(time, FORGOTTEN_AT_ONCE);
            old.forEach(id -> delete(id, Actor.PROGRAM));
            forgotten += old.size();
        } while (old.size() == FORGOTTEN_AT_ONCE);
        return forgotten;
    }

    /** How many sessions wait for their turn. */
    public int waiting() {
        return running.waiting();
    }

    /** Waits until a session is neither running nor waiting. */
    public void await(SessionId id) {
        QueueEntry entry = running.find(id);
        if (entry != null) {
            entry.awaitLeft();
        }
    }

    @Override
    public void close() {
        running.close();
    }

    private static Answer wasCancelled() {
        return new Answer.Rejected("The session was cancelled; start a new one.");
    }

    private static Answer isElsewhere() {
        return new Answer.Rejected("Another server runs the session.");
    }

    private Answer stop(SessionId id, Operation operation, SessionState becomes, String why, Actor by) {
        QueueEntry entry = running.find(id);
        Asked asked = entry == null ? Asked.TOO_LATE : ask(entry, becomes, why);
        if (entry != null && asked == Asked.TOO_LATE) {
            entry.awaitLeft();
        }
        boolean accepted = asked == Asked.WILL_STOP || transitions.settle(id, becomes, why);
        if (accepted) {
            auditLog.record(id, operation, by, null);
        }
        return ledger.find(id)
                .<Answer>map(now -> accepted || now.state() == becomes
                        ? new Answer.Done(now)
                        : new Answer.Rejected("The session is " + now.state().label() + "."))
                .orElseGet(Answer.NotFound::new);
    }

    /** Asks whoever works on a session to stop; one that only waits leaves the queue at once. */
    private Asked ask(QueueEntry entry, SessionState becomes, String why) {
        Asked asked = entry.askToStop(becomes, why);
        if (asked == Asked.WITHDRAWN) {
            running.leave(entry);
        }
        return asked;
    }

    /** A session that was asked to stop is let finish its file before anything else is done with it. */
    private void awaitStopping(SessionId id) {
        QueueEntry entry = running.find(id);
        if (entry != null && entry.isStopping()) {
            entry.awaitLeft();
        }
    }

    /** A session that was started. */
    public record Started(SessionId id, Plan plan) {}
}
