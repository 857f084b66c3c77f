package dev.mediaingest.app.web.http;

import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.Optional;

/** Finds the session a request or a page is about. Stateless. */
public final class Sessions {
    private final Ledger ledger;

    public Sessions(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The session named in the path. */
    public Session named(Context context) {
        return named(context.pathParam("id"));
    }

    public Session named(String id) {
        return find(id).orElseThrow(Problem::sessionNotFound);
    }

    public Optional<Session> find(String id) {
        return SessionId.parse(id).flatMap(ledger::find);
    }

    public static SessionId id(Context context) {
        return SessionId.parse(context.pathParam("id")).orElseThrow(Problem::sessionNotFound);
    }

    /**
     * The one a person would want to see: it runs, or waits for its turn, or waits for a person. Asked in one query: a
     * session that begins between two would be in neither answer.
     */
    public Optional<Session> active() {
        return ledger
                .inState(SessionState.PROCESSING, SessionState.STARTING, SessionState.PAUSED, SessionState.INTERRUPTED)
                .stream()
                .max(Comparator.comparingInt(Sessions::urgency).thenComparing(Session::createdAt));
    }

    private static int urgency(Session session) {
        return switch (session.state()) {
            case PROCESSING -> 2;
            case STARTING -> 1;
            case PAUSED, INTERRUPTED, COMPLETED, CANCELLED, ERROR -> 0;
        };
    }
}
