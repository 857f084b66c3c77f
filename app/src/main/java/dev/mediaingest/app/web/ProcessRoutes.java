package dev.mediaingest.app.web;

import dev.mediaingest.discover.WalkAhead;
import dev.mediaingest.plan.EarlierReadings;
import dev.mediaingest.plan.Preview;
import dev.mediaingest.plan.Previewer;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.queue.SessionQueue.Answer;
import dev.mediaingest.session.queue.SessionQueue.NothingFound;
import dev.mediaingest.session.queue.SessionQueue.Started;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The Python tool's endpoints for processing, in its shapes. */
final class ProcessRoutes {
    private static final String NO_COMMIT_STEP =
            "There is no separate commit step: each file is committed to the catalogue as it is processed.";

    private final Ingestion ingestion;
    private final Actors actors;
    private final Sessions sessions;

    ProcessRoutes(Ingestion ingestion, Actors actors) {
        this.ingestion = ingestion;
        this.actors = actors;
        this.sessions = new Sessions(ingestion.ledger());
    }

    void register(RoutesConfig routes) {
        routes.post("/api/ingest/process", this::process);
        routes.post("/api/ingest/preview", this::preview);
        routes.get("/api/ingest/status/{id}", this::status);
        routes.post("/api/ingest/resume", this::resume);
        routes.delete("/api/ingest/session/{id}", this::delete);
        routes.get("/api/ingest/active-session", this::activeSession);
    }

    /** Answers for the time without a database. */
    static void registerDisabled(RoutesConfig routes) {
        routes.get("/api/ingest/active-session", context -> context.json(active(Optional.empty())));
        for (String path : new String[] {"process", "preview", "resume"}) {
            routes.post("/api/ingest/" + path, ProcessRoutes::refuse);
        }
        for (String path : new String[] {"status/{id}", "sessions", "sessions/<rest>", "{id}/events", "audit"}) {
            routes.get("/api/ingest/" + path, ProcessRoutes::refuse);
        }
        routes.post("/api/ingest/sessions/<rest>", ProcessRoutes::refuse);
        routes.delete("/api/ingest/session/{id}", ProcessRoutes::refuse);
    }

    /** Endpoints of the Python tool that are gone on purpose. */
    static void registerGone(RoutesConfig routes) {
        routes.post("/api/ingest/commit", context -> gone(NO_COMMIT_STEP));
        routes.get("/api/ingest/commit-status/{id}", context -> gone(NO_COMMIT_STEP));
        routes.get(
                "/api/ingest/report/{id}",
                context -> gone("There is no report before a commit: each file is committed as it is processed; see"
                        + " /api/ingest/sessions/{id}/items for what became of each."));
    }

    private static void refuse(Context context) {
        throw Problem.databaseDisabled();
    }

    private static void gone(String why) {
        throw new Problem(410, why);
    }

    private void process(Context context) throws IOException {
        JsonNode body = JsonBody.read(context);
        SessionParameters wanted =
                ProcessRequest.read(body, ingestion.roots(), ingestion.fileCalls(), ingestion.exclusions());
        try {
            context.json(started(ingestion.queue().start(wanted, actors.of(context))));
        } catch (NothingFound e) {
            throw new Problem(400, String.valueOf(e.getMessage()));
        }
    }

    private void preview(Context context) throws IOException {
        SessionParameters wanted = ProcessRequest.read(
                JsonBody.read(context), ingestion.roots(), ingestion.fileCalls(), ingestion.exclusions());
        EarlierReadings earlier = wanted.skipExisting() ? wanted.earlierReadings() : EarlierReadings.NONE;
        Preview preview;
        try (WalkAhead walk = ingestion
                .discoverer()
                .walkAhead(wanted.directories(), wanted.pattern(), wanted.recursive(), wanted.exclusions())) {
            preview = new Previewer(
                            ingestion.known(),
                            earlier,
                            wanted.retryFailed(),
                            wanted.maxFiles().orElse(Long.MAX_VALUE))
                    .preview(walk);
        }
        Map<String, Long> leftOut = new TreeMap<>();
        preview.leftOut().forEach((reason, entries) -> leftOut.put(reason.label(), entries));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("total_files", preview.total());
        answer.put("new", preview.fresh());
        answer.put("changed", preview.changed());
        answer.put("read_again", ReadAgainView.of(preview.readAgain()));
        answer.put("unchanged", preview.unchanged());
        answer.put("failed_before", preview.failedBefore());
        answer.put("bytes", preview.bytes());
        answer.put("left_out", leftOut);
        context.json(answer);
    }

    private static Map<String, Object> started(Started started) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session_id", started.id().value());
        answer.put("total_files", started.plan().total());
        answer.put("status", "started");
        answer.put("to_do", started.plan().toDo());
        answer.put("read_again", ReadAgainView.of(started.plan().readAgain()));
        answer.put("skipped_existing", started.plan().total() - started.plan().toDo());
        answer.put("left_out", started.plan().leftOut());
        return answer;
    }

    private void status(Context context) {
        context.json(StatusView.of(sessions.named(context), ingestion.progress(), ingestion.reports()));
    }

    private void resume(Context context) throws IOException {
        Fields fields = new Fields(JsonBody.read(context));
        Optional<String> id = fields.text("session_id");
        fields.throwIfAnyIsBad();
        if (id.isEmpty()) {
            throw Problem.badField("session_id", "is required");
        }
        SessionId session = SessionId.parse(id.get()).orElseThrow(Problem::sessionNotFound);
        context.json(resumed(ingestion.queue().resume(session, actors.of(context))));
    }

    private Map<String, Object> resumed(Answer answer) {
        return switch (answer) {
            case Answer.Done(Session now) -> resumed(now);
            case Answer.AlreadyCompleted(Session now) -> alreadyCompleted(now);
            case Answer.Rejected(String sentence) -> throw new Problem(409, sentence);
            case Answer.NotFound() -> throw Problem.sessionNotFound();
        };
    }

    private Map<String, Object> resumed(Session now) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session_id", now.id().value());
        answer.put("status", "resumed");
        answer.put("processed_files", ingestion.progress().of(now).tally().processed());
        answer.put("total_files", now.totalFiles());
        return answer;
    }

    static Map<String, Object> alreadyCompleted(Session now) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session_id", now.id().value());
        answer.put("status", "already_completed");
        answer.put("message", "Session has already completed; every file of it is accounted for.");
        return answer;
    }

    private void delete(Context context) {
        SessionId.parse(context.pathParam("id"))
                .ifPresent(id -> ingestion.queue().delete(id, actors.of(context)));
        context.json(Map.of("status", "cleaned_up"));
    }

    private void activeSession(Context context) {
        context.json(active(sessions.active()));
    }

    private static Map<String, Object> active(Optional<Session> session) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session_id", session.map(found -> found.id().value()).orElse(null));
        answer.put("status", session.map(found -> found.state().label()).orElse(null));
        return answer;
    }
}
