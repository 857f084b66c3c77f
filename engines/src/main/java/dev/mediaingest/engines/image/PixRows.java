package dev.mediaingest.engines.image;

import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;
import org.jspecify.annotations.Nullable;

/**
 * Copies a leptonica picture out of native memory, one row at a time into the same arrays. Confined to one thread; the
 * picture stays its owner's to destroy.
 *
 * <p>A pixel of 32 bits is a word of red, green, blue and opacity from its highest byte down; of 8 bits four lie in a word,
 * the leftmost in its highest byte.
 */
final class PixRows implements PictureRows {
    private final IntPointer words;
    private final int wordsPerRow;
    private final int width;
    private final int height;
    private final boolean grey;
    private final int[] row;
    private final byte[] rgb;
    private final byte @Nullable [] alpha;

    PixRows(PIX pix, boolean withAlpha) {
        words = leptonica.pixGetData(pix);
        wordsPerRow = leptonica.pixGetWpl(pix);
        width = leptonica.pixGetWidth(pix);
        height = leptonica.pixGetHeight(pix);
        grey = leptonica.pixGetDepth(pix) == 8;
        row = new int[wordsPerRow];
        rgb = new byte[3 * width];
        alpha = withAlpha ? new byte[width] : null;
    }

    static boolean canRead(PIX pix) {
        int depth = leptonica.pixGetDepth(pix);
        return depth == 32 || depth == 8;
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
    public void read(int y) {
        words.position((long) y * wordsPerRow).get(row);
        if (grey) {
            unpackGrey();
        } else {
            unpack();
        }
    }

    @Override
    public byte[] shown() {
        return rgb;
    }

    @Override
    public byte @Nullable [] alpha() {
        return alpha;
    }

    private void unpack() {
        for (int x = 0, to = 0; x < width; x++, to += 3) {
            int pixel = row[x];
            rgb[to] = (byte) (pixel >>> 24);
            rgb[to + 1] = (byte) (pixel >>> 16);
            rgb[to + 2] = (byte) (pixel >>> 8);
        }
        byte[] opacity = alpha;
        if (opacity != null) {
            for (int x = 0; x < width; x++) {
                opacity[x] = (byte) row[x];
            }
        }
    }

    private void unpackGrey() {
        for (int x = 0, to = 0; x < width; x++, to += 3) {
            byte value = (byte) (row[x >> 2] >>> (24 - 8 * (x & 3)));
            rgb[to] = value;
            rgb[to + 1] = value;
            rgb[to + 2] = value;
        }
    }
}
