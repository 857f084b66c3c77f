package dev.mediaingest.app.web.ingest;

import dev.mediaingest.app.report.StatusView;
import dev.mediaingest.app.web.http.Ingestion;
import dev.mediaingest.app.web.http.Sessions;
import dev.mediaingest.app.web.page.Addresses;
import dev.mediaingest.app.web.page.Frame;
import dev.mediaingest.app.web.page.Renderer;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page, rendered with the state of this moment; from then on its scripts keep it up to date. */
public final class Pages {
    /** Asks for the form although a session runs. */
    private static final String ANOTHER = "new";
    /** Written by the page's script when a person has seen an outcome. */
    private static final String DISMISSED = "media_ingest_dismissed";

    private static final Set<SessionState> ENDED =
            EnumSet.of(SessionState.COMPLETED, SessionState.CANCELLED, SessionState.ERROR);

    private final Renderer renderer;
    private final Optional<Ingestion> ingestion;

    public Pages(Renderer renderer, Optional<Ingestion> ingestion) {
        this.renderer = renderer;
        this.ingestion = ingestion;
    }

    public void register(RoutesConfig routes) {
        routes.get("/", context -> context.redirect(Addresses.INGEST, HttpStatus.FOUND));
        routes.get(Addresses.INGEST, this::ingest);
    }

    private void ingest(Context context) {
        renderer.render(context, "ingest.jte", page(renderer.frame(context), context));
    }

    private IngestPage page(Frame frame, Context context) {
        if (ingestion.isEmpty()) {
            return IngestPage.withoutDatabase(frame);
        }
        Sessions sessions = new Sessions(ingestion.get().ledger());
        Optional<Session> shown = shown(sessions, context);
        Optional<Session> last =
                ingestion.get().ledger().list(SessionState.ALL, 1, 0).stream().findFirst();
        Optional<Session> ended = shown.isPresent() ? Optional.empty() : lastOutcome(context.cookie(DISMISSED));
        return new IngestPage(
                frame,
                true,
                shown.map(this::status).orElse(null),
                shown.map(session -> ingestion.get().reports().lastRevision(session.id()))
                        .orElse(0L),
                shown.map(session -> session.state().hasEnded()).orElse(false),
                last.map(session -> session.id().value()).orElse(null),
                ended.map(this::status).orElse(null));
    }

    /** The session named in the address; else the active one, unless a person wants to add another. */
    private static Optional<Session> shown(Sessions sessions, Context context) {
        String asked = context.queryParam("session");
        if (asked != null) {
            return sessions.find(asked);
        }
        return context.queryParam(ANOTHER) == null ? sessions.active() : Optional.empty();
    }

    /** The newest session that has ended, until the person whose browser this is has dismissed it. */
    private Optional<Session> lastOutcome(@Nullable String dismissed) {
        return ingestion.orElseThrow().ledger().list(ENDED, 1, 0).stream()
                .filter(session -> !session.id().value().equals(dismissed))
                .findFirst();
    }

    private StatusView status(Session session) {
        Ingestion present = ingestion.orElseThrow();
        return StatusView.of(session, present.progress(), present.reports());
    }
}
