package dev.mediaingest.app.web.session;

import dev.mediaingest.app.report.ItemView;
import dev.mediaingest.app.report.JsonReport.Summary;
import dev.mediaingest.app.report.ReadAgainView;
import dev.mediaingest.app.report.SessionView;
import dev.mediaingest.app.report.StatusViews;
import dev.mediaingest.app.web.http.Paging;
import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.http.Sessions;
import dev.mediaingest.plan.AwayFolder;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.LeftOutFiles.Entry;
import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The history: sessions, one of them in detail, its items. */
public final class SessionRoutes implements Routes {
    private final Ledger ledger;
    private final LiveProgress progress;
    private final StatusViews views;
    private final SessionDetails details;
    private final Sessions sessions;

    public SessionRoutes(Ledger ledger, LiveProgress progress, SessionDetails details) {
        this.ledger = ledger;
        this.progress = progress;
        this.views = new StatusViews(progress, details.reports());
        this.details = details;
        this.sessions = new Sessions(ledger);
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/ingest/sessions", this::list);
        routes.get("/api/ingest/sessions/{id}", this::one);
        routes.get("/api/ingest/sessions/{id}/summary", this::summary);
        routes.get("/api/ingest/sessions/{id}/items", this::items);
        routes.get("/api/ingest/sessions/{id}/left-out", this::leftOut);
    }

    private void list(Context context) {
        Paging paging = Paging.of(context);
        Set<SessionState> states = states(context);
        List<Session> found = ledger.list(states, paging.limit() + 1, paging.offset());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "sessions", found.stream().limit(paging.limit()).map(this::view).toList());
        answer.put("total", ledger.count(states));
        answer.put("page", paging.page());
        answer.put("per_page", paging.limit());
        answer.put("next_offset", found.size() > paging.limit() ? paging.offset() + paging.limit() : null);
        context.json(answer);
    }

    private SessionView view(Session session) {
        return SessionView.of(session, progress.of(session).tally(), Instant.now());
    }

    private static Set<SessionState> states(Context context) {
        Set<SessionState> states = EnumSet.noneOf(SessionState.class);
        for (String parameter : context.queryParams("state")) {
            for (String label : parameter.split(",")) {
                states.add(
                        word("state", label, SessionState::ofLabel, "must be states of sessions, such as completed"));
            }
        }
        return states.isEmpty() ? EnumSet.allOf(SessionState.class) : states;
    }

    private static <T> T word(String field, String label, Function<String, T> known, String otherwise) {
        try {
            return known.apply(label);
        } catch (IllegalArgumentException e) {
            throw Problem.badField(field, otherwise);
        }
    }

    private void one(Context context) {
        Session session = sessions.named(context);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session", view(session));
        answer.put("progress", views.of(session));
        answer.put("left_out", details.leftOut().counts(session.id()));
        answer.put("read_again", ReadAgainView.of(details.reports().readAgain(session.id())));
        answer.put(
                "away",
                details.away().of(session.id()).stream()
                        .map(SessionRoutes::away)
                        .toList());
        context.json(answer);
    }

    private static Map<String, Object> away(AwayFolder folder) {
        return Map.of(
                "path", folder.folder().toString(),
                "files", folder.files(),
                "reason", folder.why().label());
    }

    private void summary(Context context) {
        Session session = sessions.named(context);
        context.json(Summary.of(
                details.reports().summary(session.id()), details.leftOut().counts(session.id())));
    }

    /** By position where one is given, which costs the same on the last page as on the first; else by page. */
    private void items(Context context) {
        Session session = sessions.named(context);
        Paging paging = Paging.of(context);
        ItemFilter filter = filter(context);
        long after = Paging.number(context, "after", 0, 0, Long.MAX_VALUE);
        List<ItemReport> found = details.reports().items(session.id(), filter, after, paging.limit(), paging.offset());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("items", found.stream().map(ItemView::of).toList());
        answer.put(
                "next_after",
                found.size() < paging.limit() ? null : found.getLast().position());
        if (context.queryParam("page") != null) {
            answer.put("page", paging.page());
            answer.put("per_page", paging.limit());
            answer.put("total", details.reports().itemCount(session.id(), filter));
        }
        context.json(answer);
    }

    private static ItemFilter filter(Context context) {
        Optional<ItemState> state = given(context, "state")
                .map(label -> word("state", label, ItemState::ofLabel, "must be a state of an item, such as failed"));
        return new ItemFilter(state, given(context, "code"), given(context, "q"));
    }

    private static Optional<String> given(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isEmpty());
    }

    private void leftOut(Context context) {
        Session session = sessions.named(context);
        int limit = Paging.of(context).limit();
        String after = context.queryParam("after");
        List<Entry> found = details.leftOut().list(session.id(), after == null ? "" : after, limit);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("entries", found);
        answer.put("counts", details.leftOut().counts(session.id()));
        answer.put("next_after", found.size() < limit ? null : found.getLast().path());
        context.json(answer);
    }
}
