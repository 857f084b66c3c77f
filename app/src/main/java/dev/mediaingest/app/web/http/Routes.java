package dev.mediaingest.app.web.http;

import io.javalin.config.RoutesConfig;

/**
 * Some paths and who answers them. Registered once, before the server listens; it promises nothing of the order among others, but
 * keeps its own.
 */
public interface Routes {
    void register(RoutesConfig routes);
}
