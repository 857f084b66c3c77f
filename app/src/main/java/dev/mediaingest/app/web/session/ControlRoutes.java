package dev.mediaingest.app.web.session;

import dev.mediaingest.app.web.http.Actors;
import dev.mediaingest.app.web.http.Fields;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.Paging;
import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.http.Sessions;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.AuditEntry;
import dev.mediaingest.session.AuditLog;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.queue.Answer;
import dev.mediaingest.session.queue.SessionQueue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a person may ask of a session, and the log of what was asked. */
public final class ControlRoutes implements Routes {
    private static final int MOST_POSITIONS = 1_000;

    private final AuditLog auditLog;
    private final SessionQueue queue;
    private final Actors actors;

    public ControlRoutes(SessionQueue queue, AuditLog auditLog, Actors actors) {
        this.auditLog = auditLog;
        this.queue = queue;
        this.actors = actors;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/ingest/sessions/{id}/pause", context -> ask(context, queue::pause));
        routes.post("/api/ingest/sessions/{id}/resume", context -> ask(context, queue::resume));
        routes.post("/api/ingest/sessions/{id}/cancel", context -> ask(context, queue::cancel));
        routes.post("/api/ingest/sessions/{id}/retry", this::retry);
        routes.post("/api/ingest/sessions/{id}/move", this::move);
        routes.post("/api/ingest/sessions/{id}/confirm-missing", this::confirmMissing);
        routes.get("/api/ingest/audit", this::audit);
    }

    private void retry(Context context) throws IOException {
        JsonNode body = JsonBody.readIfAny(context);
        List<Long> positions = positions(body);
        ask(context, (id, by) -> queue.retry(id, positions, by));
    }

    /** None means all that failed. */
    private static List<Long> positions(JsonNode body) {
        Fields fields = new Fields(body);
        OptionalLong item = fields.count("item", 1, Long.MAX_VALUE);
        List<Long> positions = new ArrayList<>();
        item.ifPresent(positions::add);
        JsonNode list = body.path("positions");
        boolean given = !list.isMissingNode() && !list.isNull();
        if (given && (!list.isArray() || list.isEmpty() || list.size() > MOST_POSITIONS || !areAllWhole(list))) {
            fields.reject("positions", "must be a list of 1 to " + MOST_POSITIONS + " list positions");
        }
        fields.throwIfAnyIsBad();
        list.forEach(position -> positions.add(position.asLong()));
        return positions;
    }

    private static boolean areAllWhole(JsonNode list) {
        for (JsonNode entry : list) {
            if (!entry.canConvertToLong() || !entry.isIntegralNumber()) {
                return false;
            }
        }
        return true;
    }

    private void move(Context context) throws IOException {
        Fields fields = new Fields(JsonBody.readIfAny(context));
        Optional<String> named = fields.text("before");
        fields.throwIfAnyIsBad();
        SessionId before = named.map(text -> SessionId.parse(text).orElseThrow(Problem::sessionNotFound))
                .orElse(null);
        ask(context, (id, by) -> queue.moveBefore(id, before, by));
    }

    private void confirmMissing(Context context) throws IOException {
        Fields fields = new Fields(JsonBody.read(context));
        Optional<String> named = fields.text("path");
        fields.throwIfAnyIsBad();
        Path folder = named.flatMap(ControlRoutes::path)
                .orElseThrow(() -> Problem.badField("path", "must be a folder that is away"));
        ask(context, (id, by) -> queue.confirmMissing(id, folder, by));
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private void ask(Context context, BiFunction<SessionId, Actor, Answer> operation) {
        switch (operation.apply(Sessions.id(context), actors.of(context))) {
            case Answer.Done(Session now) ->
                context.json(Map.of(
                        "session_id", now.id().value(), "status", now.state().label()));
            case Answer.AlreadyCompleted(Session now) -> context.json(alreadyCompleted(now));
            case Answer.Rejected(String sentence) -> throw new Problem(409, sentence);
            case Answer.NotFound() -> throw Problem.sessionNotFound();
        }
    }

    static Map<String, Object> alreadyCompleted(Session now) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session_id", now.id().value());
        answer.put("status", "already_completed");
        answer.put("message", "Session has already completed; every file of it is accounted for.");
        return answer;
    }

    private void audit(Context context) {
        Paging paging = Paging.of(context);
        String named = context.queryParam("session");
        SessionId session =
                named == null || named.isEmpty() ? null : SessionId.parse(named).orElseThrow(Problem::sessionNotFound);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "entries",
                auditLog.list(session, paging.limit(), paging.offset()).stream()
                        .map(AuditView::of)
                        .toList());
        answer.put("total", auditLog.count(session));
        answer.put("page", paging.page());
        answer.put("per_page", paging.limit());
        context.json(answer);
    }

    /** One line of the log. */
    private record AuditView(
            long id,
            Instant happenedAt,
            @Nullable String sessionId,
            String operation,
            @Nullable String actor,
            @Nullable String detail) {
        static AuditView of(AuditEntry entry) {
            SessionId session = entry.session();
            return new AuditView(
                    entry.id(),
                    entry.happenedAt(),
                    session == null ? null : session.value(),
                    entry.operation(),
                    entry.actor(),
                    entry.detail());
        }
    }
}
