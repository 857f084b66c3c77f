package dev.mediaingest.report;

import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Reconciliation;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What became of a session's items, for whoever looks at one; changes nothing. Each method is one transaction and may throw
 * {@link dev.mediaingest.failure.Unavailable}. Thread-safe.
 */
public interface SessionReports {

    /** The session in numbers; of one that changes as they were a short while ago. */
    SessionSummary summary(SessionId id);

    /** Likewise, or none while they are being counted for the first time and there are many: ask again in a moment. */
    Optional<SessionSummary> summaryIfReady(SessionId id);

    /** As {@link Ledger#reconcile}, but changes nothing. */
    Reconciliation unaccounted(SessionId id);

    /** How many unchanged files of a session's list were to be read again, by what today's readers find more in them. */
    SortedMap<ReaderChange, Long> readAgain(SessionId id);

    /** Ended items with a revision greater than the given one, in the order of revisions. */
    List<ItemReport> endedAfter(SessionId id, long revision, int limit);

    /** The highest revision so far, 0 if no item has ended. */
    long lastRevision(SessionId id);

    /**
     * Items by list position.
     *
     * @param offset of those behind the position, how many are left out
     */
    List<ItemReport> items(SessionId id, ItemFilter filter, long afterPosition, int limit, int offset);

    /** How many items a filter leaves. */
    long itemCount(SessionId id, ItemFilter filter);

    /** The last items that failed, were quarantined or are missing, the newest first. */
    List<ItemReport> lastErrors(SessionId id, int limit);

    /** Items that were skipped because their file failed before and has not changed, and how many there are. */
    FailedBefore failedBefore(SessionId id, int limit);

    /** How many items were skipped as failed before, and the first of them in list order. */
    record FailedBefore(long count, List<ItemReport> first) {}
}
