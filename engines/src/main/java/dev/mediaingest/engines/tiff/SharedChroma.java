package dev.mediaingest.engines.tiff;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Luma and chroma that are no JPEG (TIFF 6.0, section 21) as red, green and blue: blocks of pixels share a chroma, which is the same
 * for all of them, and become colours by the arithmetic of libtiff, so that a picture is what Pillow makes of it. Blocks reach
 * over a tile's edges. Confined to one thread.
 */
final class SharedChroma extends InputStream {
    private static final int HALF = 1 << 15;

    private final InputStream blocks;
    private final int across;
    private final int down;
    private final int width;
    private final byte[] packed;
    private final byte[] rows;
    private int at;

    SharedChroma(InputStream blocks, TiffLayout layout) {
        this.blocks = blocks;
        this.across = layout.across();
        this.down = layout.down();
        this.width = layout.tileWidth();
        this.packed = new byte[(width + across - 1) / across * (across * down + 2)];
        this.rows = new byte[3 * width * down];
        this.at = rows.length;
    }

    /** Whether a picture is stored so, in a way that is understood; not if it is predicted, which nobody does. */
    static boolean knows(TiffLayout layout) {
        return layout.photometric() == TiffLayout.YCBCR
                && layout.compression() != TiffLayout.JPEG
                && layout.compression() != TiffLayout.OLD_JPEG
                && layout.bits() == 8
                && layout.samples() == 3
                && !layout.isPlanar()
                && layout.predictor() == 1
                && layout.across() != 3
                && layout.down() != 3;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        if (at == rows.length) {
            if (blocks.readNBytes(packed, 0, packed.length) < packed.length) {
                throw new EOFException("a strip ends within a block");
            }
            unfold();
            at = 0;
        }
        int count = Math.min(length, rows.length - at);
        System.arraycopy(rows, at, to, from, count);
        at += count;
        return count;
    }

    // block: luma (across x down, row by row), blue, red
    private void unfold() {
        int size = across * down + 2;
        for (int x = 0; x < width; x++) {
            int block = x / across * size;
            int blue = (packed[block + size - 2] & 0xff) - 128;
            int red = (packed[block + size - 1] & 0xff) - 128;
            for (int y = 0; y < down; y++) {
                int luma = packed[block + y * across + x % across] & 0xff;
                colour(luma, blue, red, 3 * (y * width + x));
            }
        }
    }

    /** TIFFYCbCrtoRGB of tif_color.c for luma as ITU-R BT.601 has it, in fixed point of 16 bits. */
    private void colour(int luma, int blue, int red, int to) {
        rows[to] = clipped(luma + ((91881 * red + HALF) >> 16));
        rows[to + 1] = clipped(luma + ((-22553 * blue + HALF - 46802 * red) >> 16));
        rows[to + 2] = clipped(luma + ((116130 * blue + HALF) >> 16));
    }

    private static byte clipped(int value) {
        return (byte) Math.clamp(value, 0, 255);
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
