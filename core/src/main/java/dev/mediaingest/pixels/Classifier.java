package dev.mediaingest.pixels;

import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.decode.PixelSink;

/** Scores pictures while their rows come by. Not thread-safe: one picture at a time. */
public interface Classifier extends AutoCloseable {

    /** A sink for the next picture, whose rows come as the file stores them. */
    Scoring begin(Orientation orientation);

    @Override
    void close();

    /** One picture on its way to a score. */
    interface Scoring extends PixelSink {
        /** After the last row. Never throws because of the picture; a model that fails gives "not assessed". */
        Classification score();
    }
}
