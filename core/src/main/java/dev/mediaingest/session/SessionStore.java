package dev.mediaingest.session;

import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.plan.AwayFolders;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of sessions and their items. Each method is one transaction. Thread-safe. Every method may throw
 * {@link dev.mediaingest.failure.Unavailable}, and then nothing has changed.
 */
public interface SessionStore {

    /** Writes a new session in state {@link SessionState#STARTING}, not yet planned. */
    Session create(SessionId id, SessionParameters parameters, Actor by);

    /** As {@link #create(SessionId, SessionParameters, Actor)}, by the program itself. */
    default Session create(SessionId id, SessionParameters parameters) {
        return create(id, parameters, Actor.PROGRAM);
    }

    Optional<Session> find(SessionId id);

    /** Sessions in any of these states, newest first. */
    List<Session> list(Set<SessionState> states, int limit, int offset);

    /** All sessions, newest first. */
    default List<Session> list(int limit, int offset) {
        return list(EnumSet.allOf(SessionState.class), limit, offset);
    }

    /** How many sessions are in any of these states. */
    long count(Set<SessionState> states);

    /** Sessions in any of these states: those with a place in the queue in its order, then the others, oldest first. */
    List<Session> inState(SessionState... states);

    /** Puts a session that has a place in the queue before another that has one, or last. */
    void place(SessionId id, @Nullable SessionId before);

    /** Ended sessions that ended before a time, oldest first. */
    List<SessionId> endedBefore(Instant time, int limit);

    /**
     * Sessions that this server ended, completed or by an error, of whose end somebody is still to be told, oldest first.
     *
     * @param since those that ended before are nobody's news any more
     */
    List<Session> untold(Instant since);

    /** Everybody has been told of a session's end, or it was given up. */
    void told(SessionId id);

    /** An empty list of items for a session; whatever an interrupted planning left is removed. */
    ItemList newList(SessionId id);

    /** How many unchanged files of a session's list were to be read again, by what today's readers find more in them. */
    SortedMap<ReaderChange, Long> readAgain(SessionId id);

    /** Folders whose disk is away. */
    AwayFolders awayFolders();

    /** Declares the list complete. */
    Session planned(SessionId id);

    /**
     * Moves a session to another state, if {@link SessionState#mayBecome} allows it. One that starts and has no place in
     * the queue gets the last; one that pauses or ends gives its place up.
     *
     * @param message why, or null
     * @return the session as it is now, or empty if it is gone, another server runs it, or the move is not legal
     */
    Optional<Session> move(SessionId id, SessionState to, @Nullable String message);

    /** Says how much of the time its runner had a session it waited for its environment. */
    void waited(SessionId id, Duration time);

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
    boolean delete(SessionId id, Actor by);

    /** As {@link #delete(SessionId, Actor)}, by the program itself. */
    default boolean delete(SessionId id) {
        return delete(id, Actor.PROGRAM);
    }

    /**
     * Puts items that were in work when their process ended back in the list.
     *
     * @param limits an item over them is quarantined instead
     */
    void releaseInterrupted(SessionId id, AttemptLimits limits);

    /** Records that this process reads a file for unusually long: if the process ends now, the file may be the cause. */
    void suspect(Item item);

    /** Records that another process has an item's file: if this one ends now, the file is not the cause, and no attempt counts. */
    void handedOver(Item item);

    /**
     * Pending items behind a position, in list order.
     *
     * @param looks only those that were put off so often
     */
    List<Item> pending(SessionId id, int looks, long afterPosition, int limit);

    /** Those that were never put off. */
    default List<Item> pending(SessionId id, long afterPosition, int limit) {
        return pending(id, 0, afterPosition, limit);
    }

    /** The lowest number above this one that pending items were put off, if there are any. */
    OptionalInt nextLook(SessionId id, int looks);

    /** Makes an item that was begun pending again, to be looked at once more when the others are done; no attempt counts. */
    void putOff(Item item);

    /** As {@link #putOff}, of an item whose look at the pixels was cut short. */
    void putOffCutShort(Item item);

    /** Makes an item that was begun pending again, in its place, as if it had not been begun. */
    void giveBack(Item item);

    /**
     * Records that an item is about to be begun. Returns only when that is stored.
     *
     * @return how often it has been begun now
     */
    int beginAttempt(Item item);

    /** Marks everything not yet ended as skipped, for a cancelled session. */
    void skipRest(SessionId id, String reason);

    /**
     * Makes failed, quarantined and missing items pending again, and those skipped because they failed before, and the session {@link SessionState#STARTING} with them;
     * returns how many.
     *
     * @param positions only these, or all if empty
     */
    int retry(SessionId id, List<Long> positions);

    /** All of them. */
    default int retryFailed(SessionId id) {
        return retry(id, List.of());
    }

    /** Counts from the item rows: one pass over the session's index, unless {@link #reconcile} kept the counts. */
    Tally tally(SessionId id);

    /** Compares the list with its items' ends; keeps the counts with the session if they add up. */
    Reconciliation reconcile(SessionId id);

    /** As {@link #reconcile}, but changes nothing. */
    Reconciliation unaccounted(SessionId id);

    /** Completed and cancelled sessions of which no counts are kept. */
    List<Session> unreconciled();

    /** The session in numbers; of one that changes as they were a short while ago. */
    SessionSummary summary(SessionId id);

    /** Likewise, or none while they are being counted for the first time and there are many: ask again in a moment. */
    Optional<SessionSummary> summarySoon(SessionId id);

    /** Writes a line of the audit log; every change of state writes one by itself. */
    void record(SessionId id, Operation operation, Actor by, @Nullable String detail);

    /**
     * The audit log, newest first.
     *
     * @param id of this session only, or all if null
     */
    List<AuditEntry> audit(@Nullable SessionId id, int limit, int offset);

    /** How many lines {@link #audit} has. */
    long auditCount(@Nullable SessionId id);

    /** Ended items with a revision greater than the given one, in the order of revisions. */
    List<ItemReport> endedAfter(SessionId id, long revision, int limit);

    /** The highest revision so far, 0 if no item has ended. */
    long lastRevision(SessionId id);

    /**
     * Items by list position.
     *
     * @param offset of those behind the position, how many are passed over
     */
    List<ItemReport> items(SessionId id, ItemFilter filter, long afterPosition, int limit, int offset);

    /** As the other, by state alone, or all if null. */
    default List<ItemReport> items(SessionId id, @Nullable ItemState state, long afterPosition, int limit) {
        ItemFilter filter = new ItemFilter(Optional.ofNullable(state), Optional.empty(), Optional.empty());
        return items(id, filter, afterPosition, limit, 0);
    }

    /** How many items a filter leaves. */
    long itemCount(SessionId id, ItemFilter filter);

    /** The last items that failed, were quarantined or are missing, the newest first. */
    List<ItemReport> lastErrors(SessionId id, int limit);

    /** Items that were skipped because their file failed before and has not changed, and how many there are. */
    FailedBefore failedBefore(SessionId id, int limit);

    /** What was passed over when the list was made, with reasons, by path. */
    List<LeftOutEntry> leftOut(SessionId id, String afterPath, int limit);

    /** The first of those that are there and could not be read. */
    List<LeftOutEntry> unreadable(SessionId id, int limit);

    /** How many entries were passed over, by reason. */
    Map<String, Long> leftOutCounts(SessionId id);

    /** How many items were skipped as failed before, and the first of them in list order. */
    record FailedBefore(long count, List<ItemReport> first) {}

    /**
     * An entry that is no item, and why.
     *
     * @param rule null where the reason says all
     */
    record LeftOutEntry(
            String path, String reason, @Nullable String rule) {}
}
