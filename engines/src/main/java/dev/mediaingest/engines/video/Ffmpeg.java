package dev.mediaingest.engines.video;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;

/** ffmpeg's native code, loaded when the first file needs it, and silent. */
final class Ffmpeg {
    private Ffmpeg() {}

    /** Loads it, if nobody has yet. */
    static void load() throws DecodeFailure {
        try {
            if (!Native.LOADED) {
                throw new IllegalStateException("a class is loaded once");
            }
        } catch (LinkageError e) { // the first time an UnsatisfiedLinkError, later a NoClassDefFoundError
            throw new DecodeFailure(FailureCode.NO_DECODER, "ffmpeg does not load here: " + e.getMessage());
        }
    }

    /** A failure in ffmpeg's words: truncated if it met the end, else damaged. */
    static DecodeFailure failure(int error, String what) {
        byte[] text = new byte[256];
        avutil.av_strerror(error, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        FailureCode code = error == avutil.AVERROR_EOF ? FailureCode.TRUNCATED : FailureCode.DAMAGED;
        return new DecodeFailure(code, what + ": " + new String(text, 0, end, StandardCharsets.UTF_8));
    }

    private static final class Native {
        static final boolean LOADED = isLoaded();

        private static boolean isLoaded() {
            Loader.load(avformat.class);
            Loader.load(avfilter.class);
            avutil.av_log_set_level(avutil.AV_LOG_QUIET);
            return true;
        }
    }
}
