package dev.mediaingest.app.web.ingest;

import dev.mediaingest.app.report.ReadAgainView;
import dev.mediaingest.app.web.http.Actors;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.queue.NothingFound;
import dev.mediaingest.session.queue.SessionQueue;
import dev.mediaingest.session.queue.SessionQueue.Started;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The Python tool's endpoint that begins a session, in its shape. */
public final class ProcessRoutes implements Routes {
    private final ProcessRequests requests;
    private final SessionQueue queue;
    private final Actors actors;

    public ProcessRoutes(ProcessRequests requests, SessionQueue queue, Actors actors) {
        this.requests = requests;
        this.queue = queue;
        this.actors = actors;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/ingest/process", this::process);
    }

    private void process(Context context) throws IOException {
        JsonNode body = JsonBody.read(context);
        SessionParameters wanted = requests.read(body);
        try {
            context.json(started(queue.start(wanted, actors.of(context))));
        } catch (NothingFound e) {
            throw new Problem(400, String.valueOf(e.getMessage()));
        }
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
}
