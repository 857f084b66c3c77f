package dev.mediaingest.app.web;

import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.ItemReport;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionQueue;
import dev.mediaingest.session.SessionQueue.Answer;
import dev.mediaingest.session.SessionStore;
import dev.mediaingest.session.SessionStore.LeftOutEntry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Our own endpoints: the history, one session in detail, and what a person may ask of it. */
final class SessionRoutes {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;

    private final SessionStore store;
    private final SessionQueue queue;
    private final Ingestion ingestion;
    private final Sessions sessions;

    SessionRoutes(Ingestion ingestion) {
        this.ingestion = ingestion;
        this.store = ingestion.sessions();
        this.queue = ingestion.queue();
        this.sessions = new Sessions(store);
    }

    void register(RoutesConfig routes) {
        routes.get("/api/ingest/sessions", this::list);
        routes.get("/api/ingest/sessions/{id}", this::one);
        routes.get("/api/ingest/sessions/{id}/items", this::items);
        routes.get("/api/ingest/sessions/{id}/left-out", this::leftOut);
        routes.post("/api/ingest/sessions/{id}/pause", context -> ask(context, queue::pause));
        routes.post("/api/ingest/sessions/{id}/resume", context -> ask(context, queue::resume));
        routes.post("/api/ingest/sessions/{id}/cancel", context -> ask(context, queue::cancel));
        routes.post("/api/ingest/sessions/{id}/retry", context -> ask(context, queue::retryFailed));
    }

    private void list(Context context) {
        int limit = limit(context);
        int offset = (int) number(context, "offset", 0, 0, Integer.MAX_VALUE - LARGEST_PAGE);
        List<Session> found = store.list(limit + 1, offset);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("sessions", found.stream().limit(limit).map(SessionView::of).toList());
        answer.put("next_offset", found.size() > limit ? offset + limit : null);
        context.json(answer);
    }

    private void one(Context context) {
        Session session = sessions.named(context);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session", SessionView.of(session));
        answer.put("progress", StatusView.of(session, ingestion.progress(), store));
        answer.put("left_out", store.leftOutCounts(session.id()));
        context.json(answer);
    }

    private void items(Context context) {
        Session session = sessions.named(context);
        int limit = limit(context);
        long after = number(context, "after", 0, 0, Long.MAX_VALUE);
        List<ItemReport> found = store.items(session.id(), state(context), after, limit);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("items", found.stream().map(ItemView::of).toList());
        answer.put("next_after", found.size() < limit ? null : found.getLast().position());
        context.json(answer);
    }

    private static @Nullable ItemState state(Context context) {
        String label = context.queryParam("state");
        if (label == null || label.isEmpty()) {
            return null;
        }
        try {
            return ItemState.ofLabel(label);
        } catch (IllegalArgumentException e) {
            throw Problem.badField("state", "must be a state of an item, such as failed");
        }
    }

    private void leftOut(Context context) {
        Session session = sessions.named(context);
        int limit = limit(context);
        String after = context.queryParam("after");
        List<LeftOutEntry> found = store.leftOut(session.id(), after == null ? "" : after, limit);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("entries", found);
        answer.put("counts", store.leftOutCounts(session.id()));
        answer.put("next_after", found.size() < limit ? null : found.getLast().path());
        context.json(answer);
    }

    private static void ask(Context context, Function<SessionId, Answer> wish) {
        switch (wish.apply(Sessions.id(context))) {
            case Answer.Done(Session now) ->
                context.json(Map.of(
                        "session_id", now.id().value(), "status", now.state().label()));
            case Answer.AlreadyCompleted(Session now) -> context.json(ProcessRoutes.alreadyCompleted(now));
            case Answer.NotNow(String sentence) -> throw new Problem(409, sentence);
            case Answer.NotFound() -> throw Problem.sessionNotFound();
        }
    }

    private static int limit(Context context) {
        return (int) number(context, "limit", PAGE, 1, LARGEST_PAGE);
    }

    private static long number(Context context, String name, long otherwise, long least, long most) {
        String text = context.queryParam(name);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Problem.badField(name, "must be a whole number between " + least + " and " + most);
    }
}
