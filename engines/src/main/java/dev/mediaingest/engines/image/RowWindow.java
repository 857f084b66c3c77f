package dev.mediaingest.engines.image;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.PixelSink;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a picture that cannot be had in the order they are shown: as many as memory allows are filled in any order, in one pass
 * over the file, handed out, and the next are filled in another pass. So a picture's size costs time and no memory. Confined to one
 * thread.
 */
public final class RowWindow {
    private static final int MOST_BYTES = 64 << 20;

    private final int width;
    private final int height;
    private final int rows;
    private final boolean clipped;
    private final byte[] shown;
    private final byte[] exact;
    private final byte @Nullable [] alpha;
    private int first;

    /**
     * A window on a picture of that size.
     *
     * @param clipped whether the exact rows differ from the shown ones
     */
    public RowWindow(Dimensions size, boolean clipped, boolean hasAlpha) {
        width = size.width();
        height = size.height();
        long perRow = (clipped ? 6L : 3L) * width + (hasAlpha ? width : 0);
        rows = Math.clamp(MOST_BYTES / perRow, 1, height);
        this.clipped = clipped;
        shown = new byte[3 * width * rows];
        exact = clipped ? new byte[shown.length] : shown;
        alpha = hasAlpha ? new byte[width * rows] : null;
    }

    /** One pass over the picture, which puts the pixels this window has. */
    public interface Pass {
        void fill(RowWindow window) throws DecodeFailure, IOException;
    }

    /** Hands out the picture, in as many passes as are needed. */
    public void handOut(Pass pass, PixelSink sink) throws DecodeFailure, IOException {
        sink.begin(new Dimensions(width, height));
        byte[] shownRow = new byte[3 * width];
        byte[] exactRow = clipped ? new byte[3 * width] : shownRow;
        byte[] alphaRow = alpha == null ? null : new byte[width];
        for (first = 0; first < height; first += rows) {
            clear();
            pass.fill(this);
            for (int y = first; y < Math.min(height, first + rows); y++) {
                copy(shown, 3 * width, y, shownRow);
                if (clipped) {
                    copy(exact, 3 * width, y, exactRow);
                }
                if (alpha != null && alphaRow != null) {
                    copy(alpha, width, y, alphaRow);
                }
                sink.row(shownRow, exactRow, alphaRow);
            }
        }
    }

    private void clear() {
        Arrays.fill(shown, (byte) 0);
        if (clipped) {
            Arrays.fill(exact, (byte) 0);
        }
        if (alpha != null) {
            Arrays.fill(alpha, (byte) 0);
        }
    }

    private void copy(byte[] from, int length, int y, byte[] row) {
        System.arraycopy(from, (y - first) * length, row, 0, length);
    }

    /** Whether a row lies in the window, so that its pixels are wanted in this pass. */
    public boolean has(int y) {
        return y >= first && y < first + rows && y < height;
    }

    /** Puts a pixel of a row the window has: that at {@code from} of rows as a sink gets them. */
    public void put(int x, int y, int from, byte[] shownRow, byte[] exactRow, byte @Nullable [] alphaRow) {
        int at = (y - first) * width + x;
        System.arraycopy(shownRow, 3 * from, shown, 3 * at, 3);
        if (clipped) {
            System.arraycopy(exactRow, 3 * from, exact, 3 * at, 3);
        }
        if (alpha != null && alphaRow != null) {
            alpha[at] = alphaRow[from];
        }
    }
}
