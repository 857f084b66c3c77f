package dev.mediaingest.engines.tiff;

/**
 * CIE L*a*b* of 8 bits a sample to sRGB (TIFF 6.0, section 23; CIE 15; IEC 61966-2-1), the white of print (D50) adapted to that of
 * screens by Bradford's matrix. A pixel comes out as colour management comes to it for pictures of 8 bits, and so Pillow:
 * between the points of a grid of 33 in each direction, with whole numbers of 16 bits (interpolation by tetrahedra: Kasson and
 * others, Journal of Electronic Imaging 4(3), 1995). Thread-safe; the grid is made once, when the first such picture comes.
 */
final class LabToRgb {
    private static final int POINTS = 33;
    private static final int FULL = 0xFFFF;
    private static final int L_STEP = 3 * POINTS * POINTS;
    private static final int A_STEP = 3 * POINTS;
    private static final int B_STEP = 3;

    private LabToRgb() {}

    /** Holds the grid, of which the class itself knows nothing until it is needed. */
    private static final class Grid {
        private static final int[] RGB = sampled();

        private static int[] sampled() {
            int[] grid = new int[3 * POINTS * POINTS * POINTS];
            double[][] fromXyz = Colorimetry.xyzToLinear();
            for (int l = 0, at = 0; l < POINTS; l++) {
                for (int a = 0; a < POINTS; a++) {
                    for (int b = 0; b < POINTS; b++, at += 3) {
                        Colorimetry.sample(coordinate(l), coordinate(a), coordinate(b), fromXyz, grid, at);
                    }
                }
            }
            return grid;
        }

        private static float coordinate(int point) {
            return Math.round(point * (double) FULL / (POINTS - 1)) / (float) FULL;
        }
    }

    /** Converts a pixel; lightness is 0 to 255 for 0 to 100, {@code a} and {@code b} are -128 to 127. */
    static void convert(int lightness, int a, int b, byte[] rgb, int at) {
        int fromL = fixed(lightness);
        int fromA = fixed(a + 128);
        int fromB = fixed(b + 128);
        int node = (fromL >> 16) * L_STEP + (fromA >> 16) * A_STEP + (fromB >> 16) * B_STEP;
        int toL = lightness == 255 ? 0 : L_STEP;
        int toA = a == 127 ? 0 : A_STEP;
        int toB = b == 127 ? 0 : B_STEP;
        between(node, new int[] {fromL & FULL, fromA & FULL, fromB & FULL}, new int[] {toL, toA, toB}, rgb, at);
    }

    /** A sample on the grid: cells above 16 bits of the way through the cell. */
    private static int fixed(int sample) {
        int wide = sample * 257 * (POINTS - 1);
        return wide + (wide + 0x7FFF) / FULL;
    }

    /** From the cell's corner in the direction of the longest way first, then of the next. */
    private static void between(int node, int[] ways, int[] steps, byte[] rgb, int at) {
        int first = longest(ways);
        int last = shortest(ways, first);
        int middle = 3 - first - last;
        int one = node + steps[first];
        int two = one + steps[middle];
        int three = two + steps[last];
        for (int channel = 0; channel < 3; channel++) {
            int start = Grid.RGB[node + channel];
            int next = Grid.RGB[one + channel];
            int further = Grid.RGB[two + channel];
            int end = Grid.RGB[three + channel];
            int sum = (next - start) * ways[first] + (further - next) * ways[middle] + (end - further) * ways[last];
            int rounded = sum + 0x8001;
            int value = (start + ((rounded + (rounded >> 16)) >> 16)) & FULL;
            rgb[at + channel] = (byte) ((value * 65281L + 0x800000) >> 24);
        }
    }

    private static int longest(int[] ways) {
        int first = ways[0] >= ways[1] ? 0 : 1;
        return ways[first] >= ways[2] ? first : 2;
    }

    private static int shortest(int[] ways, int first) {
        int one = first == 0 ? 1 : 0;
        int other = 3 - first - one;
        return ways[one] >= ways[other] ? other : one;
    }
}
