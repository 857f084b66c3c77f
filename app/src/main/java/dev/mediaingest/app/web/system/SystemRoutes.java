package dev.mediaingest.app.web.system;

import dev.mediaingest.app.doctor.Check;
import dev.mediaingest.app.doctor.Doctor;
import dev.mediaingest.app.web.http.HealthCheck;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.page.Renderer;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.store.DatabaseFacts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the server is, and how it is. It shows no secret: what is asked for as one is replaced wherever it turns up. */
public final class SystemRoutes implements Routes {
    private final Renderer renderer;
    private final ServerSetup setup;
    private final HealthCheck health;
    private final Supplier<DatabaseFacts> database;
    private final Doctor doctor;

    public SystemRoutes(
            Renderer renderer, ServerSetup setup, HealthCheck health, Supplier<DatabaseFacts> database, Doctor doctor) {
        this.renderer = renderer;
        this.setup = setup;
        this.health = health;
        this.database = database;
        this.doctor = doctor;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/system", this::page);
        routes.get("/api/system", context -> context.json(json()));
    }

    private void page(Context context) {
        renderer.render(context, "system/system.jte", SystemView.of(renderer.pageContext(context), state()));
    }

    /**
     * All of it, as of this moment.
     *
     * @param database null if it does not answer; {@code problems} says why
     */
    record State(
            ServerSetup setup,
            Map<String, String> problems,
            @Nullable DatabaseFacts database,
            List<Check> checks,
            List<LogTail.Line> log) {}

    private State state() {
        Map<String, String> problems = health.problems();
        DatabaseFacts facts = problems.containsKey("database") ? null : databaseIfItAnswers();
        return new State(setup, problems, facts, doctor.surroundings(), log());
    }

    private List<LogTail.Line> log() {
        return LogTail.lines().stream()
                .map(line -> new LogTail.Line(line.at(), line.level(), withoutSecrets(line.text())))
                .toList();
    }

    /** The log is written without them; this is for what a library may have said. */
    private String withoutSecrets(String text) {
        String clean = setup.options()
                .token()
                .map(token -> text.replace(token.text(), "•••"))
                .orElse(text);
        String password = SystemView.password(setup.installation().url());
        return password == null || password.isEmpty() ? clean : clean.replace(password, "•••");
    }

    private Map<String, @Nullable Object> json() {
        State state = state();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", setup.options().version());
        json.put("problems", state.problems());
        json.put("checks", state.checks().stream().map(SystemRoutes::json).toList());
        json.put("database", state.database());
        json.put("database_url", setup.installation().url().redacted());
        json.put("model", setup.installation().pixels().model());
        json.put("notifications", setup.channels());
        return json;
    }

    /** Asked once a request: waiting for one that does not answer takes seconds. */
    private @Nullable DatabaseFacts databaseIfItAnswers() {
        try {
            return database.get();
        } catch (Unavailable e) {
            return null;
        }
    }

    static Map<String, String> json(Check check) {
        return Map.of(
                "subject", check.subject(),
                "level", check.level().label(),
                "found", check.found(),
                "mend", check.fix());
    }
}
