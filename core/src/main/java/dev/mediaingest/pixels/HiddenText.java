package dev.mediaingest.pixels;

import dev.mediaingest.analyse.generation.StealthText;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.PixelSink;
import dev.mediaingest.pixels.decode.PngDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a picture's lowest bits as long as the first column may still begin a hidden text, which for nearly every picture
 * is a few rows; then finds that text.
 */
public final class HiddenText implements PixelSink, StealthText.Pixels {
    private static final byte RED = 4;
    private static final byte GREEN = 2;
    private static final byte BLUE = 1;
    private static final byte ALPHA = 8;
    private static final long MOST_PIXELS = 64 << 20;

    /** Lowest bits of each pixel; empty when the picture is known to hold nothing. */
    private byte[] bits = new byte[0];

    private int width;
    private int height;
    private int y;

    /**
     * The text hidden in a PNG; nothing if there is none or its pixels are damaged.
     *
     * @throws IOException if the file cannot be read
     */
    public static Optional<TextEntry> ofPng(Path file) throws IOException {
        HiddenText hidden = new HiddenText();
        try {
            new PngDecoder().decode(file, DecodeOptions.exact(MOST_PIXELS), hidden);
            return hidden.text();
        } catch (DecodeFailure e) {
            return Optional.empty();
        }
    }

    @Override
    public void begin(Dimensions size) {
        width = size.width();
        height = size.height();
        bits = size.pixels() <= MOST_PIXELS ? new byte[StealthText.prefixRows(height) * width] : new byte[0];
    }

    @Override
    public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
        if (bits.length == 0) {
            return;
        }
        if (bits.length < (y + 1) * width) {
            byte[] whole = new byte[width * height];
            System.arraycopy(bits, 0, whole, 0, bits.length);
            bits = whole;
        }
        for (int x = 0, i = 0, at = y * width; x < width; x++, i += 3, at++) {
            int opacity = alpha == null ? 1 : alpha[x] & 1;
            bits[at] = (byte) ((opacity * ALPHA)
                    | ((shown[i] & 1) * RED)
                    | ((shown[i + 1] & 1) * GREEN)
                    | ((shown[i + 2] & 1) * BLUE));
        }
        y++;
        if (y <= StealthText.prefixRows(height) && !StealthText.mayBegin(this, y)) {
            bits = new byte[0];
        }
    }

    /** The text, after the last row. */
    Optional<TextEntry> text() {
        return bits.length == width * height && width > 0 ? StealthText.read(this) : Optional.empty();
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int argb(int x, int row) {
        byte of = bits[row * width + x];
        return ((of & ALPHA) != 0 ? 1 << 24 : 0)
                | ((of & RED) != 0 ? 1 << 16 : 0)
                | ((of & GREEN) != 0 ? 1 << 8 : 0)
                | ((of & BLUE) != 0 ? 1 : 0);
    }
}
