package dev.mediaingest.app.web.library;

import dev.mediaingest.app.web.http.Fields;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.commit.Thresholds;
import dev.mediaingest.commit.Thresholds.Applied;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** Holds the catalogue's stored scores against another threshold. */
public final class ThresholdRoutes implements Routes {
    private static final String THRESHOLD = "nsfw_threshold";

    private final Thresholds thresholds;

    public ThresholdRoutes(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/media/judge", this::judge);
    }

    private void judge(Context context) throws IOException {
        JsonNode body = JsonBody.read(context);
        Fields fields = new Fields(body);
        double threshold = fields.fraction(THRESHOLD, 0);
        if (!body.hasNonNull(THRESHOLD)) {
            fields.reject(THRESHOLD, "must be given");
        }
        fields.throwIfAnyIsBad();
        Applied applied = thresholds.applyThreshold(threshold);
        context.json(new Answer(threshold, applied.files(), applied.nsfw(), applied.changed()));
    }

    private record Answer(double nsfwThreshold, long files, long nsfw, long changed) {}
}
