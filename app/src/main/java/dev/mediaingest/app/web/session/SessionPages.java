package dev.mediaingest.app.web.session;

import dev.mediaingest.app.report.ItemView;
import dev.mediaingest.app.web.http.Paging;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.http.Sessions;
import dev.mediaingest.app.web.page.Renderer;
import dev.mediaingest.app.web.page.Texts;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.session.AuditLog;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** The history of sessions, and one session in full, as of this moment; scripts renew what changes. */
public final class SessionPages implements Routes {
    private static final int ROWS = 25;
    private static final int ITEMS = 100;
    private static final int EVENTS = 200;
    private static final int UNREADABLE = 20;

    private final Renderer renderer;
    private final Ledger ledger;
    private final LiveProgress progress;
    private final SessionDetails details;
    private final AuditLog auditLog;
    private final Sessions sessions;

    public SessionPages(
            Renderer renderer, Ledger ledger, LiveProgress progress, SessionDetails details, AuditLog auditLog) {
        this.renderer = renderer;
        this.ledger = ledger;
        this.progress = progress;
        this.details = details;
        this.auditLog = auditLog;
        this.sessions = new Sessions(ledger);
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/sessions", this::list);
        routes.get("/sessions/{id}", this::one);
    }

    private void list(Context context) {
        EnumSet<SessionState> all = EnumSet.allOf(SessionState.class);
        long total = ledger.count(all);
        long pages = Math.max(1, (total + ROWS - 1) / ROWS);
        long number = Math.min(pages, Paging.number(context, "page", 1, 1, Long.MAX_VALUE));
        List<Session> found = ledger.list(all, ROWS, (int) ((number - 1) * ROWS));
        List<String> waiting = waiting();
        List<SessionsPage.Row> rows = found.stream()
                .map(session -> row(Texts.of(context), session, waiting))
                .toList();
        boolean active = found.stream().anyMatch(session -> session.state().isActive());
        renderer.render(
                context,
                "session/sessions.jte",
                new SessionsPage(renderer.pageContext(context), rows, number, pages, total, active));
    }

    private SessionsPage.Row row(Texts texts, Session session, List<String> waiting) {
        return SessionsPage.Row.of(
                texts,
                session,
                progress.of(session),
                Instant.now(),
                waiting.indexOf(session.id().value()) + 1,
                waiting.size());
    }

    /** In the order they will run. */
    private List<String> waiting() {
        return ledger.inState(SessionState.STARTING).stream()
                .filter(session -> session.planned() && session.queuePlace() != null)
                .map(session -> session.id().value())
                .toList();
    }

    private void one(Context context) {
        Session session = sessions.named(context);
        ItemFilter filter = filter(context);
        long after = Paging.number(context, "after", 0, 0, Long.MAX_VALUE);
        List<ItemReport> found = details.reports().items(session.id(), filter, after, ITEMS + 1, 0);
        List<ItemReport> shown = found.subList(0, Math.min(ITEMS, found.size()));
        SessionPage page = new SessionPage(
                renderer.pageContext(context),
                row(Texts.of(context), session, waiting()),
                session,
                details.reports().summaryIfReady(session.id()).orElse(null),
                shown.stream().map(ItemView::of).toList(),
                found.size() > ITEMS
                        ? SessionPage.address(
                                session.id().value(), filter, shown.getLast().position())
                        : null,
                filter,
                details.leftOut().counts(session.id()),
                details.leftOut().unreadable(session.id(), UNREADABLE),
                details.reports().readAgain(session.id()),
                details.away().of(session.id()),
                SessionPage.options(Texts.of(context), session.parameters()),
                auditLog.list(session.id(), EVENTS, 0));
        renderer.render(context, "session/session.jte", page);
    }

    private static ItemFilter filter(Context context) {
        Optional<ItemState> state = given(context, "state").flatMap(SessionPages::state);
        return new ItemFilter(state, given(context, "code"), given(context, "q"));
    }

    /** A word that is no state narrows nothing. */
    private static Optional<ItemState> state(String label) {
        try {
            return Optional.of(ItemState.ofLabel(label));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> given(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isBlank());
    }
}
