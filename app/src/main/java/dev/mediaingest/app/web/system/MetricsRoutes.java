package dev.mediaingest.app.web.system;

import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.wiring.Metrics;
import io.javalin.config.RoutesConfig;

/** The program's figures for Prometheus. */
public final class MetricsRoutes implements Routes {
    private final Metrics metrics;

    public MetricsRoutes(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/metrics", context -> {
            context.contentType("text/plain; version=0.0.4; charset=utf-8");
            context.result(metrics.text());
        });
    }
}
