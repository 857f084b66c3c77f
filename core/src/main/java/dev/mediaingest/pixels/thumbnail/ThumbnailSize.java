package dev.mediaingest.pixels.thumbnail;

import java.util.Arrays;
import java.util.Optional;

/** The sizes thumbnails come in. */
public enum ThumbnailSize {
    LARGE(512),
    SMALL(256);

    private final int longestSide;

    ThumbnailSize(int longestSide) {
        this.longestSide = longestSide;
    }

    /** The size with so many pixels on its longer side. */
    public static Optional<ThumbnailSize> ofSide(int pixels) {
        return Arrays.stream(values())
                .filter(size -> size.longestSide == pixels)
                .findFirst();
    }

    /** Pixels on the longer side; a smaller picture keeps its own size. */
    public int longestSide() {
        return longestSide;
    }
}
