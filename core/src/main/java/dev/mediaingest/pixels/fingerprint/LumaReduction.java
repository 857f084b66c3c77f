package dev.mediaingest.pixels.fingerprint;

/** Reduces a picture's luma to a small square while its rows come by; only the square and one row are in memory. */
final class LumaReduction {
    private final int side;
    private final LanczosWindow across;
    private final LanczosWindow down;
    private final int[] reducedRow;
    private final int[][] sums;
    /** The first and last squares' rows the current picture row takes part in; both only ever grow. */
    private int begun;

    private int ended;
    private int y;

    LumaReduction(int width, int height, int side) {
        this.side = side;
        this.across = new LanczosWindow(width, side);
        this.down = new LanczosWindow(height, side);
        this.reducedRow = new int[side];
        this.sums = new int[side][side];
    }

    /** The next row. */
    void row(int[] luma) {
        across.reduce(luma, reducedRow);
        while (begun < side && down.first(begun) <= y) {
            begun++;
        }
        while (ended < side && down.end(ended) <= y) {
            ended++;
        }
        for (int to = ended; to < begun; to++) {
            int weight = down.weight(to, y);
            int[] sum = sums[to];
            for (int x = 0; x < side; x++) {
                sum[x] += weight * reducedRow[x];
            }
        }
        y++;
    }

    /** The square, row by row, 0 to 255; after the last row. */
    int[] square() {
        int[] square = new int[side * side];
        for (int row = 0; row < side; row++) {
            for (int x = 0; x < side; x++) {
                square[row * side + x] = LanczosWindow.rounded(sums[row][x]);
            }
        }
        return square;
    }
}
