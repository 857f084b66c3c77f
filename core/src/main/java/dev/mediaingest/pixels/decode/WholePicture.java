package dev.mediaingest.pixels.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A picture whose rows are not ready in order: all of it is kept until the last pixel is in. */
final class WholePicture {
    private final int width;
    private final int height;
    private final byte[] shown;
    private final byte[] exact;
    private final boolean clipped;
    private final byte @Nullable [] alpha;

    WholePicture(int width, int height, boolean hasAlpha, boolean isClipped) {
        this.width = width;
        this.height = height;
        this.shown = new byte[3 * width * height];
        this.clipped = isClipped;
        this.exact = isClipped ? new byte[shown.length] : shown;
        this.alpha = hasAlpha ? new byte[width * height] : null;
    }

    /** Puts a pass's pixels where they belong in row {@code y}. */
    void scatter(PngPixels pixels, int count, int first, int step, int y) {
        byte[] opacity = pixels.alpha();
        for (int i = 0; i < count; i++) {
            int at = y * width + first + i * step;
            System.arraycopy(pixels.shown(), 3 * i, shown, 3 * at, 3);
            if (clipped) {
                System.arraycopy(pixels.exact(), 3 * i, exact, 3 * at, 3);
            }
            if (alpha != null && opacity != null) {
                alpha[at] = opacity[i];
            }
        }
    }

    void handOut(PixelSink sink) {
        for (int y = 0; y < height; y++) {
            byte[] shownRow = row(shown, y, 3 * width);
            byte[] exactRow = clipped ? row(exact, y, 3 * width) : shownRow;
            sink.row(shownRow, exactRow, alpha == null ? null : row(alpha, y, width));
        }
    }

    private static byte[] row(byte[] all, int y, int length) {
        return Arrays.copyOfRange(all, y * length, (y + 1) * length);
    }
}
