package dev.mediaingest.session;

import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions: what was asked for, how each stands, and the queue they wait in. Each method is one transaction, and each that
 * changes a session writes to the {@link AuditLog} in it. Thread-safe. Every method may throw
 * {@link dev.mediaingest.failure.Unavailable}, and then nothing has changed.
 */
public interface Ledger {

    /** Writes a new session in state {@link SessionState#STARTING}, without a list yet, and claims it. */
    Created create(SessionId id, SessionParameters parameters, Actor by);

    Optional<Session> find(SessionId id);

    /** Sessions in any of these states, newest first. */
    List<Session> list(Set<SessionState> states, int limit, int offset);

    /** How many sessions are in any of these states. */
    long count(Set<SessionState> states);

    /** Sessions in any of these states: those with a place in the queue in its order, then the others, oldest first. */
    List<Session> inState(SessionState... states);

    /** Puts a session that has a place in the queue before another that has one, or last. */
    void place(SessionId id, @Nullable SessionId before);

    /** Ended sessions that ended before a time, oldest first. */
    List<SessionId> endedBefore(Instant time, int limit);

    /**
     * Moves a session to another state, if {@link SessionState#mayBecome} allows it. One that starts and has no place in
     * the queue gets the last; one that pauses or ends gives its place up.
     *
     * @param message why, or null
     * @return the session as it is now, or empty if it is gone, another server runs it, or the move is not legal
     */
    Optional<Session> move(SessionId id, SessionState to, @Nullable String message);

    /** Takes time that a session's runner waited for its environment off the time it worked. */
    void addWaiting(SessionId id, Duration time);

    /** Removes a session with its items. The catalogue's rows stay. */
    boolean delete(SessionId id, Actor by);

    /** Compares the list with its items' ends; keeps the counts with the session if they add up. */
    Reconciliation reconcile(SessionId id);

    /** Completed and cancelled sessions that {@link #reconcile} has not found to add up. */
    List<Session> unreconciled();

    /** A session and the right to write to it. */
    record Created(Session session, Lease lease) {}
}
