package dev.mediaingest.pixels.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns a PNG's rows into red, green, blue and opacity. Where the standard leaves a choice this does what Pillow's
 * {@code convert('RGB')} does: a palette index without an entry is that grey, 16-bit grey is clipped in the exact row.
 */
final class PngPixels {
    private final PngHeader header;
    private final byte[] palette = new byte[3 * 256];
    private final byte[] paletteAlpha = new byte[256];
    /** Samples of the one transparent colour, at their own depth; null if there is none. */
    private final int @Nullable [] transparent;

    private final byte[] shown;
    private final byte[] exact;
    private final byte @Nullable [] alpha;

    PngPixels(PngHeader header, byte @Nullable [] palette, byte @Nullable [] transparency) {
        this.header = header;
        fillPalette(palette, transparency);
        this.transparent = transparent(transparency);
        this.shown = new byte[3 * header.width()];
        this.exact = isClipped() ? new byte[shown.length] : shown;
        boolean hasAlpha = header.colorType() == PngHeader.GREY_ALPHA
                || header.colorType() == PngHeader.RGB_ALPHA
                || (header.colorType() == PngHeader.PALETTE && transparency != null)
                || transparent != null;
        this.alpha = hasAlpha ? new byte[header.width()] : null;
    }

    boolean hasAlpha() {
        return alpha != null;
    }

    /** Whether the exact row differs from the shown one. */
    boolean isClipped() {
        return header.colorType() == PngHeader.GREY && header.depth() == 16;
    }

    byte[] shown() {
        return shown;
    }

    byte[] exact() {
        return exact;
    }

    byte @Nullable [] alpha() {
        return alpha;
    }

    /** Converts the first pixels of a row. */
    void convert(byte[] row, int width) {
        switch (header.colorType()) {
            case PngHeader.GREY -> grey(row, width);
            case PngHeader.RGB -> rgb(row, width);
            case PngHeader.PALETTE -> indexed(row, width);
            case PngHeader.GREY_ALPHA -> greyAlpha(row, width);
            default -> rgbAlpha(row, width);
        }
    }

    private void grey(byte[] row, int width) {
        int depth = header.depth();
        int[] key = transparent;
        for (int x = 0; x < width; x++) {
            int sample = depth == 16 ? u16(row, 2 * x) : depth == 8 ? row[x] & 0xff : packed(row, x, depth);
            int value = depth == 16 ? sample >> 8 : depth == 8 ? sample : sample * 255 / ((1 << depth) - 1);
            put(shown, x, value);
            if (depth == 16) {
                put(exact, x, Math.min(sample, 255));
            }
            if (key != null && alpha != null) {
                alpha[x] = (byte) (sample == key[0] ? 0 : 255);
            }
        }
    }

    private void rgb(byte[] row, int width) {
        if (header.depth() == 8) {
            System.arraycopy(row, 0, shown, 0, 3 * width);
        } else {
            for (int i = 0; i < 3 * width; i++) {
                shown[i] = row[2 * i];
            }
        }
        int[] key = transparent;
        if (key != null && alpha != null) {
            for (int x = 0; x < width; x++) {
                alpha[x] = (byte) (isKey(row, x, key) ? 0 : 255);
            }
        }
    }

    private boolean isKey(byte[] row, int x, int[] key) {
        for (int channel = 0; channel < 3; channel++) {
            int i = 3 * x + channel;
            int sample = header.depth() == 16 ? u16(row, 2 * i) : row[i] & 0xff;
            if (sample != key[channel]) {
                return false;
            }
        }
        return true;
    }

    private void indexed(byte[] row, int width) {
        int depth = header.depth();
        for (int x = 0; x < width; x++) {
            int index = depth == 8 ? row[x] & 0xff : packed(row, x, depth);
            shown[3 * x] = palette[3 * index];
            shown[3 * x + 1] = palette[3 * index + 1];
            shown[3 * x + 2] = palette[3 * index + 2];
            if (alpha != null) {
                alpha[x] = paletteAlpha[index];
            }
        }
    }

    private void greyAlpha(byte[] row, int width) {
        int step = header.depth() / 8;
        for (int x = 0; x < width; x++) {
            put(shown, x, row[2 * step * x]);
            if (alpha != null) {
                alpha[x] = row[2 * step * x + step];
            }
        }
    }

    private void rgbAlpha(byte[] row, int width) {
        int step = header.depth() / 8;
        byte[] opacity = alpha == null ? new byte[width] : alpha;
        for (int x = 0, from = 0, to = 0; x < width; x++, from += 4 * step, to += 3) {
            shown[to] = row[from];
            shown[to + 1] = row[from + step];
            shown[to + 2] = row[from + 2 * step];
            opacity[x] = row[from + 3 * step];
        }
    }

    private static int packed(byte[] row, int x, int depth) {
        int bit = x * depth;
        return (row[bit >> 3] & 0xff) >> (8 - depth - (bit & 7)) & ((1 << depth) - 1);
    }

    private static int u16(byte[] row, int at) {
        return (row[at] & 0xff) << 8 | (row[at + 1] & 0xff);
    }

    private static void put(byte[] rgb, int x, int value) {
        rgb[3 * x] = (byte) value;
        rgb[3 * x + 1] = (byte) value;
        rgb[3 * x + 2] = (byte) value;
    }

    private void fillPalette(byte @Nullable [] colors, byte @Nullable [] opacities) {
        for (int index = 0; index < 256; index++) {
            put(palette, index, index);
        }
        if (colors != null) {
            System.arraycopy(colors, 0, palette, 0, Math.min(colors.length / 3 * 3, palette.length));
        }
        Arrays.fill(paletteAlpha, (byte) 255);
        if (opacities != null) {
            System.arraycopy(opacities, 0, paletteAlpha, 0, Math.min(opacities.length, paletteAlpha.length));
        }
    }

    // tRNS of grey and RGB: one sample of 16 bits for each channel, at the picture's depth
    private int @Nullable [] transparent(byte @Nullable [] transparency) {
        int channels = header.colorType() == PngHeader.GREY ? 1 : header.colorType() == PngHeader.RGB ? 3 : 0;
        if (transparency == null || channels == 0 || transparency.length < 2 * channels) {
            return null;
        }
        int[] samples = new int[channels];
        for (int channel = 0; channel < channels; channel++) {
            samples[channel] = u16(transparency, 2 * channel);
        }
        return samples;
    }
}
