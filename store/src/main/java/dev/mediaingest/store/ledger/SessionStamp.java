package dev.mediaingest.store.ledger;

import dev.mediaingest.plan.SessionId;
import org.jdbi.v3.core.Handle;

/**
 * Tells one state of a session and its items from another: each move of the session changes it, and each item that ends.
 *
 * @param isBeingListed while the list is being written, which changes nothing else
 */
record SessionStamp(long updatedAt, long revision, boolean isBeingListed) {
    private static final SessionStamp NONE = new SessionStamp(0, 0, false);

    static SessionStamp of(Handle handle, SessionId id) {
        return handle.createQuery("""
                        select updated_at, state = 'starting' and not planned as listing,
                            coalesce((select revision from ingest_items
                                where session_id = :id and revision > 0 order by revision desc limit 1), 0) as revision
                        from ingest_sessions where id = :id
                        """)
                .bind("id", id.value())
                .map((row, context) ->
                        new SessionStamp(row.getLong("updated_at"), row.getLong("revision"), row.getBoolean("listing")))
                .findOne()
                .orElse(NONE);
    }
}
