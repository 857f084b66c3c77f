package dev.mediaingest.engines.video;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.DecodeFailure;

/** The limit on pixels, looked at before anything is decoded. */
final class PictureLimit {
    private PictureLimit() {}

    static void check(Dimensions size, long maxPixels) throws DecodeFailure {
        if (size.pixels() > maxPixels) {
            throw new DecodeFailure(
                    FailureCode.TOO_MANY_PIXELS, size + " is more than " + maxPixels / 1_000_000 + " megapixels");
        }
    }
}
