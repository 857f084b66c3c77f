package dev.mediaingest.app.web.stats;

import dev.mediaingest.app.web.http.Paging;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.page.Renderer;
import dev.mediaingest.library.Statistics;
import dev.mediaingest.library.Statistics.Numbers;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** The catalogue in numbers, as a page and for programs. */
public final class StatsRoutes implements Routes {
    private final Renderer renderer;
    private final Statistics statistics;

    public StatsRoutes(Renderer renderer, Statistics statistics) {
        this.renderer = renderer;
        this.statistics = statistics;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/stats", this::page);
        routes.get("/api/stats", context -> context.json(json(statistics.numbers())));
    }

    private void page(Context context) {
        boolean added = "added".equals(context.queryParam("by"));
        Numbers numbers = statistics.numbers();
        SortedMap<LocalDate, Long> days = added ? numbers.added() : numbers.made();
        int newest = days.isEmpty()
                ? LocalDate.now(ZoneOffset.UTC).getYear()
                : days.lastKey().getYear();
        int year = (int) Paging.number(context, "year", newest, 1, 9_999);
        renderer.render(context, "stats/stats.jte", new StatsView(renderer.pageContext(context), numbers, added, year));
    }

    private static Map<String, Object> json(Numbers numbers) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("files", numbers.files());
        json.put("videos", numbers.videos());
        json.put("missing", numbers.missing());
        json.put("bytes", numbers.bytes());
        json.put("made", byDay(numbers.made()));
        json.put("added", byDay(numbers.added()));
        json.put("types", numbers.types());
        json.put("folders", numbers.folders());
        json.put("models", numbers.models());
        json.put("samplers", numbers.samplers());
        json.put("generators", numbers.generators());
        json.put("loras", numbers.loras());
        json.put("scores", numbers.scores());
        Map<String, Long> nsfw = new LinkedHashMap<>();
        numbers.nsfw().forEach((state, files) -> nsfw.put(state.name().toLowerCase(Locale.ROOT), files));
        json.put("nsfw", nsfw);
        json.put("nsfw_scores", numbers.nsfwScores());
        return json;
    }

    private static Map<String, Long> byDay(SortedMap<LocalDate, Long> days) {
        Map<String, Long> json = new LinkedHashMap<>();
        days.forEach((day, files) -> json.put(day.toString(), files));
        return json;
    }
}
