package dev.mediaingest.pixels.decode;

import dev.mediaingest.media.MediaType;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Decodes still pictures, and the first frame of animations. Thread-safe. Time and memory are not promised to be bounded: a
 * decoder with native code may take all of either, or end the process, so it runs in a worker process.
 */
public interface Decoder {

    /** Whether it knows this type and can work on this machine. */
    boolean decodes(MediaType type);

    /** Whether pictures of this type are handed out upright; others as they are stored. */
    default boolean turns(MediaType type) {
        return false;
    }

    /**
     * Decodes one picture into a sink.
     *
     * @throws DecodeFailure if the bytes are no whole picture, or over a limit; rows may have been handed out before
     * @throws IOException if the file cannot be read
     */
    void decode(Path file, DecodeOptions options, PixelSink sink) throws DecodeFailure, IOException;
}
