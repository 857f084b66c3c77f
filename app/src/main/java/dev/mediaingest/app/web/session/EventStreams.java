package dev.mediaingest.app.web.session;

import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.http.Sessions;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.library.CataloguedFiles;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.report.SessionReports;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions as server-sent events. Each client has its own virtual thread and follows its session's feed, of which there is one while
 * anybody listens: however many do, the ledger is asked by one. Thread-safe; closing it ends every stream at once.
 */
public final class EventStreams implements Routes, AutoCloseable {
    private final SessionFeed.Source source;
    private final Sessions sessions;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    /** Guarded by itself. */
    private final Map<SessionId, Shared> feeds = new HashMap<>();

    private volatile boolean closed;

    public EventStreams(Ledger ledger, LiveProgress progress, SessionReports reports, CataloguedFiles files) {
        this.source = new SessionFeed.Source(ledger, progress, reports, files);
        this.sessions = new Sessions(ledger);
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/ingest/sessions/{id}/events", this::stream);
        routes.get("/api/ingest/{id}/events", this::stream);
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }

    private void stream(Context context) throws IOException {
        Session session = sessions.named(context);
        boolean items = !"no".equals(context.queryParam("items"));
        long after = startRevision(context, session.id());
        threads.add(Thread.currentThread());
        try {
            if (!closed) { // without items: as if all of them had been sent already
                follow(session.id(), after, items, open(context));
            }
        } catch (InterruptedException e) {
            // The server stops; the client comes back by itself with its last id.
        } catch (IOException | Unavailable e) {
            // The client is gone, or comes back by itself with its last id.
        } finally {
            threads.remove(Thread.currentThread());
            Thread.interrupted();
        }
    }

    /** A feed with how many follow it. */
    private static final class Shared {
        private final SessionFeed feed;
        private final Thread reader;
        private int followers;

        Shared(SessionFeed feed) {
            this.feed = feed;
            this.reader = Thread.ofVirtual().name("feed").start(feed::run);
        }
    }

    private void follow(SessionId id, long after, boolean items, EventWriter writer)
            throws IOException, InterruptedException {
        Shared shared = join(id);
        try {
            new EventStream(id, shared.feed, items ? after : Long.MAX_VALUE, writer).run();
        } finally {
            leave(id, shared);
        }
    }

    /** The session's feed; a new one if there is none, or only one that stopped. */
    private Shared join(SessionId id) {
        long revision = source.reports().lastRevision(id);
        synchronized (feeds) {
            Shared shared = feeds.get(id);
            if (shared == null || !shared.reader.isAlive()) {
                shared = new Shared(new SessionFeed(source, id, revision));
                feeds.put(id, shared);
            }
            shared.followers++;
            return shared;
        }
    }

    private void leave(SessionId id, Shared shared) {
        synchronized (feeds) {
            if (--shared.followers == 0) {
                shared.reader.interrupt();
                feeds.remove(id, shared);
            }
        }
    }

    /** A browser that reconnects sends the header by itself; the parameter is for whoever connects for the first time. */
    private long startRevision(Context context, SessionId id) {
        String last = context.header("Last-Event-ID");
        if (last == null || last.isBlank()) {
            last = context.queryParam("last_event_id");
        }
        if (last == null || last.isBlank()) {
            return source.reports().lastRevision(id);
        }
        try {
            return Math.max(0, Long.parseLong(last.strip()));
        } catch (NumberFormatException e) {
            throw Problem.badField("last_event_id", "must be the id of an event of this session");
        }
    }

    /** Past the framework's own stream, which would compress and hold back. */
    private static EventWriter open(Context context) throws IOException {
        HttpServletResponse response = context.res();
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        return new EventWriter(response.getOutputStream());
    }
}
