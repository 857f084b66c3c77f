package dev.mediaingest.pixels.decode;

import dev.mediaingest.media.Dimensions;
import org.jspecify.annotations.Nullable;

/** Lays a picture's rows over white, for those who have no use for opacity. Confined to one picture. */
public final class OverWhite {
    private static final int CHANNELS = 3;

    private final byte[] blended;

    public OverWhite(Dimensions size) {
        this.blended = new byte[CHANNELS * size.width()];
    }

    /** The row without opacity; valid until the next call. An opaque row is returned as it is. */
    public byte[] row(byte[] rgb, byte @Nullable [] alpha) {
        if (alpha == null) {
            return rgb;
        }
        for (int x = 0, i = 0; x < alpha.length; x++) {
            int opacity = alpha[x] & 0xff;
            for (int channel = 0; channel < CHANNELS; channel++, i++) {
                blended[i] = (byte) (((rgb[i] & 0xff) * opacity + 255 * (255 - opacity) + 127) / 255);
            }
        }
        return blended;
    }
}
