package dev.mediaingest.app.web.library;

import dev.mediaingest.app.report.MediaJson;
import dev.mediaingest.app.web.http.Fields;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.Paging;
import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.library.BadQuery;
import dev.mediaingest.library.CataloguedFiles;
import dev.mediaingest.library.Change;
import dev.mediaingest.library.Cursor;
import dev.mediaingest.library.Facets;
import dev.mediaingest.library.Library;
import dev.mediaingest.library.Library.CountedPage;
import dev.mediaingest.library.LibraryPage;
import dev.mediaingest.library.LibraryQuery;
import dev.mediaingest.library.MediaDetail;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.pixels.fingerprint.NearDuplicates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The library for programs, and for the scripts of its pages. */
public final class LibraryRoutes implements Routes {
    private static final int PAGE = 60;
    private static final int LARGEST_PAGE = 500;
    private static final int MOST_COUNTED = 1_000_000;
    private static final int MOST_AT_ONCE = 1_000;
    private static final int MOST_KEYWORDS = 100;
    private static final int SIMILAR = 24;

    private final Library library;
    private final CataloguedFiles files;
    private final MediaContent content;

    public LibraryRoutes(Library library, CataloguedFiles files, MediaContent content) {
        this.library = library;
        this.files = files;
        this.content = content;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/media", this::list);
        routes.get("/api/media/facets", context -> context.json(facets()));
        routes.post("/api/media/bulk", this::changeMany);
        routes.get("/api/media/{id}", context -> context.json(MediaJson.detail(named(context))));
        routes.patch("/api/media/{id}", this::changeOne);
        routes.get("/api/media/{id}/content", this::sendContent);
        routes.head("/api/media/{id}/content", this::sendContent);
        routes.get("/api/media/{id}/workflow", this::sendWorkflow);
        routes.get("/api/media/{id}/similar", this::similar);
    }

    private void list(Context context) throws BadQuery {
        LibraryQuery query = LibraryRequest.of(context).query();
        int limit = (int) Paging.number(context, "limit", PAGE, 1, LARGEST_PAGE);
        Optional<Cursor> after = LibraryRequest.cursor(context, query);
        Optional<CountedPage> counted = "true".equals(context.queryParam("count"))
                ? Optional.of(library.countedPage(query, after, limit, MOST_COUNTED))
                : Optional.empty();
        LibraryPage page = counted.map(CountedPage::page).orElseGet(() -> library.page(query, after, limit));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("items", MediaJson.items(page.items()));
        json.put("next_cursor", page.next().map(Cursor::encoded).orElse(null));
        counted.ifPresent(whole -> json.put("total", whole.files()));
        json.put("waiting", library.waiting());
        context.json(json);
    }

    private Map<String, Object> facets() {
        Facets facets = library.facets();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("files", facets.files());
        json.put("missing", facets.missing());
        facets.properties()
                .forEach((property, values) -> json.put(property.name().toLowerCase(Locale.ROOT), values));
        json.put("folder", facets.folders());
        return json;
    }

    private void changeOne(Context context) throws IOException {
        long id = named(context).item().id();
        JsonNode body = JsonBody.read(context);
        library.change(List.of(id), change(new Fields(body)));
        context.json(MediaJson.detail(named(context)));
    }

    private void changeMany(Context context) throws IOException {
        JsonNode body = JsonBody.read(context);
        List<Long> ids = new ArrayList<>();
        body.path("ids").forEach(id -> ids.add(id.isIntegralNumber() ? id.asLong() : -1));
        if (ids.isEmpty() || ids.contains(-1L) || ids.size() > MOST_AT_ONCE) {
            throw Problem.badField("ids", "must be a list of 1 to " + MOST_AT_ONCE + " numbers of files");
        }
        context.json(Map.of("changed", library.change(ids, change(new Fields(body)))));
    }

    /** {@code score}, {@code favourite}, and {@code keywords} with {@code add} and {@code remove}. */
    private static Change change(Fields fields) {
        OptionalLong score = fields.count("score", Score.REJECTED, Score.MAX);
        Optional<Boolean> favourite = fields.flag("favourite");
        Fields keywords = fields.inside("keywords");
        List<String> add = keywords(keywords, "add");
        List<String> remove = keywords(keywords, "remove");
        fields.throwIfAnyIsBad();
        keywords.throwIfAnyIsBad();
        if (score.isEmpty() && favourite.isEmpty() && add.isEmpty() && remove.isEmpty()) {
            throw new Problem(
                    422, "There is nothing to change: give score, favourite, or keywords with add or remove.");
        }
        return new Change(score.isPresent() ? (int) score.getAsLong() : null, favourite.orElse(null), add, remove);
    }

    private static List<String> keywords(Fields fields, String name) {
        List<String> words = fields.texts(name).stream()
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        if (words.size() > MOST_KEYWORDS) {
            fields.reject(name, "must be at most " + MOST_KEYWORDS + " keywords");
        }
        if (words.stream().anyMatch(word -> word.length() > Keyword.MAX_LENGTH)) {
            fields.reject(name, "must be keywords of at most " + Keyword.MAX_LENGTH + " characters");
        }
        return words;
    }

    private void sendContent(Context context) throws IOException {
        content.send(context, files.find(id(context)).orElseThrow(LibraryRoutes::notFound));
    }

    private void sendWorkflow(Context context) {
        MediaDetail detail = named(context);
        String workflow =
                detail.generation().map(GenerationParameters::workflow).orElse(null);
        if (workflow == null) {
            throw new Problem(404, "The file has no workflow");
        }
        String name = detail.item().name().replaceFirst("\\.[^.]*$", "") + ".json";
        context.contentType("application/json");
        context.header("Content-Disposition", "attachment; filename*=UTF-8''" + MediaContent.encoded(name));
        context.result(workflow);
    }

    private void similar(Context context) {
        long id = named(context).item().id();
        int distance = (int) Paging.number(context, "distance", 6, 0, NearDuplicates.MAX_DISTANCE);
        int limit = (int) Paging.number(context, "limit", SIMILAR, 1, LARGEST_PAGE);
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (Library.Similar similar : library.similar(id, distance, limit)) {
            Map<String, @Nullable Object> json = MediaJson.item(similar.item());
            json.put("distance", similar.distance());
            items.add(json);
        }
        context.json(Map.of("items", items));
    }

    private MediaDetail named(Context context) {
        return library.find(id(context)).orElseThrow(LibraryRoutes::notFound);
    }

    private static long id(Context context) {
        String text = context.pathParam("id");
        boolean number = !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Long.parseLong(text) : -1;
    }

    private static Problem notFound() {
        return new Problem(404, "File not found");
    }
}
