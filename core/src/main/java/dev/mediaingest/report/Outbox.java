package dev.mediaingest.report;

import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Session;
import java.time.Instant;
import java.util.List;

/**
 * Ends of sessions whose notices are still to be delivered: kept with the session, so that a process that dies between an end and its
 * notice leaves it to the next. Promises a notice at least once, not once. Each method is one transaction and may throw
 * {@link dev.mediaingest.failure.Unavailable}. Thread-safe.
 */
public interface Outbox {

    /**
     * Sessions that this server ended, completed or by an error, whose notices are pending, oldest first.
     *
     * @param since those that ended before are no news any more
     */
    List<Session> pending(Instant since);

    /** The notices of a session's end were delivered, or given up. */
    void delivered(SessionId id);
}
