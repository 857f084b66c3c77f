package dev.mediaingest.session.queue;

import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Reconciliation;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moves sessions that nobody works on from state to state, and says so. Thread-safe. */
final class Transitions {
    private final Ledger ledger;
    private final Items items;
    private final SessionListener listener;

    Transitions(Ledger ledger, Items items, SessionListener listener) {
        this.ledger = ledger;
        this.items = items;
        this.listener = listener;
    }

    /** See {@link Ledger#move}. */
    Optional<Session> move(SessionId id, SessionState to, @Nullable String why) {
        Optional<Session> now = ledger.move(id, to, why);
        now.ifPresent(session -> listener.on(new StateChanged(session)));
        return now;
    }

    /** Stops a session; returns whether that was legal. The rest of the list of a cancelled one is skipped. */
    boolean settle(SessionId id, SessionState becomes, String why) {
        boolean moved = move(id, becomes, why).isPresent();
        if (moved && becomes == SessionState.CANCELLED) {
            items.skipRest(id, "cancelled");
            Reconciliation unused = ledger.reconcile(id);
        }
        return moved;
    }

    /** Finishes what the end of the process may have cut off, and says what does not add up. */
    void reconcile(Session ended) {
        if (ended.state() == SessionState.CANCELLED) {
            items.skipRest(ended.id(), "cancelled");
        }
        Reconciliation books = ledger.reconcile(ended.id());
        if (!books.addsUp()) {
            Optional<Session> unused = move(ended.id(), SessionState.ERROR, books.sentence());
        }
    }
}
