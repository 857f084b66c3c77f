package dev.mediaingest.store.ledger;

import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Tally;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was counted last of sessions: one that stands still is looked at again and again, and has perhaps a million items. Never
 * old: an item that ends and a session that moves are seen, whichever server it was; whoever changes items otherwise says so by
 * {@link #forget}. Thread-safe.
 */
final class LastCounts {
    private static final int MOST = 100;

    private final Map<SessionId, Counted> counted = new ConcurrentHashMap<>();

    private record Counted(SessionStamp stamp, Tally counts) {}

    /**
     * Counts unless nothing has happened since the last time.
     *
     * @param now how the session was before it is counted: what happens meanwhile is counted again
     */
    Tally get(SessionId id, SessionStamp now, Supplier<Tally> count) {
        Counted last = counted.get(id);
        if (last != null && last.stamp.equals(now)) {
            return last.counts;
        }
        Tally counts = count.get();
        if (counted.size() >= MOST) {
            counted.clear();
        }
        counted.put(id, new Counted(now, counts));
        return counts;
    }

    void forget(SessionId id) {
        counted.remove(id);
    }
}
