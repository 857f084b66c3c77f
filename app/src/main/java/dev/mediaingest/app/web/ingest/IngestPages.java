package dev.mediaingest.app.web.ingest;

import dev.mediaingest.app.report.StatusViews;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.http.Sessions;
import dev.mediaingest.app.web.page.Addresses;
import dev.mediaingest.app.web.page.PageContext;
import dev.mediaingest.app.web.page.Renderer;
import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.report.SessionReports;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page, rendered with the state of this moment; from then on its scripts keep it up to date. */
public final class IngestPages implements Routes {
    /** Asks for the form although a session runs. */
    private static final String ANOTHER = "new";
    /** Written by the page's script when a person has seen an outcome. */
    private static final String DISMISSED = "media_ingest_dismissed";

    private static final Set<SessionState> ENDED =
            EnumSet.of(SessionState.COMPLETED, SessionState.CANCELLED, SessionState.ERROR);

    private final Renderer renderer;
    private final Ledger ledger;
    private final SessionReports reports;
    private final StatusViews views;
    private final Sessions sessions;

    public IngestPages(Renderer renderer, Ledger ledger, LiveProgress progress, SessionReports reports) {
        this.renderer = renderer;
        this.ledger = ledger;
        this.reports = reports;
        this.views = new StatusViews(progress, reports);
        this.sessions = new Sessions(ledger);
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(Addresses.INGEST, this::ingest);
    }

    private void ingest(Context context) {
        renderer.render(context, "ingest/ingest.jte", page(renderer.pageContext(context), context));
    }

    private IngestPage page(PageContext pageContext, Context context) {
        Optional<Session> shown = shown(context);
        Optional<Session> last = ledger.list(SessionState.ALL, 1, 0).stream().findFirst();
        Optional<Session> ended = shown.isPresent() ? Optional.empty() : lastOutcome(context.cookie(DISMISSED));
        return new IngestPage(
                pageContext,
                true,
                shown.map(views::of).orElse(null),
                shown.map(session -> reports.lastRevision(session.id())).orElse(0L),
                shown.map(session -> session.state().hasEnded()).orElse(false),
                last.map(session -> session.id().value()).orElse(null),
                ended.map(views::of).orElse(null));
    }

    /** The session named in the address; else the active one, unless a person wants to add another. */
    private Optional<Session> shown(Context context) {
        String asked = context.queryParam("session");
        if (asked != null) {
            return sessions.find(asked);
        }
        return context.queryParam(ANOTHER) == null ? sessions.active() : Optional.empty();
    }

    /** The newest session that has ended, until the person whose browser this is has dismissed it. */
    private Optional<Session> lastOutcome(@Nullable String dismissed) {
        return ledger.list(ENDED, 1, 0).stream()
                .filter(session -> !session.id().value().equals(dismissed))
                .findFirst();
    }
}
