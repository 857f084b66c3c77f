package dev.mediaingest.app.web;

import dev.mediaingest.session.Session;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page, rendered with the state of this moment; from then on its scripts keep it up to date. */
final class Pages {
    static final String INGEST = "/ingest-v2";

    private final Renderer renderer;
    private final Optional<Ingestion> ingestion;

    Pages(Renderer renderer, Optional<Ingestion> ingestion) {
        this.renderer = renderer;
        this.ingestion = ingestion;
    }

    void register(RoutesConfig routes) {
        routes.get("/", context -> context.redirect(INGEST, HttpStatus.FOUND));
        routes.get(INGEST, this::ingest);
    }

    private void ingest(Context context) {
        renderer.render(context, "ingest.jte", page(renderer.frame(context), context.queryParam("session")));
    }

    private IngestPage page(Frame frame, @Nullable String asked) {
        if (ingestion.isEmpty()) {
            return IngestPage.withoutDatabase(frame);
        }
        Sessions sessions = new Sessions(ingestion.get().sessions());
        Optional<Session> shown = asked == null ? sessions.active() : sessions.find(asked);
        Optional<Session> last = ingestion.get().sessions().list(1, 0).stream().findFirst();
        return new IngestPage(
                frame,
                true,
                shown.map(this::status).orElse(null),
                shown.map(session -> ingestion.get().sessions().lastRevision(session.id()))
                        .orElse(0L),
                shown.map(session -> session.state().hasEnded()).orElse(false),
                last.map(session -> session.id().value()).orElse(null));
    }

    private StatusView status(Session session) {
        Ingestion present = ingestion.orElseThrow();
        return StatusView.of(session, present.progress(), present.sessions());
    }
}
