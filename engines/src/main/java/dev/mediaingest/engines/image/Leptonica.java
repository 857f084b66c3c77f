package dev.mediaingest.engines.image;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.pixels.decode.DecodeFailure;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.leptonica.global.leptonica;

/** Leptonica's native code, loaded when the first picture needs it. */
final class Leptonica {
    private Leptonica() {}

    /** Loads it, if nobody has yet. */
    static void load() throws DecodeFailure {
        try {
            if (!Native.LOADED) {
                throw new IllegalStateException("a class is loaded once");
            }
        } catch (LinkageError e) { // the first time an UnsatisfiedLinkError, later a NoClassDefFoundError
            throw new DecodeFailure(FailureCode.NO_DECODER, "leptonica does not load here: " + e.getMessage());
        }
    }

    private static final class Native {
        static final boolean LOADED = isLoaded();

        private static boolean isLoaded() {
            Loader.load(leptonica.class);
            leptonica.setMsgSeverity(leptonica.L_SEVERITY_NONE);
            return true;
        }
    }
}
