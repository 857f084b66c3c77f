package dev.mediaingest.app.web;

import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Session;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions as server-sent events. Each client has its own virtual thread and nothing else: no buffer, no queue, no place
 * in a list the session would have to walk. Thread-safe; closing it ends every stream at once.
 */
final class EventStreams implements AutoCloseable {
    private final Ingestion ingestion;
    private final Sessions sessions;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EventStreams(Ingestion ingestion) {
        this.ingestion = ingestion;
        this.sessions = new Sessions(ingestion.sessions());
    }

    void register(RoutesConfig routes) {
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
        long after = startRevision(context, session.id());
        threads.add(Thread.currentThread());
        try {
            if (!closed) {
                new EventStream(ingestion, session.id(), after, open(context)).run();
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

    /** A browser that reconnects sends the header by itself; the parameter is for whoever connects for the first time. */
    private long startRevision(Context context, SessionId id) {
        String last = context.header("Last-Event-ID");
        if (last == null || last.isBlank()) {
            last = context.queryParam("last_event_id");
        }
        if (last == null || last.isBlank()) {
            return ingestion.sessions().lastRevision(id);
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
