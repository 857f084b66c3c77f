package dev.mediaingest.app.web;

import dev.mediaingest.session.Session;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page, rendered with the state of this moment; from then on its scripts keep it up to date. */
final class Pages {
    static final String INGEST = "/ingest-v2";

    private final WebOptions options;
    private final Optional<Ingestion> ingestion;
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.mediaingest.app.pages");

    Pages(WebOptions options, Optional<Ingestion> ingestion) {
        this.options = options;
        this.ingestion = ingestion;
    }

    void register(RoutesConfig routes) {
        routes.get("/", context -> context.redirect(INGEST, HttpStatus.FOUND));
        routes.get(INGEST, this::ingest);
    }

    private void ingest(Context context) {
        StringOutput html = new StringOutput();
        templates.render("ingest.jte", page(context.queryParam("session")), html);
        context.contentType("text/html; charset=utf-8");
        context.result(html.toString());
    }

    private IngestPage page(@Nullable String asked) {
        if (ingestion.isEmpty()) {
            return IngestPage.withoutDatabase(options.version());
        }
        Sessions sessions = new Sessions(ingestion.get().sessions());
        Optional<Session> shown = asked == null ? sessions.active() : sessions.find(asked);
        Optional<Session> last = ingestion.get().sessions().list(1, 0).stream().findFirst();
        return new IngestPage(
                options.version(),
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
