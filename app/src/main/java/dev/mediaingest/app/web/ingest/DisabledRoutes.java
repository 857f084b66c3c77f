package dev.mediaingest.app.web.ingest;

import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.page.Addresses;
import dev.mediaingest.app.web.page.Renderer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is answered while the database is switched off: that it is, on the page too, and that no session runs. */
public final class DisabledRoutes implements Routes {
    private final Renderer renderer;

    public DisabledRoutes(Renderer renderer) {
        this.renderer = renderer;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(Addresses.INGEST, this::page);
        routes.get("/api/ingest/active-session", context -> context.json(noSession()));
        for (String path : new String[] {"process", "preview", "resume"}) {
            routes.post("/api/ingest/" + path, DisabledRoutes::refuse);
        }
        for (String path : new String[] {"status/{id}", "sessions", "sessions/<rest>", "{id}/events", "audit"}) {
            routes.get("/api/ingest/" + path, DisabledRoutes::refuse);
        }
        routes.post("/api/ingest/sessions/<rest>", DisabledRoutes::refuse);
        routes.delete("/api/ingest/session/{id}", DisabledRoutes::refuse);
    }

    private void page(Context context) {
        renderer.render(context, "ingest/ingest.jte", IngestPage.withoutDatabase(renderer.pageContext(context)));
    }

    private static void refuse(Context context) {
        throw Problem.databaseDisabled();
    }

    private static Map<String, @Nullable Object> noSession() {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("session_id", null);
        answer.put("status", null);
        return answer;
    }
}
