package dev.mediaingest.app.web.duplicates;

import dev.mediaingest.app.report.MediaJson;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.Paging;
import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.page.Renderer;
import dev.mediaingest.library.Duplicates;
import dev.mediaingest.library.Duplicates.Kind;
import dev.mediaingest.pixels.fingerprint.NearDuplicates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Files the catalogue holds more than once: the page to decide on them, and the API. */
public final class DuplicateRoutes implements Routes {
    static final String PAGE = "/duplicates";
    static final int USUAL_DISTANCE = 6;

    private static final int GROUPS = 20;
    private static final int MOST_GROUPS = 200;
    private static final int MOST_KEPT = 10_000;

    private final Renderer renderer;
    private final Duplicates duplicates;

    public DuplicateRoutes(Renderer renderer, Duplicates duplicates) {
        this.renderer = renderer;
        this.duplicates = duplicates;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(PAGE, this::page);
        routes.get("/api/duplicates", this::list);
        routes.post("/api/duplicates/keep", this::keep);
    }

    /** What is asked for; an address says all of it. */
    record Asked(Kind kind, int distance, long after, int limit) {
        static Asked of(Context context) {
            String label = context.queryParam("kind");
            Kind kind = label == null || label.isEmpty()
                    ? Kind.BYTES
                    : Kind.ofLabel(label).orElseThrow(() -> Problem.badField("kind", "must be " + kinds()));
            return new Asked(
                    kind,
                    (int) Paging.number(context, "distance", USUAL_DISTANCE, 0, NearDuplicates.MAX_DISTANCE),
                    Paging.number(context, "after", 0, 0, Long.MAX_VALUE),
                    (int) Paging.number(context, "limit", GROUPS, 1, MOST_GROUPS));
        }

        private static String kinds() {
            return Stream.of(Kind.values()).map(Kind::label).collect(Collectors.joining(" or "));
        }
    }

    private Duplicates.Page found(Asked asked) {
        return duplicates.page(asked.kind, asked.distance, asked.after, asked.limit);
    }

    private void page(Context context) {
        Asked asked = Asked.of(context);
        renderer.render(
                context,
                "duplicates/duplicates.jte",
                new DuplicatesView(renderer.pageContext(context), asked, found(asked)));
    }

    private void list(Context context) {
        Asked asked = Asked.of(context);
        Duplicates.Page page = found(asked);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kind", asked.kind.label());
        json.put("groups", page.shown().stream().map(DuplicateRoutes::json).toList());
        json.put("next", page.next().isPresent() ? page.next().getAsLong() : null);
        json.put("total_groups", page.groups());
        json.put("spare_bytes", page.bytes());
        context.json(json);
    }

    private static Map<String, Object> json(Duplicates.Group group) {
        List<Map<String, @Nullable Object>> files = new ArrayList<>();
        for (Duplicates.Copy copy : group.copies()) {
            Map<String, @Nullable Object> json = MediaJson.item(copy.item());
            json.put("distance", copy.distance());
            files.add(json);
        }
        return Map.of("id", group.id(), "total_files", group.files(), "files", files);
    }

    private void keep(Context context) throws IOException {
        JsonNode body = JsonBody.read(context);
        List<Long> ids = new ArrayList<>();
        body.path("ids").forEach(id -> ids.add(id.isIntegralNumber() ? id.asLong() : -1));
        if (ids.size() < 2 || ids.contains(-1L) || ids.size() > MOST_KEPT) {
            throw Problem.badField("ids", "must be a list of 2 to " + MOST_KEPT + " numbers of files");
        }
        duplicates.keepAll(ids);
        context.json(Map.of("kept", ids.size()));
    }
}
