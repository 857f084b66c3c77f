package dev.mediaingest.pixels.decode;

import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.VideoStreams;
import java.io.IOException;
import java.nio.file.Path;

/** Decodes single frames of videos and animations. Thread-safe; as unbounded as a {@link Decoder}. */
public interface VideoDecoder {

    /** Whether it knows this type and can work on this machine. */
    boolean decodes(MediaType type);

    /**
     * Decodes the first frame, then frames at even distances over the duration, upright as the container says.
     *
     * <p>A frame that cannot be decoded is left out; the failure is thrown only if there is no first frame.
     *
     * @param first how the first frame is decoded
     * @param frames how many after the first, at {@code (i + 0.5) / frames} of the duration each; the key frame before that
     *     moment will do if no earlier moment has it
     * @param enoughSide as {@link DecodeOptions#enoughSide}, for all frames but the first
     * @return what the streams say
     * @throws DecodeFailure if not even the first frame can be had, or its size is over the limit
     * @throws IOException if the file cannot be read
     */
    VideoStreams decode(Path file, DecodeOptions first, int frames, int enoughSide, FrameSink sink)
            throws DecodeFailure, IOException;

    /** Takes the frames. */
    interface FrameSink {
        /**
         * The sink for the next frame.
         *
         * @param index 0 for the first frame, then 1 to {@code frames}
         * @param seconds the frame's own time
         */
        PixelSink frame(int index, double seconds);
    }
}
