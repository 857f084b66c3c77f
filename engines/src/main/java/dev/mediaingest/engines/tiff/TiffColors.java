package dev.mediaingest.engines.tiff;

import dev.mediaingest.engines.image.InkToRgb;
import dev.mediaingest.pixels.decode.PixelSink;
import org.jspecify.annotations.Nullable;

/**
 * From a TIFF's samples to rows as a {@link PixelSink} takes them. Where the format leaves a choice this does what Pillow does:
 * samples of 16 bits by their upper byte, and of one longer sample the exact row clipped to 255. Confined to one picture.
 */
final class TiffColors {
    private final TiffLayout layout;
    private final int stride;
    private final byte[] shown;
    private final boolean isClipped;
    private final byte[] exact;
    private final byte @Nullable [] alpha;
    private final byte[] palette = new byte[3 * 256];

    TiffColors(TiffLayout layout) {
        this.layout = layout;
        stride = layout.samples();
        shown = new byte[3 * layout.width()];
        isClipped = isClipped();
        exact = isClipped ? new byte[shown.length] : shown;
        alpha = hasAlpha() ? new byte[layout.width()] : null;
        fillPalette();
    }

    /** Whether the samples of a picture mean colours this knows. */
    static boolean knows(TiffLayout layout) {
        int bits = layout.bits();
        boolean deep = bits == 8 || bits == 16;
        boolean enough = layout.samples() >= layout.colorSamples();
        return enough
                && switch (layout.photometric()) {
                    case TiffLayout.WHITE_IS_ZERO, TiffLayout.BLACK_IS_ZERO -> bits <= 16 || bits == 32;
                    case TiffLayout.RGB, TiffLayout.INK -> deep;
                    case TiffLayout.PALETTE -> bits <= 8;
                    case TiffLayout.LAB, TiffLayout.ICC_LAB -> bits == 8;
                    case TiffLayout.YCBCR ->
                        bits == 8
                                && (layout.compression() == TiffLayout.JPEG
                                        || OldJpeg.knows(layout)
                                        || SharedChroma.knows(layout));
                    default -> false;
                };
    }

    /** Whether exact rows differ from those shown. */
    boolean isClipped() {
        boolean grey =
                layout.photometric() == TiffLayout.WHITE_IS_ZERO || layout.photometric() == TiffLayout.BLACK_IS_ZERO;
        return (grey && layout.bits() > 8) || isOtherLab();
    }

    /** Of planes Pillow takes the colours as if they had no sign; they are shown as they are meant. */
    private boolean isOtherLab() {
        return layout.photometric() == TiffLayout.LAB && layout.isPlanar();
    }

    boolean hasAlpha() {
        int first = layout.colorSamples();
        boolean unnamed = layout.photometric() == TiffLayout.RGB && layout.samples() == 4 && layout.extra() < 0;
        return layout.samples() > first
                && (unnamed || layout.extra() == 1 || layout.extra() == 2 || layout.extra() == 999);
    }

    /** What a palette does not name is that grey. */
    private void fillPalette() {
        int count = Math.min(256, layout.colors().length / 3);
        for (int i = 0; i < 256; i++) {
            for (int channel = 0; channel < 3; channel++) {
                palette[3 * i + channel] =
                        (byte) (i < count ? layout.colors()[channel * (layout.colors().length / 3) + i] >> 8 : i);
            }
        }
    }

    void handOut(int[] samples, PixelSink sink) {
        switch (layout.photometric()) {
            case TiffLayout.RGB, TiffLayout.YCBCR -> colours(samples); // JPEG strips are red, green and blue by now
            case TiffLayout.PALETTE -> indexed(samples);
            case TiffLayout.INK -> ink(samples);
            case TiffLayout.LAB, TiffLayout.ICC_LAB -> lab(samples);
            default -> greys(samples);
        }
        opacity(samples);
        sink.row(shown, exact, alpha);
    }

    private void colours(int[] samples) {
        int shift = layout.bits() - 8;
        for (int x = 0, from = 0; x < layout.width(); x++, from += stride) {
            for (int channel = 0; channel < 3; channel++) {
                shown[3 * x + channel] = (byte) (samples[from + channel] >> shift);
            }
        }
        if (layout.extra() == 1 && stride > 3) {
            divide(samples, shift);
        }
    }

    /** Colours that are multiplied by their opacity, as {@code RGBa} becomes RGBA in Pillow. */
    private void divide(int[] samples, int shift) {
        for (int x = 0, from = 0; x < layout.width(); x++, from += stride) {
            int opacity = samples[from + 3] >> shift;
            for (int channel = 0; channel < 3; channel++) {
                int colour = samples[from + channel] >> shift;
                shown[3 * x + channel] = (byte) (opacity == 0 ? 0 : Math.min(255, colour * 255 / opacity));
            }
        }
    }

    private void indexed(int[] samples) {
        for (int x = 0, from = 0; x < layout.width(); x++, from += stride) {
            System.arraycopy(palette, 3 * samples[from], shown, 3 * x, 3);
        }
    }

    private void ink(int[] samples) {
        int shift = layout.bits() - 8;
        for (int x = 0, from = 0; x < layout.width(); x++, from += stride) {
            int black = samples[from + 3] >> shift;
            for (int channel = 0; channel < 3; channel++) {
                shown[3 * x + channel] = InkToRgb.convert(samples[from + channel] >> shift, black);
            }
        }
    }

    private void lab(int[] samples) {
        int sign = layout.photometric() == TiffLayout.LAB ? 0 : 0x80;
        for (int x = 0, from = 0; x < layout.width(); x++, from += stride) {
            int lightness = samples[from];
            int a = samples[from + 1] ^ sign;
            int b = samples[from + 2] ^ sign;
            LabToRgb.convert(lightness, (byte) a, (byte) b, shown, 3 * x);
            if (isClipped) {
                LabToRgb.convert(lightness, (byte) (a ^ 0x80), (byte) (b ^ 0x80), exact, 3 * x);
            }
        }
    }

    private void greys(int[] samples) {
        for (int x = 0, from = 0; x < layout.width(); x++, from += stride) {
            fill(shown, x, shown(samples[from]));
            if (isClipped) {
                fill(exact, x, clipped(samples[from]));
            }
        }
    }

    private int shown(int sample) {
        int bits = layout.bits();
        int grey;
        if (isFraction()) {
            grey = Math.clamp((long) (fraction(sample) * 255), 0, 255); // fractions are of one, mostly
        } else if (bits > 8) {
            grey = layout.format() == 2 ? Math.max(0, signed(sample)) >> (bits - 9) : sample >>> (bits - 8);
        } else {
            grey = sample * 255 / ((1 << bits) - 1);
        }
        return layout.photometric() == TiffLayout.WHITE_IS_ZERO ? 255 - grey : grey;
    }

    private int signed(int sample) {
        int above = Integer.SIZE - layout.bits();
        return sample << above >> above;
    }

    private boolean isFraction() {
        return layout.format() == 3 && (layout.bits() == 16 || layout.bits() == 32);
    }

    private float fraction(int sample) {
        return layout.bits() == 16 ? Float.float16ToFloat((short) sample) : Float.intBitsToFloat(sample);
    }

    /** As Pillow clips its modes I;16, I and F. */
    private int clipped(int sample) {
        if (isFraction()) {
            float value = fraction(sample);
            return value <= 0 || Float.isNaN(value) ? 0 : value >= 255 ? 255 : (int) value;
        }
        return Math.clamp(layout.format() == 2 ? signed(sample) : sample, 0, 255);
    }

    private static void fill(byte[] row, int x, int value) {
        row[3 * x] = (byte) value;
        row[3 * x + 1] = (byte) value;
        row[3 * x + 2] = (byte) value;
    }

    private void opacity(int[] samples) {
        if (alpha == null) {
            return;
        }
        int bits = layout.bits();
        for (int x = 0, from = layout.colorSamples(); x < alpha.length; x++, from += stride) {
            alpha[x] = (byte) (bits >= 8 ? samples[from] >>> (bits - 8) : samples[from] * 255 / ((1 << bits) - 1));
        }
    }
}
