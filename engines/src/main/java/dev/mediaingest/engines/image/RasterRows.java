package dev.mediaingest.engines.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an ImageIO picture, by plain arithmetic on its samples as Pillow does it; Java's own conversion goes through
 * colour profiles and rounds otherwise. Samples of 16 bits are shown by their upper byte; 16-bit grey is clipped in the exact
 * row, as Pillow clips it.
 */
final class RasterRows implements PictureRows {
    private final BufferedImage image;
    private final Raster raster;
    private final Kind kind;
    private final int bands;
    private final int shift;
    private final int[] samples;
    private final int[] palette;
    private final int[] largest;
    private final byte[] shown;
    private final boolean isClipped;
    private final byte[] exact;
    private final byte @Nullable [] alpha;

    RasterRows(BufferedImage image) {
        this.image = image;
        raster = image.getRaster();
        ColorModel colors = image.getColorModel();
        kind = Kind.of(colors, raster);
        bands = raster.getNumBands();
        shift = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT && kind != Kind.PACKED ? 8 : 0;
        samples = new int[bands * image.getWidth()];
        palette = palette(colors);
        largest = new int[bands];
        for (int band = 0; band < bands; band++) {
            largest[band] =
                    (1 << Math.min(30, colors.getComponentSize(Math.min(band, colors.getNumComponents() - 1)))) - 1;
        }
        shown = new byte[3 * image.getWidth()];
        isClipped = kind == Kind.GREY && shift > 0;
        exact = isClipped ? new byte[shown.length] : shown;
        alpha = colors.hasAlpha() ? new byte[image.getWidth()] : null;
    }

    /** How samples become red, green and blue. */
    private enum Kind {
        INDEXED,
        PACKED,
        GREY,
        COLOUR,
        INK,
        OTHER;

        static Kind of(ColorModel colors, Raster raster) {
            int type = raster.getDataBuffer().getDataType();
            if (colors instanceof IndexColorModel) {
                return INDEXED;
            }
            if (colors instanceof DirectColorModel) {
                return colors.isAlphaPremultiplied() ? OTHER : PACKED;
            }
            boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
            if (!whole || colors.isAlphaPremultiplied()) {
                return OTHER;
            }
            return switch (colors.getColorSpace().getType()) {
                case ColorSpace.TYPE_GRAY -> GREY;
                case ColorSpace.TYPE_RGB -> COLOUR;
                case ColorSpace.TYPE_CMYK -> INK;
                default -> OTHER;
            };
        }
    }

    private static int[] palette(ColorModel colors) {
        if (!(colors instanceof IndexColorModel indexed)) {
            return new int[0];
        }
        int[] entries = new int[indexed.getMapSize()];
        indexed.getRGBs(entries);
        return entries;
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    @Override
    public void read(int y) {
        if (kind == Kind.OTHER) {
            byJava(y);
            return;
        }
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, width(), 1, samples);
        switch (kind) {
            case INDEXED -> indexed();
            case PACKED -> packed();
            case GREY -> grey();
            case COLOUR -> colour();
            case INK -> ink();
            case OTHER -> throw new IllegalStateException("left above");
        }
        if (kind != Kind.INDEXED) {
            opacity();
        }
    }

    private void byJava(int y) {
        int[] argb = image.getRGB(0, y, width(), 1, null, 0, width());
        for (int x = 0; x < argb.length; x++) {
            put(x, argb[x]);
        }
    }

    private void indexed() {
        for (int x = 0; x < samples.length; x++) {
            put(x, samples[x] < palette.length ? palette[samples[x]] : 0xff000000);
        }
    }

    private void put(int x, int argb) {
        shown[3 * x] = (byte) (argb >> 16);
        shown[3 * x + 1] = (byte) (argb >> 8);
        shown[3 * x + 2] = (byte) argb;
        if (alpha != null) {
            alpha[x] = (byte) (argb >>> 24);
        }
    }

    private void packed() {
        for (int x = 0; x < width(); x++) {
            for (int channel = 0; channel < 3; channel++) {
                shown[3 * x + channel] = (byte) (samples[bands * x + channel] * 255 / largest[channel]);
            }
        }
    }

    private void grey() {
        for (int x = 0; x < width(); x++) {
            int sample = samples[bands * x];
            fill(shown, x, shift > 0 ? sample >> shift : sample * 255 / largest[0]);
            if (isClipped) {
                fill(exact, x, Math.min(sample, 255));
            }
        }
    }

    private static void fill(byte[] row, int x, int value) {
        row[3 * x] = (byte) value;
        row[3 * x + 1] = (byte) value;
        row[3 * x + 2] = (byte) value;
    }

    private void colour() {
        for (int x = 0; x < width(); x++) {
            for (int channel = 0; channel < 3; channel++) {
                shown[3 * x + channel] = (byte) (samples[bands * x + channel] >> shift);
            }
        }
    }

    private void ink() {
        for (int x = 0; x < width(); x++) {
            int black = samples[bands * x + 3] >> shift;
            for (int channel = 0; channel < 3; channel++) {
                shown[3 * x + channel] = InkToRgb.convert(samples[bands * x + channel] >> shift, black);
            }
        }
    }

    private void opacity() {
        if (alpha == null) {
            return;
        }
        int last = bands - 1;
        for (int x = 0; x < alpha.length; x++) {
            int sample = samples[bands * x + last];
            alpha[x] = (byte) (shift > 0 ? sample >> shift : sample * 255 / largest[last]);
        }
    }

    @Override
    public byte[] shown() {
        return shown;
    }

    @Override
    public boolean isClipped() {
        return isClipped;
    }

    @Override
    public byte[] exact() {
        return exact;
    }

    @Override
    public byte @Nullable [] alpha() {
        return alpha;
    }
}
