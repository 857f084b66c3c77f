package dev.mediaingest.engines.bmp;

import org.jspecify.annotations.Nullable;

/** From a BMP's stored rows to rows as a sink takes them, by the arithmetic Pillow uses. Confined to one picture. */
final class BmpColors {
    private final BmpLayout layout;
    private final byte[] shown;
    private final byte @Nullable [] alpha;
    private final int[] shifts = new int[4];
    private final int[] largest = new int[4];

    BmpColors(BmpLayout layout) {
        this.layout = layout;
        shown = new byte[3 * layout.width()];
        alpha = layout.masks()[3] == 0 || layout.bits() < 16 ? null : new byte[layout.width()];
        for (int i = 0; i < 4; i++) {
            long mask = layout.masks()[i];
            shifts[i] = mask == 0 ? 0 : Long.numberOfTrailingZeros(mask);
            largest[i] = (int) Math.min(0xffff_ffffL >> 1, mask >>> shifts[i]);
        }
    }

    byte[] shown() {
        return shown;
    }

    byte @Nullable [] alpha() {
        return alpha;
    }

    void convert(byte[] row) {
        switch (layout.bits()) {
            case 24 -> blueGreenRed(row, 3);
            case 32 -> {
                if (isUsual()) {
                    blueGreenRed(row, 4);
                } else {
                    masked(row, 4);
                }
            }
            case 16 -> masked(row, 2);
            default -> packed(row);
        }
    }

    private boolean isUsual() {
        long[] masks = layout.masks();
        return masks[0] == 0xff_0000 && masks[1] == 0xff00 && masks[2] == 0xff && masks[3] == 0;
    }

    private void blueGreenRed(byte[] row, int bytes) {
        for (int x = 0, from = 0; x < layout.width(); x++, from += bytes) {
            shown[3 * x] = row[from + 2];
            shown[3 * x + 1] = row[from + 1];
            shown[3 * x + 2] = row[from];
        }
    }

    private void masked(byte[] row, int bytes) {
        for (int x = 0; x < layout.width(); x++) {
            long pixel = 0;
            for (int i = bytes - 1; i >= 0; i--) {
                pixel = pixel << 8 | (row[bytes * x + i] & 0xff);
            }
            for (int channel = 0; channel < 3; channel++) {
                shown[3 * x + channel] = sample(pixel, channel, 0);
            }
            if (alpha != null) {
                alpha[x] = sample(pixel, 3, 255);
            }
        }
    }

    private byte sample(long pixel, int channel, int otherwise) {
        long value = (pixel & layout.masks()[channel]) >>> shifts[channel];
        return (byte) (largest[channel] == 0 ? otherwise : value * 255 / largest[channel]);
    }

    /** Indexes of 1 to 8 bits, the leftmost highest. */
    private void packed(byte[] row) {
        int bits = layout.bits();
        int mask = (1 << bits) - 1;
        for (int x = 0; x < layout.width(); x++) {
            int bit = x * bits;
            int index = row[bit >> 3] >> (8 - bits - (bit & 7)) & mask;
            indexed(x, index);
        }
    }

    void indexed(int x, int index) {
        System.arraycopy(layout.palette(), 3 * index, shown, 3 * x, 3);
    }
}
