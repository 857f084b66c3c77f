package dev.mediaingest.app.web.system;

import dev.mediaingest.app.doctor.Check;
import dev.mediaingest.app.installation.Installation;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.page.PageContext;
import dev.mediaingest.app.web.page.ShownTime;
import dev.mediaingest.app.web.page.Texts;
import dev.mediaingest.engines.onnx.ModelFolder;
import dev.mediaingest.store.DatabaseFacts;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the server is and how it is, as the page shows it. */
public record SystemView(
        PageContext context,
        Map<String, String> problems,
        List<Check> checks,
        List<Row> versions,
        List<Row> database,
        List<Row> limits,
        List<Row> model,
        @Nullable String card,
        List<Row> state,
        List<String> channels,
        List<LogTail.Line> log) {

    /** A name and a value. */
    public record Row(String name, String value) {}

    static SystemView of(PageContext context, SystemRoutes.State state) {
        Texts texts = context.texts();
        Installation installation = state.setup().installation();
        String card = card(installation);
        return new SystemView(
                context,
                state.problems(),
                state.checks(),
                versions(texts, state.setup().options().version()),
                database(texts, state),
                limits(texts, installation.pixels()),
                model(texts, installation, card),
                card,
                stateDirectory(texts, installation),
                state.setup().channels(),
                state.log().reversed());
    }

    /** Whether anything needs attention. */
    public String level() {
        if (!problems.isEmpty() || checks.stream().anyMatch(check -> check.level() == Check.Level.FAILURE)) {
            return "failure";
        }
        return checks.stream().anyMatch(check -> check.level() == Check.Level.WARNING) ? "warning" : "ok";
    }

    private static List<Row> versions(Texts texts, String version) {
        return List.of(
                new Row("Media Ingest", version),
                new Row("Java", Runtime.version() + ", " + System.getProperty("java.vm.name", "")),
                new Row(
                        texts.of("system.os"),
                        System.getProperty("os.name", "") + " " + System.getProperty("os.version", "") + ", "
                                + System.getProperty("os.arch", "")),
                new Row(
                        texts.of("system.processors"),
                        texts.number(Runtime.getRuntime().availableProcessors())),
                new Row(
                        texts.of("system.heap"),
                        texts.bytes(Runtime.getRuntime().totalMemory()
                                        - Runtime.getRuntime().freeMemory())
                                + " / "
                                + texts.bytes(Runtime.getRuntime().maxMemory())),
                new Row(
                        texts.of("system.uptime"),
                        ShownTime.of(
                                Duration.ofMillis(java.lang.management.ManagementFactory.getRuntimeMXBean()
                                        .getUptime()),
                                texts)));
    }

    private static List<Row> database(Texts texts, SystemRoutes.State state) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(
                texts.of("system.address"), state.setup().installation().url().redacted()));
        DatabaseFacts facts = state.database();
        if (facts == null) {
            rows.add(new Row(
                    texts.of("system.trouble"),
                    state.problems().getOrDefault("database", texts.of("script.connection.database"))));
        } else {
            rows.add(new Row(texts.of("system.product"), facts.product() + " " + facts.version()));
            rows.add(new Row(texts.of("system.schema"), facts.schema()));
            rows.add(new Row(texts.of("system.bytes"), texts.bytes(facts.bytes())));
            rows.add(new Row(texts.of("system.files"), texts.number(facts.files())));
            rows.add(new Row(texts.of("system.waiting"), texts.number(facts.waiting())));
        }
        return rows;
    }

    private static List<Row> limits(Texts texts, PixelSetup pixels) {
        return List.of(
                new Row(
                        texts.of("system.isolation"),
                        texts.of("system.isolation." + pixels.isolation().name().toLowerCase(java.util.Locale.ROOT))),
                new Row(texts.of("system.workers"), texts.number(pixels.limits().processes())),
                new Row(
                        texts.of("system.picture-deadline"),
                        ShownTime.of(pixels.limits().pictureDeadline(), texts)),
                new Row(
                        texts.of("system.video-deadline"),
                        ShownTime.of(pixels.limits().videoDeadline(), texts)),
                new Row(
                        texts.of("system.worker-memory"),
                        texts.bytes(pixels.limits().memoryMegabytes() * 1_000_000L)),
                new Row(
                        texts.of("system.recycle"),
                        texts.count("files", pixels.limits().recycleAfter())),
                new Row(texts.of("system.max-pixels"), texts.number(pixels.maxPixels() / 1_000_000)),
                new Row(texts.of("system.thumbnail-space"), texts.bytes(pixels.thumbnailBytes())));
    }

    private static @Nullable String card(Installation installation) {
        try {
            return new ModelFolder(installation.data().models())
                    .card(installation.pixels().model())
                    .orElse(null);
        } catch (IOException e) {
            return null; // the check of the model says why
        }
    }

    private static List<Row> model(Texts texts, Installation installation, @Nullable String card) {
        List<Row> rows = new ArrayList<>(List.of(
                new Row(texts.of("system.model.id"), installation.pixels().model())));
        JsonNode json = tree(card);
        for (String field :
                List.of("name", "license", "copyright", "source", "reportedAccuracy", "parameters", "sha256")) {
            JsonNode value = json.path(field);
            if (value.isValueNode() && !value.isNull()) {
                rows.add(new Row(texts.of("system.model." + field), value.asString("")));
            }
        }
        List<String> labels = new ArrayList<>();
        json.path("output").path("labels").forEach(label -> labels.add(label.asString("")));
        if (!labels.isEmpty()) {
            rows.add(new Row(texts.of("system.model.labels"), String.join(", ", labels)));
        }
        return rows;
    }

    private static JsonNode tree(@Nullable String json) {
        try {
            return json == null ? JsonBody.MAPPER.missingNode() : JsonBody.MAPPER.readTree(json);
        } catch (JacksonException e) {
            return JsonBody.MAPPER.missingNode();
        }
    }

    private static List<Row> stateDirectory(Texts texts, Installation installation) {
        Path state = installation.data().stateDirectory();
        return List.of(
                new Row(
                        texts.of("system.data-directory"),
                        installation.data().path().toString()),
                new Row(texts.of("system.state-directory"), state.toString()),
                new Row(texts.of("system.state-files"), texts.number(entries(state))),
                new Row(
                        texts.of("system.thumbnails"),
                        installation.data().thumbnails().toString()),
                new Row(texts.of("system.models"), installation.data().models().toString()));
    }

    private static long entries(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }

    /** What no page may show; null if there is none. */
    static @Nullable String password(DatabaseUrl url) {
        return switch (url) {
            case DatabaseUrl.Sqlite file -> null;
            case DatabaseUrl.Postgres server -> server.password();
        };
    }
}
