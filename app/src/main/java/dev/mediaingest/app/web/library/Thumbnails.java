package dev.mediaingest.app.web.library;

import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.discover.FileCalls;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.library.CataloguedFiles.CataloguedFile;
import dev.mediaingest.media.SidecarStamp;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.pixels.PixelReading.Ended;
import dev.mediaingest.pixels.PixelReading.Undecodable;
import dev.mediaingest.pixels.PixelRequest;
import dev.mediaingest.pixels.thumbnail.ThumbnailFolder;
import dev.mediaingest.pixels.thumbnail.ThumbnailSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Thumbnails of catalogued files: from the folder they are kept in, or made on request. */
public final class Thumbnails {
    private static final PixelOptions ONLY_THUMBNAILS = new PixelOptions(false, false, true, false);

    private final MediaRoots roots;
    private final FileCalls files;
    private final ThumbnailFolder folder;
    private final PixelReader pixels;

    public Thumbnails(MediaRoots roots, FileCalls files, ThumbnailFolder folder, PixelReader pixels) {
        this.roots = roots;
        this.files = files;
        this.folder = folder;
        this.pixels = pixels;
    }

    /** The thumbnail's file; a {@link Problem} says why there is none. */
    Path of(CataloguedFile file, ThumbnailSize size) {
        String name = file.contentSha256();
        if (name == null) {
            throw new Problem(404, "The file was ingested without a fingerprint, which its thumbnail is named by");
        }
        return folder.find(name, size)
                .or(() -> made(file, name, size))
                .orElseThrow(() -> new Problem(404, "There is no thumbnail of this file"));
    }

    /** A video's frames side by side, if they were made when it was ingested. */
    Path stripOf(CataloguedFile file) {
        String name = file.contentSha256();
        return Optional.ofNullable(name)
                .flatMap(folder::findStrip)
                .orElseThrow(() -> new Problem(404, "There are no frames of this file"));
    }

    private Optional<Path> made(CataloguedFile file, String name, ThumbnailSize size) {
        try {
            Path real = files.call(file.path().resolveSibling(""), () -> unchanged(file));
            refuse(pixels.read(new PixelRequest(real, file.type(), file.orientation(), name, ONLY_THUMBNAILS)));
            return folder.find(name, size);
        } catch (IOException e) {
            throw new Problem(404, "The file cannot be read now");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(503, "The server is being stopped");
        }
    }

    /** Its real path, if it is as it was ingested. */
    private Path unchanged(CataloguedFile file) throws IOException {
        Path real = file.path().toRealPath();
        if (!roots.contains(real)) {
            throw new Problem(403, "The file lies outside the media roots");
        }
        BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        SourceFile current = SourceFile.of(file.path(), now, SidecarStamp.NONE);
        if (now.size() != file.size() || !current.modified().equals(file.modified())) {
            throw new Problem(404, "The file changed since it was ingested; ingest it again");
        }
        return real;
    }

    private static void refuse(PixelReading reading) {
        switch (reading) {
            case Undecodable(Failure reason) -> throw new Problem(404, reason.sentence());
            case Ended(Failure reason) -> throw new Problem(503, reason.sentence());
            case PixelReading.Read read -> {}
        }
    }
}
