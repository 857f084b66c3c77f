package dev.mediaingest.app.web.ingest;

import dev.mediaingest.app.report.ReadAgainView;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.WalkAhead;
import dev.mediaingest.plan.EarlierReadings;
import dev.mediaingest.plan.KnownFiles;
import dev.mediaingest.plan.Preview;
import dev.mediaingest.plan.Previewer;
import dev.mediaingest.session.SessionParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a session would do if it were begun now. Writes nothing. */
public final class PreviewRoutes implements Routes {
    private final ProcessRequests requests;
    private final Discoverer discoverer;
    private final KnownFiles known;

    public PreviewRoutes(ProcessRequests requests, Discoverer discoverer, KnownFiles known) {
        this.requests = requests;
        this.discoverer = discoverer;
        this.known = known;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/ingest/preview", context -> context.json(json(preview(context))));
    }

    private Preview preview(Context context) throws IOException {
        SessionParameters wanted = requests.read(JsonBody.read(context));
        EarlierReadings earlier = wanted.skipExisting() ? wanted.earlierReadings() : EarlierReadings.NONE;
        try (WalkAhead walk =
                discoverer.walkAhead(wanted.directories(), wanted.pattern(), wanted.recursive(), wanted.exclusions())) {
            return new Previewer(
                            known,
                            earlier,
                            wanted.retryFailed(),
                            wanted.maxFiles().orElse(Long.MAX_VALUE))
                    .preview(walk);
        }
    }

    private static Map<String, Object> json(Preview preview) {
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
        return answer;
    }
}
