package dev.mediaingest.app.web.session;

import dev.mediaingest.app.report.StatusViews;
import dev.mediaingest.app.web.http.Actors;
import dev.mediaingest.app.web.http.Fields;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.http.Sessions;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.report.SessionReports;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.queue.Answer;
import dev.mediaingest.session.queue.SessionQueue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The Python tool's endpoints about a session there is, in its shapes. */
public final class StatusRoutes implements Routes {
    private final SessionQueue queue;
    private final LiveProgress progress;
    private final StatusViews views;
    private final Actors actors;
    private final Sessions sessions;

    public StatusRoutes(
            Ledger ledger, SessionQueue queue, LiveProgress progress, SessionReports reports, Actors actors) {
        this.queue = queue;
        this.progress = progress;
        this.views = new StatusViews(progress, reports);
        this.actors = actors;
        this.sessions = new Sessions(ledger);
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/ingest/status/{id}", this::status);
        routes.post("/api/ingest/resume", this::resume);
        routes.delete("/api/ingest/session/{id}", this::delete);
        routes.get("/api/ingest/active-session", this::activeSession);
    }

    private void status(Context context) {
        context.json(views.of(sessions.named(context)));
    }

    private void resume(Context context) throws IOException {
        Fields fields = new Fields(JsonBody.read(context));
        Optional<String> id = fields.text("session_id");
        fields.throwIfAnyIsBad();
        if (id.isEmpty()) {
            throw Problem.badField("session_id", "is required");
        }
        SessionId session = SessionId.parse(id.get()).orElseThrow(Problem::sessionNotFound);
        context.json(resumed(queue.resume(session, actors.of(context))));
    }

    private Map<String, Object> resumed(Answer answer) {
        return switch (answer) {
            case Answer.Done(Session now) -> resumed(now);
            case Answer.AlreadyCompleted(Session now) -> ControlRoutes.alreadyCompleted(now);
            case Answer.Rejected(String sentence) -> throw new Problem(409, sentence);
            case Answer.NotFound() -> throw Problem.sessionNotFound();
        };
    }

    private Map<String, Object> resumed(Session now) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session_id", now.id().value());
        answer.put("status", "resumed");
        answer.put("processed_files", progress.of(now).tally().processed());
        answer.put("total_files", now.totalFiles());
        return answer;
    }

    private void delete(Context context) {
        SessionId.parse(context.pathParam("id")).ifPresent(id -> queue.delete(id, actors.of(context)));
        context.json(Map.of("status", "cleaned_up"));
    }

    private void activeSession(Context context) {
        context.json(active(sessions.active()));
    }

    /** The one to look at; without one both are null. */
    private static Map<String, Object> active(Optional<Session> session) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session_id", session.map(found -> found.id().value()).orElse(null));
        answer.put("status", session.map(found -> found.state().label()).orElse(null));
        return answer;
    }
}
