package dev.mediaingest.pixels.thumbnail;

import java.io.IOException;

/** Writes small pictures as baseline JPEG. Thread-safe. */
public interface JpegEncoder {

    /**
     * Encodes a picture.
     *
     * @throws IOException if the encoder refuses it
     */
    byte[] encode(Rendition rendition) throws IOException;
}
