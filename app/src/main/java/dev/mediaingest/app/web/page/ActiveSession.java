package dev.mediaingest.app.web.page;

import dev.mediaingest.app.web.http.Sessions;
import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.report.Progress;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.Tally;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The session that every page tells of in its header, as of the moment the page was made; a script keeps it up to date.
 *
 * @param state its state's word
 */
public record ActiveSession(String id, String state, int percent, long processed, long total) {
    /** The one to tell of whenever it is asked, as far as it is. */
    public static Supplier<Optional<ActiveSession>> source(Ledger ledger, LiveProgress live) {
        Sessions sessions = new Sessions(ledger);
        return () -> sessions.active().map(session -> of(session, live));
    }

    private static ActiveSession of(Session session, LiveProgress live) {
        Progress now = live.of(session);
        Tally tally = now.tally();
        return new ActiveSession(
                session.id().value(),
                now.state().label(),
                session.planned() ? tally.percent() : 0,
                tally.processed(),
                tally.total());
    }

    /** Its live view. */
    public String href() {
        return Addresses.liveView(id);
    }
}
