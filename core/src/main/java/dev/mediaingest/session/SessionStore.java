package dev.mediaingest.session;

import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.Tally;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of sessions and their items. Each method is one transaction. Thread-safe. Every method may throw
 * {@link dev.mediaingest.failure.Unavailable}, and then nothing has changed.
 */
public interface SessionStore {

    /** Writes a new session in state {@link SessionState#STARTING}, not yet planned. */
    Session create(SessionId id, SessionParameters parameters);

    Optional<Session> find(SessionId id);

    /** Sessions, newest first. */
    List<Session> list(int limit, int offset);

    /** Sessions in any of these states, oldest first. */
    List<Session> inState(SessionState... states);

    /** An empty list of items for a session; whatever an interrupted planning left is removed. */
    ItemList newList(SessionId id);

    /** Declares the list complete. */
    Session planned(SessionId id);

    /**
     * Moves a session to another state, if {@link SessionState#mayBecome} allows it.
     *
     * @param message why, or null
     * @return the session as it is now, or empty if it is gone, another server runs it, or the move is not legal
     */
    Optional<Session> move(SessionId id, SessionState to, @Nullable String message);

    /**
     * Makes a session this server's, unless another server runs it. Only then may its list be written and its items begun,
     * ended or skipped; each of these methods throws {@link dev.mediaingest.failure.LeaseLost}, and changes nothing, once
     * another server has taken the session. A new session is its creator's.
     *
     * @return whether it is this server's now
     */
    boolean claim(SessionId id);

    /** Lets any server have the session. */
    void release(SessionId id);

    /** Removes a session with its items. The catalogue's rows stay. */
    boolean delete(SessionId id);

    /**
     * Puts items that were in work when their process ended back in the list.
     *
     * @param limits an item over them is quarantined instead
     */
    void releaseInterrupted(SessionId id, AttemptLimits limits);

    /** Records that an item's turn takes unusually long: if the process ends now, the file may be the cause. */
    void suspect(Item item);

    /** Pending items behind a position, in list order. */
    List<Item> pending(SessionId id, long afterPosition, int limit);

    /**
     * Records that an item is about to be begun. Returns only when that is stored.
     *
     * @return how often it has been begun now
     */
    int beginAttempt(Item item);

    /** Marks everything not yet ended as skipped, for a cancelled session. */
    void skipRest(SessionId id, String reason);

    /** Makes failed, quarantined and missing items pending again, with no attempts counted; returns how many. */
    int retryFailed(SessionId id);

    /** Counts from the item rows: one pass over the session's index. */
    Tally tally(SessionId id);

    /** Ended items with a revision greater than the given one, in the order of revisions. */
    List<ItemReport> endedAfter(SessionId id, long revision, int limit);

    /** The highest revision so far, 0 if no item has ended. */
    long lastRevision(SessionId id);

    /**
     * Items by list position.
     *
     * @param state only these, or all if null
     */
    List<ItemReport> items(SessionId id, @Nullable ItemState state, long afterPosition, int limit);

    /** The last items that failed, were quarantined or are missing, the newest first. */
    List<ItemReport> lastErrors(SessionId id, int limit);

    /** What was passed over when the list was made, with reasons, by path. */
    List<LeftOutEntry> leftOut(SessionId id, String afterPath, int limit);

    /** How many entries were passed over, by reason. */
    Map<String, Long> leftOutCounts(SessionId id);

    /** An entry that is no item, and why. */
    record LeftOutEntry(String path, String reason) {}
}
