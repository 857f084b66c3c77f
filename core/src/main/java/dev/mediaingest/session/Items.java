package dev.mediaingest.session;

import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import java.util.List;
import java.util.OptionalInt;

/**
 * The items of sessions, as whoever runs one needs them; how an item ends is the {@code Catalog}'s to write. Each method is one
 * transaction; one that takes a lease throws {@link dev.mediaingest.failure.LeaseLost}, and changes nothing, once another server
 * has the session. Thread-safe. Every method may throw {@link dev.mediaingest.failure.Unavailable}, and then nothing has
 * changed.
 */
public interface Items {

    /** An empty list of items for a session; whatever an interrupted planning left is removed. */
    ItemList newList(Lease lease);

    /**
     * Pending items behind a position, in list order.
     *
     * @param deferrals only those that were deferred so often
     */
    List<Item> pending(SessionId id, int deferrals, long afterPosition, int limit);

    /** The lowest number above this one that pending items were deferred, if there are any. */
    OptionalInt nextDeferral(SessionId id, int deferrals);

    /**
     * Records that an item is about to be begun. Returns only when that is stored.
     *
     * @return how often it has been begun now
     */
    int begin(Lease lease, Item item);

    /** Records that this process reads a file for unusually long: if the process ends now, the file may be the cause. */
    void markSlow(Lease lease, Item item);

    /** Records that another process has an item's file: if this one ends now, the file is not the cause, and no attempt counts. */
    void handedOver(Lease lease, Item item);

    /**
     * Makes an item that was begun pending again, to be begun once more when the others are done; no attempt counts.
     *
     * @param cutShort whether that is because the look at its pixels was cut short
     */
    void defer(Lease lease, Item item, boolean cutShort);

    /** Makes an item that was begun pending again, in its place, as if it had not been begun. */
    void release(Lease lease, Item item);

    /**
     * Makes items pending again that were in work when their process ended.
     *
     * @param limits an item over them is quarantined instead
     */
    void releaseInterrupted(Lease lease, AttemptLimits limits);

    /** Ends everything that has not ended yet as skipped, for a cancelled session, unless another server has it. */
    void skipRest(SessionId id, String reason);

    /**
     * Makes failed, quarantined and missing items pending again, and those skipped because they failed before, and the session
     * {@link SessionState#STARTING} with them, unless another server has it.
     *
     * @param positions only these, or all if empty
     * @return how many
     */
    int retry(SessionId id, List<Long> positions);

    /** Counts from the item rows: one pass over the session's index, unless {@link Ledger#reconcile} kept the counts. */
    Tally tally(SessionId id);
}
