package dev.mediaingest.session;

import dev.mediaingest.report.Tally;
import dev.mediaingest.session.SessionEvent.Begun;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.StopSignal.Stop;
import org.jspecify.annotations.Nullable;

/** How a session begins and ends, whatever it does with its items in between. Confined to the thread that runs it. */
final class SessionCourse {
    private final Session session;
    private final SessionStore sessions;
    private final SessionListener listener;
    private final Patience patience;

    SessionCourse(Session session, SessionStore sessions, SessionListener listener, Patience patience) {
        this.session = session;
        this.sessions = sessions;
        this.listener = listener;
        this.patience = patience;
    }

    /** Takes back what an earlier process had in work, and says how the items stand. */
    Tally begin() throws InterruptedException {
        patience.persist(() -> sessions.releaseInterrupted(session.id(), AttemptLimits.DEFAULT));
        move(SessionState.PROCESSING, null);
        Tally tally = patience.persist(() -> sessions.tally(session.id()));
        listener.on(new Begun(session.id(), tally));
        return tally;
    }

    /** Gives the session its last state: completed only if the list and its items' ends add up. */
    void finish(StopSignal stop) throws InterruptedException {
        Stop asked = stop.get();
        if (asked != null && asked.becomes() == SessionState.CANCELLED) {
            patience.persist(() -> sessions.skipRest(session.id(), "cancelled"));
        }
        patience.persist(() -> sessions.waited(session.id(), patience.waited()));
        Reconciliation books = patience.persist(() -> sessions.reconcile(session.id()));
        boolean isDone = books.addsUp() && patience.persist(this::isListed); // no file of a list never made adds up too
        if (asked != null && (asked.becomes() == SessionState.CANCELLED || !isDone)) {
            move(asked.becomes(), asked.why());
        } else if (books.addsUp()) {
            move(SessionState.COMPLETED, null);
        } else {
            move(SessionState.ERROR, books.sentence());
        }
    }

    private boolean isListed() {
        return sessions.find(session.id()).map(Session::planned).orElse(true);
    }

    private void move(SessionState to, @Nullable String message) throws InterruptedException {
        patience.persist(() -> sessions.move(session.id(), to, message))
                .ifPresent(now -> listener.on(new StateChanged(now)));
    }
}
