package dev.mediaingest.pixels.fingerprint;

/**
 * Which of {@code from} samples make up each of {@code to} samples, and with what weight, for a Lanczos filter of three
 * lobes that widens when it reduces; weights are integers of 22 fractional bits and the results are rounded to 8 bits, which
 * is how Pillow's {@code Image.resize} does it (Resample.c describes the method).
 */
final class LanczosWindow {
    static final int FRACTION_BITS = 22;
    private static final double LOBES = 3;

    private final int[] first;
    private final int[][] weights;

    LanczosWindow(int from, int to) {
        first = new int[to];
        weights = new int[to][];
        double scale = (double) from / to;
        double stretch = Math.max(scale, 1);
        double reach = LOBES * stretch;
        for (int i = 0; i < to; i++) {
            double center = (i + 0.5) * scale;
            int start = Math.max(0, (int) (center - reach + 0.5));
            int end = Math.min(from, (int) (center + reach + 0.5));
            first[i] = start;
            weights[i] = weights(start, end, center, stretch);
        }
    }

    private static int[] weights(int start, int end, double center, double stretch) {
        double[] exact = new double[end - start];
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            exact[i] = lanczos((start + i - center + 0.5) / stretch);
            sum += exact[i];
        }
        int[] rounded = new int[exact.length];
        for (int i = 0; i < exact.length; i++) {
            rounded[i] = (int) Math.round(exact[i] / sum * (1 << FRACTION_BITS));
        }
        return rounded;
    }

    private static double lanczos(double x) {
        return Math.abs(x) < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    int first(int to) {
        return first[to];
    }

    int end(int to) {
        return first[to] + weights[to].length;
    }

    /** The weight of source sample {@code from} in result {@code to}, both within the window. */
    int weight(int to, int from) {
        return weights[to][from - first[to]];
    }

    /** Reduces a row; entry by entry, as the JIT turns the inner loop into vector instructions. */
    void reduce(int[] samples, int[] into) {
        for (int i = 0; i < into.length; i++) {
            int[] window = weights[i];
            int start = first[i];
            int sum = 0;
            for (int k = 0; k < window.length; k++) {
                sum += window[k] * samples[start + k];
            }
            into[i] = rounded(sum);
        }
    }

    static int rounded(int sum) {
        return Math.clamp((sum + (1 << (FRACTION_BITS - 1))) >> FRACTION_BITS, 0, 255);
    }
}
