package dev.mediaingest.app.web.library;

import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.library.CataloguedFiles;
import dev.mediaingest.library.CataloguedFiles.CataloguedFile;
import dev.mediaingest.pixels.thumbnail.ThumbnailSize;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Single files of the catalogue. */
public final class MediaRoutes implements Routes {
    private static final String STRIP = "strip";

    private final CataloguedFiles files;
    private final Thumbnails thumbnails;

    public MediaRoutes(CataloguedFiles files, Thumbnails thumbnails) {
        this.files = files;
        this.thumbnails = thumbnails;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/media/{id}/thumbnail", this::thumbnail);
    }

    private void thumbnail(Context context) throws IOException {
        CataloguedFile file = named(context);
        String size = context.queryParam("size");
        Path picture = STRIP.equals(size) ? thumbnails.stripOf(file) : thumbnails.of(file, size(size));
        context.contentType("image/jpeg");
        context.header("Cache-Control", "private, max-age=86400");
        context.result(Files.readAllBytes(picture));
    }

    private static ThumbnailSize size(@Nullable String parameter) {
        return parameter == null
                ? ThumbnailSize.SMALL
                : ThumbnailSize.ofSide(number(parameter, -1))
                        .orElseThrow(() -> Problem.badField("size", "must be 256, 512 or strip"));
    }

    private CataloguedFile named(Context context) {
        return files.find(number(context.pathParam("id"), -1)).orElseThrow(() -> new Problem(404, "File not found"));
    }

    private static int number(String text, int otherwise) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
