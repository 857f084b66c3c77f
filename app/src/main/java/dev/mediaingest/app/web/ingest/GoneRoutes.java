package dev.mediaingest.app.web.ingest;

import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Routes;
import io.javalin.config.RoutesConfig;

/** Endpoints of the Python tool that are gone on purpose: each says why, and what there is instead. */
public final class GoneRoutes implements Routes {
    private static final String NO_COMMIT_STEP =
            "There is no separate commit step: each file is committed to the catalogue as it is processed.";

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/ingest/commit", context -> gone(NO_COMMIT_STEP));
        routes.get("/api/ingest/commit-status/{id}", context -> gone(NO_COMMIT_STEP));
        routes.get(
                "/api/ingest/report/{id}",
                context -> gone("There is no report before a commit: each file is committed as it is processed; see"
                        + " /api/ingest/sessions/{id}/items for what became of each."));
    }

    private static void gone(String why) {
        throw new Problem(410, why);
    }
}
