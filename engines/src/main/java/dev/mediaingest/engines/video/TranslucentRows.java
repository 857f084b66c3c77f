package dev.mediaingest.engines.video;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.PixelSink;
import org.jspecify.annotations.Nullable;

/** Hands on opaque rows with the opacity of an {@link AlphaPlane}, and colours that were multiplied by it divided again.
 * Of no use for grey of 16 bits, whose exact samples are others. Confined to one picture. */
final class TranslucentRows implements PixelSink {
    private static final int CHANNELS = 3;

    private final AlphaPlane plane;
    private final boolean premultiplied;
    private final PixelSink sink;
    private Dimensions size = new Dimensions(1, 1);
    private byte[] opacity = new byte[1];
    private int y;

    TranslucentRows(AlphaPlane plane, boolean premultiplied, PixelSink sink) {
        this.plane = plane;
        this.premultiplied = premultiplied;
        this.sink = sink;
    }

    @Override
    public void begin(Dimensions begun) {
        size = begun;
        opacity = new byte[begun.width()];
        y = 0;
        sink.begin(begun);
    }

    @Override
    public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
        plane.row(y++, size, opacity);
        if (premultiplied) {
            divide(shown);
        }
        sink.row(shown, shown, opacity);
    }

    /** As libavif does: rounded, never over white, and black where nothing is to be seen. */
    private void divide(byte[] rgb) {
        for (int x = 0, i = 0; x < opacity.length; x++) {
            int by = opacity[x] & 0xff;
            for (int channel = 0; channel < CHANNELS; channel++, i++) {
                rgb[i] = (byte) (by == 0 ? 0 : Math.min(255, ((rgb[i] & 0xff) * 255 + by / 2) / by));
            }
        }
    }
}
