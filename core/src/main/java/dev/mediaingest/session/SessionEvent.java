package dev.mediaingest.session;

import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.SessionId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens in a session, told after it is stored. */
public sealed interface SessionEvent {
    SessionId session();

    /** The session has a new state. */
    record StateChanged(Session now) implements SessionEvent {
        @Override
        public SessionId session() {
            return now.id();
        }
    }

    /** The list of items is complete. */
    record Planned(SessionId session, Plan plan) implements SessionEvent {}

    /**
     * A runner takes the session up.
     *
     * @param tally as the rows say now; later events count from here
     */
    record Begun(SessionId session, Tally tally) implements SessionEvent {}

    /** A file's turn begins. */
    record ItemBegun(Item item) implements SessionEvent {
        @Override
        public SessionId session() {
            return item.session();
        }
    }

    /**
     * A file's turn has ended and its transaction is committed.
     *
     * @param code of the failure or note, if there is one
     * @param detail its sentence
     */
    record ItemEnded(
            Item item,
            ItemState state,
            @Nullable String code,
            @Nullable String detail,
            Counted counted,
            Duration took) implements SessionEvent {
        @Override
        public SessionId session() {
            return item.session();
        }
    }

    /** A file's turn has ended without an end of its item, which is pending again. */
    record Deferred(Item item) implements SessionEvent {
        @Override
        public SessionId session() {
            return item.session();
        }
    }

    /** Something outside Media Ingest is broken; the session waits and tries again by itself. */
    record Waiting(SessionId session, String sentence) implements SessionEvent {}

    /** What was broken works again. */
    record Recovered(SessionId session) implements SessionEvent {}

    /** Media Ingest made a mistake that ended the session. */
    record Broken(SessionId session, Throwable cause) implements SessionEvent {}

    /** Another server has taken the session over; nothing more happens to it here. */
    record TakenOver(SessionId session) implements SessionEvent {}

    /** The session is no longer in the ledger. */
    record Deleted(SessionId session) implements SessionEvent {}

    /** What one committed file adds to the counters. */
    record Counted(boolean metadata, int keywords, boolean score, boolean nsfw, boolean assessed, boolean note) {
        public static final Counted NOTHING = new Counted(false, 0, false, false, false, false);
    }
}
