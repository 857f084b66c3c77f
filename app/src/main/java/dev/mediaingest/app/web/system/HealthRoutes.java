package dev.mediaingest.app.web.system;

import dev.mediaingest.app.web.http.HealthCheck;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.page.Problems;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** For whoever watches the process: alive is answering at all, ready is being able to work. */
public final class HealthRoutes implements Routes {
    private final HealthCheck health;

    public HealthRoutes(HealthCheck health) {
        this.health = health;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/health/live", context -> context.json(Map.of("status", "live")));
        routes.get("/health/ready", this::ready);
    }

    private void ready(Context context) {
        Map<String, String> problems = health.problems();
        if (problems.isEmpty()) {
            context.json(Map.of("status", "ready"));
            return;
        }
        Map<String, Object> document = Problems.document(503, String.join(" ", problems.values()), List.of());
        document.put("problems", problems);
        context.status(503);
        context.json(document);
        context.contentType(Problems.CONTENT_TYPE);
    }
}
