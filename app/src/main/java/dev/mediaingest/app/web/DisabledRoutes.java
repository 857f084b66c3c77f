package dev.mediaingest.app.web;

import dev.mediaingest.app.web.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is answered while the database is switched off: that it is, and that no session runs. */
final class DisabledRoutes {
    void register(RoutesConfig routes) {
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
