package dev.mediaingest.session.run;

import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.session.AttemptLimits;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Reconciliation;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent.Begun;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.StopSignal;
import dev.mediaingest.session.StopSignal.Stop;
import dev.mediaingest.session.Tally;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a session begins and ends, whatever is done with its items in between. Confined to the thread that runs it. */
final class SessionLifecycle {
    private final Session session;
    private final Lease lease;
    private final StopSignal stop;
    private final SessionListener listener;
    private final Retry retry;
    private final Ledger ledger;
    private final Items items;

    SessionLifecycle(
            Session session, Lease lease, StopSignal stop, Ledger ledger, Items items, SessionListener listener) {
        this.session = session;
        this.lease = lease;
        this.stop = stop;
        this.listener = listener;
        this.retry = new Retry(session.id(), stop, listener);
        this.ledger = retry.around(Ledger.class, ledger);
        this.items = retry.around(Items.class, items);
    }

    /** For what else this session's thread does. */
    Retry retry() {
        return retry;
    }

    /** Has the session's list written, if it has none yet. */
    void plan(Supplier<Plan> planning) throws InterruptedException {
        if (!session.planned()) {
            Plan unused = retry.call(planning::get);
        }
    }

    /** Takes back what an earlier process had in work, and says how the items stand. */
    Tally begin() {
        items.releaseInterrupted(lease, AttemptLimits.DEFAULT);
        move(SessionState.PROCESSING, null);
        Tally tally = items.tally(session.id());
        listener.on(new Begun(session.id(), tally));
        return tally;
    }

    /** The items that are still to do. */
    PendingItems pendingItems(Duration settling) {
        return new PendingItems(items, session.id(), retry, settling);
    }

    /** Gives the session its last state: completed only if the list and its items' ends add up. */
    void finish() {
        Stop asked = stop.get();
        if (asked != null && asked.becomes() == SessionState.CANCELLED) {
            items.skipRest(session.id(), "cancelled");
        }
        ledger.addWaiting(session.id(), retry.waited());
        Reconciliation books = ledger.reconcile(session.id());
        boolean isDone = books.addsUp() && isListed(); // no file of a list never made adds up too
        if (asked != null && (asked.becomes() == SessionState.CANCELLED || !isDone)) {
            move(asked.becomes(), asked.why());
        } else if (books.addsUp()) {
            move(SessionState.COMPLETED, null);
        } else {
            move(SessionState.ERROR, books.sentence());
        }
    }

    private boolean isListed() {
        return ledger.find(session.id()).map(Session::planned).orElse(true);
    }

    private void move(SessionState to, @Nullable String message) {
        ledger.move(session.id(), to, message).ifPresent(now -> listener.on(new StateChanged(now)));
    }
}
