package dev.mediaingest.app.web.ingest;

import dev.mediaingest.app.report.ReadAgainView;
import dev.mediaingest.app.web.http.Actors;
import dev.mediaingest.app.web.http.Ingestion;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.discover.WalkAhead;
import dev.mediaingest.plan.EarlierReadings;
import dev.mediaingest.plan.Preview;
import dev.mediaingest.plan.Previewer;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionQueue.NothingFound;
import dev.mediaingest.session.SessionQueue.Started;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The Python tool's endpoints that begin a session, or say what one would do, in its shapes. */
public final class ProcessRoutes {
    private final Ingestion ingestion;
    private final Actors actors;

    public ProcessRoutes(Ingestion ingestion, Actors actors) {
        this.ingestion = ingestion;
        this.actors = actors;
    }

    public void register(RoutesConfig routes) {
        routes.post("/api/ingest/process", this::process);
        routes.post("/api/ingest/preview", this::preview);
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
}
