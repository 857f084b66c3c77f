package dev.mediaingest.pixels;

import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of one file's pixels.
 *
 * @param file resolved, so that no link is followed
 * @param type by magic bytes
 * @param orientation of a picture, as its header says
 * @param contentSha256 names the thumbnails; null if none are wanted
 * @param options what the session wants
 */
public record PixelRequest(
        Path file,
        MediaType type,
        Orientation orientation,
        @Nullable String contentSha256,
        PixelOptions options) {}
