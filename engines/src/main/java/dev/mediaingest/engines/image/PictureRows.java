package dev.mediaingest.engines.image;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.PixelSink;
import org.jspecify.annotations.Nullable;

/** A decoded picture whose rows can be had one at a time, always in the same arrays. Confined to one thread. */
interface PictureRows {
    int width();

    int height();

    /** Fills the arrays with a row. */
    void read(int y);

    /** As {@link PixelSink#row} wants it. */
    byte[] shown();

    /** As {@link PixelSink#row} wants it. */
    default byte[] exact() {
        return shown();
    }

    /** Whether exact rows differ from those shown. */
    default boolean isClipped() {
        return false;
    }

    /** Opacity; null if the whole picture is opaque. */
    byte @Nullable [] alpha();

    default void handOut(PixelSink sink) {
        handOutFirst(height(), sink);
    }

    /** The upper rows of a picture that has no more, or none that are known to be right. */
    default void handOutFirst(int rows, PixelSink sink) {
        sink.begin(new Dimensions(width(), height()));
        for (int y = 0; y < rows; y++) {
            read(y);
            sink.row(shown(), exact(), alpha());
        }
    }
}
