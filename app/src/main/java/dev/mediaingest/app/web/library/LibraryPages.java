package dev.mediaingest.app.web.library;

import dev.mediaingest.app.web.http.Paging;
import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.page.Addresses;
import dev.mediaingest.app.web.page.Renderer;
import dev.mediaingest.app.web.page.Texts;
import dev.mediaingest.library.BadQuery;
import dev.mediaingest.library.Cursor;
import dev.mediaingest.library.Library;
import dev.mediaingest.library.Library.CountedPage;
import dev.mediaingest.library.Library.Neighbours;
import dev.mediaingest.library.LibraryPage;
import dev.mediaingest.library.LibraryQuery;
import dev.mediaingest.library.MediaDetail;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The library's pages: the grid, more cards for it, and one file. */
public final class LibraryPages implements Routes {

    private static final int PAGE = 60;
    private static final int MOST_CARDS = 500;
    private static final int MOST_COUNTED = 100_000;

    private final Renderer renderer;
    private final Library library;
    private final MediaContent content;

    public LibraryPages(Renderer renderer, Library library, MediaContent content) {
        this.renderer = renderer;
        this.library = library;
        this.content = content;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(Addresses.LIBRARY, this::grid);
        routes.get(Addresses.LIBRARY + "/cards", this::cards);
        routes.get(Addresses.LIBRARY + "/{id}", this::file);
    }

    private void grid(Context context) {
        LibraryRequest request = LibraryRequest.of(context);
        LibraryView view;
        try {
            LibraryQuery query = request.query();
            CountedPage counted =
                    library.countedPage(query, LibraryRequest.cursor(context, query), PAGE, MOST_COUNTED + 1);
            LibraryPage page = counted.page();
            view = new LibraryView(
                    renderer.pageContext(context),
                    request,
                    CardView.of(page.items(), request),
                    page.next().map(Cursor::encoded).orElse(null),
                    Math.min(counted.files(), MOST_COUNTED),
                    counted.files() > MOST_COUNTED,
                    library.facets(),
                    null);
        } catch (BadQuery refused) {
            context.status(422);
            view = new LibraryView(
                    renderer.pageContext(context),
                    request,
                    List.of(),
                    null,
                    0,
                    false,
                    library.facets(),
                    refused.sentence());
        }
        render(context, "library/library.jte", view);
    }

    private void cards(Context context) throws BadQuery {
        LibraryRequest request = LibraryRequest.of(context);
        LibraryQuery query = request.query();
        int limit = (int) Paging.number(context, "limit", PAGE, 1, MOST_CARDS);
        LibraryPage page = library.page(query, LibraryRequest.cursor(context, query), limit);
        page.next().ifPresent(next -> context.header("Library-Next", next.encoded()));
        cacheable(context);
        renderer.render(
                context,
                "library/cards.jte",
                Map.of("t", Texts.of(context), "cards", CardView.of(page.items(), request)));
    }

    private void file(Context context) {
        long id = number(context.pathParam("id"));
        MediaDetail detail = library.find(id).orElseThrow(() -> new Problem(404, "File not found"));
        LibraryRequest request = LibraryRequest.of(context);
        Neighbours around;
        try {
            around = library.around(request.query(), id);
        } catch (BadQuery refused) {
            around = new Neighbours(OptionalLong.empty(), OptionalLong.empty());
        }
        boolean outside = content.isOutside(Path.of(detail.item().directory()));
        render(
                context,
                "library/media.jte",
                new MediaView(renderer.pageContext(context), detail, request, around, outside));
    }

    private static long number(String text) {
        return Optional.of(text)
                .filter(digits -> digits.length() < 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(Long::parseLong)
                .orElse(-1L);
    }

    private void render(Context context, String template, Object model) {
        cacheable(context);
        renderer.render(context, template, model);
    }

    private static void cacheable(Context context) {
        // Not "no-store", or going back would fetch and build the grid anew instead of finding it as it was left.
        context.header("Cache-Control", "private, no-cache");
    }
}
