package dev.mediaingest.pixels.fingerprint;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.PixelSink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Two 64-bit hashes that differ in few bits for pictures that look alike: the average hash and the DCT hash of the Python
 * package imagehash ({@code average_hash}, {@code phash}), bit for bit but for ties in floating point. The first bit is the
 * highest. Orientation is not applied.
 */
public final class PerceptualHasher implements PixelSink {
    private static final int AVERAGE_SIDE = 8;
    private static final int DCT_SIDE = 32;
    private static final int LOW_FREQUENCIES = 8;
    private static final double[][] COSINES = cosines();

    private int[] luma = new int[0];
    private @Nullable LumaReduction average;
    private @Nullable LumaReduction frequencies;

    @Override
    public void begin(Dimensions size) {
        luma = new int[size.width()];
        average = new LumaReduction(size.width(), size.height(), AVERAGE_SIDE);
        frequencies = new LumaReduction(size.width(), size.height(), DCT_SIDE);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same array means the same samples
    public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
        if (average == null || frequencies == null) {
            throw new IllegalStateException("a row before the picture began");
        }
        fillLuma(exact);
        average.row(luma);
        if (shown != exact) {
            fillLuma(shown);
        }
        frequencies.row(luma);
    }

    /** ITU-R 601 luma in integers, as Pillow's {@code convert('L')}. */
    private void fillLuma(byte[] rgb) {
        for (int x = 0, i = 0; x < luma.length; x++, i += 3) {
            luma[x] =
                    ((rgb[i] & 0xff) * 19595 + (rgb[i + 1] & 0xff) * 38470 + (rgb[i + 2] & 0xff) * 7471 + 0x8000) >> 16;
        }
    }

    /** After the last row. */
    public long averageHash() {
        int[] square = square(average);
        double mean = Arrays.stream(square).average().orElse(0);
        long bits = 0;
        for (int sample : square) {
            bits = bits << 1 | (sample > mean ? 1 : 0);
        }
        return bits;
    }

    /** After the last row. */
    public long dctHash() {
        double[] low = lowFrequencies(square(frequencies));
        double[] sorted = low.clone();
        Arrays.sort(sorted);
        double median = (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
        long bits = 0;
        for (double value : low) {
            bits = bits << 1 | (value > median ? 1 : 0);
        }
        return bits;
    }

    private static int[] square(@Nullable LumaReduction reduction) {
        if (reduction == null) {
            throw new IllegalStateException("no picture yet");
        }
        return reduction.square();
    }

    /** The 8x8 lowest frequencies of the two-dimensional DCT-II, unscaled, row by row. */
    private static double[] lowFrequencies(int[] square) {
        double[][] rows = new double[LOW_FREQUENCIES][DCT_SIDE];
        for (int v = 0; v < LOW_FREQUENCIES; v++) {
            for (int x = 0; x < DCT_SIDE; x++) {
                for (int y = 0; y < DCT_SIDE; y++) {
                    rows[v][x] += COSINES[v][y] * square[y * DCT_SIDE + x];
                }
            }
        }
        double[] low = new double[LOW_FREQUENCIES * LOW_FREQUENCIES];
        for (int v = 0; v < LOW_FREQUENCIES; v++) {
            for (int u = 0; u < LOW_FREQUENCIES; u++) {
                for (int x = 0; x < DCT_SIDE; x++) {
                    low[v * LOW_FREQUENCIES + u] += COSINES[u][x] * rows[v][x];
                }
            }
        }
        return low;
    }

    private static double[][] cosines() {
        double[][] cosines = new double[LOW_FREQUENCIES][DCT_SIDE];
        for (int k = 0; k < LOW_FREQUENCIES; k++) {
            for (int n = 0; n < DCT_SIDE; n++) {
                cosines[k][n] = 2 * StrictMath.cos(Math.PI * k * (2 * n + 1) / (2 * DCT_SIDE));
            }
        }
        return cosines;
    }
}
