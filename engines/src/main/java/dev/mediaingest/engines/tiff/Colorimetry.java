package dev.mediaingest.engines.tiff;

/**
 * The way from a colour in CIE L*a*b*, relative to D50, to encoded sRGB: CIE 15 to XYZ, the primaries of ITU-R BT.709 with
 * their white (D65) adapted to D50 by Bradford's matrix, and the curve of IEC 61966-2-1. Numbers between the steps have the
 * precision of a float, as in the profiles' processing whose results are wanted to the last bit.
 */
final class Colorimetry {
    private static final double[] D50 = {0.9642, 1.0, 0.8249};
    private static final double[] D65 = {0.3127 / 0.3290, 1.0, (1 - 0.3127 - 0.3290) / 0.3290};
    private static final double[][] BRADFORD = {
        {0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}
    };
    private static final double[][] PRIMARIES = {
        {0.64, 0.30, 0.15}, {0.33, 0.60, 0.06}, {1 - 0.64 - 0.33, 1 - 0.30 - 0.60, 1 - 0.15 - 0.06}
    };
    /** XYZ is 0 to this in the encoding between profiles: one whole and 15 bits behind it. */
    private static final double MOST = 1 + 32767.0 / 32768;

    private Colorimetry() {}

    /** From XYZ relative to D50, encoded as between profiles, to linear red, green and blue. */
    static double[][] xyzToLinear() {
        double[] scale = times(inverse(PRIMARIES), D65);
        double[][] toXyz = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                toXyz[i][j] = PRIMARIES[i][j] * scale[j];
            }
        }
        double[][] back = inverse(times(adaptation(), toXyz));
        for (double[] row : back) {
            for (int j = 0; j < 3; j++) {
                row[j] *= MOST;
            }
        }
        return back;
    }

    private static double[][] adaptation() {
        double[] from = times(BRADFORD, D65);
        double[] to = times(BRADFORD, D50);
        double[][] cone = new double[3][3];
        for (int i = 0; i < 3; i++) {
            cone[i][i] = to[i] / from[i];
        }
        return times(inverse(BRADFORD), times(cone, BRADFORD));
    }

    /** Puts red, green and blue of 16 bits into an array; the coordinates are 0 to 1. */
    static void sample(float l, float a, float b, double[][] fromXyz, int[] rgb, int at) {
        double y = (l * 100.0 + 16) / 116;
        double x = y + 0.002 * (a * 255.0 - 128);
        double z = y - 0.005 * (b * 255.0 - 128);
        double[] xyz = {encoded(x, 0), encoded(y, 1), encoded(z, 2)};
        for (int channel = 0; channel < 3; channel++) {
            float linear = (float) dot(fromXyz[channel], xyz);
            float value = (float) curve(linear);
            rgb[at + channel] = (int) Math.clamp(Math.floor(value * 65535.0 + 0.5), 0, 65535);
        }
    }

    private static float encoded(double t, int channel) {
        double cubed = t <= 24.0 / 116 ? 108.0 / 841 * (t - 16.0 / 116) : t * t * t;
        return (float) (cubed * D50[channel] / MOST);
    }

    private static double curve(double linear) {
        double bend = Math.pow((0.04045 + 0.055) / 1.055, 2.4);
        return linear >= bend ? (Math.pow(linear, 1 / 2.4) - 0.055 / 1.055) * 1.055 : linear * 12.92;
    }

    private static double dot(double[] row, double[] vector) {
        return row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2];
    }

    private static double[] times(double[][] matrix, double[] vector) {
        return new double[] {dot(matrix[0], vector), dot(matrix[1], vector), dot(matrix[2], vector)};
    }

    private static double[][] times(double[][] left, double[][] right) {
        double[][] product = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                product[i][j] = left[i][0] * right[0][j] + left[i][1] * right[1][j] + left[i][2] * right[2][j];
            }
        }
        return product;
    }

    private static double[][] inverse(double[][] m) {
        double[][] minors = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                minors[j][i] = m[(i + 1) % 3][(j + 1) % 3] * m[(i + 2) % 3][(j + 2) % 3]
                        - m[(i + 1) % 3][(j + 2) % 3] * m[(i + 2) % 3][(j + 1) % 3];
            }
        }
        double determinant = m[0][0] * minors[0][0] + m[0][1] * minors[1][0] + m[0][2] * minors[2][0];
        for (double[] row : minors) {
            for (int j = 0; j < 3; j++) {
                row[j] /= determinant;
            }
        }
        return minors;
    }
}
