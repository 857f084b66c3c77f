package dev.mediaingest.store;

import dev.mediaingest.plan.SessionId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * What was counted last of sessions: one that stands still is looked at again and again, and has perhaps a million items. An
 * item that ends and a session that moves are seen, whichever server it was; whoever changes items otherwise says so by
 * {@link #forget}. Thread-safe.
 */
final class LastCounts<T> {
    private static final int MOST = 100;

    private final Map<SessionId, Counted<T>> counted = new ConcurrentHashMap<>();

    private record Counted<T>(Stamp stamp, T counts) {}

    private record Stamp(long updatedAt, long revision, int variant) {}

    /**
     * Counts unless nothing has happened since the last time, and the same was asked for.
     *
     * @param variant tells apart what is counted
     */
    T get(Handle handle, SessionId id, int variant, Supplier<T> count) {
        Optional<Stamp> now =
                stamp(handle, id, variant); // before it is counted: what happens meanwhile is counted again
        Counted<T> last = counted.get(id);
        if (last != null && now.isPresent() && last.stamp.equals(now.get())) {
            return last.counts;
        }
        T counts = count.get();
        if (counted.size() >= MOST) {
            counted.clear();
        }
        now.ifPresent(stamp -> counted.put(id, new Counted<>(stamp, counts)));
        return counts;
    }

    void forget(SessionId id) {
        counted.remove(id);
    }

    /** None while the list is being written. */
    private static Optional<Stamp> stamp(Handle handle, SessionId id, int variant) {
        return handle.createQuery("""
                        select updated_at, coalesce((select revision from ingest_items
                            where session_id = :id and revision > 0 order by revision desc limit 1), 0) as revision
                        from ingest_sessions where id = :id and planned
                        """)
                .bind("id", id.value())
                .map((row, context) -> new Stamp(row.getLong("updated_at"), row.getLong("revision"), variant))
                .findOne();
    }
}
