package dev.mediaingest.engines.tiff;

/** The samples of one row of the picture as whole numbers, or as the bits of fractions, put together from its tiles. */
final class SampleRow {
    private final TiffLayout layout;
    private final int[] samples;

    SampleRow(TiffLayout layout) {
        this.layout = layout;
        this.samples = new int[layout.width() * layout.samples()];
    }

    /** Those of pixel x begin at x times the number of samples. */
    int[] samples() {
        return samples;
    }

    /**
     * Takes a tile's row.
     *
     * @param first the picture's column it begins at
     * @param plane which sample it holds; 0 if it holds all
     */
    void take(byte[] row, int first, int plane) {
        int together = layout.samplesTogether();
        int pixels = Math.min(layout.tileWidth(), layout.width() - first);
        int to = first * layout.samples() + plane;
        int bits = layout.bits();
        if (bits == 8 && together == layout.samples()) {
            for (int i = 0; i < pixels * together; i++) {
                samples[to + i] = row[i] & 0xff;
            }
            return;
        }
        for (int x = 0; x < pixels; x++, to += layout.samples()) {
            for (int sample = 0; sample < together; sample++) {
                samples[to + sample] = sample(row, x * together + sample, bits);
            }
        }
    }

    private int sample(byte[] row, int index, int bits) {
        return switch (bits) {
            case 8 -> row[index] & 0xff;
            case 16 ->
                layout.isBigEndian()
                        ? (row[2 * index] & 0xff) << 8 | (row[2 * index + 1] & 0xff)
                        : (row[2 * index + 1] & 0xff) << 8 | (row[2 * index] & 0xff);
            case 32 -> word(row, 4 * index);
            default -> packed(row, (long) index * bits, bits);
        };
    }

    private int word(byte[] row, int at) {
        int word = 0;
        for (int i = 0; i < 4; i++) {
            word = word << 8 | (row[at + (layout.isBigEndian() ? i : 3 - i)] & 0xff);
        }
        return word;
    }

    /** Samples that fill no bytes lie highest bit first. */
    private static int packed(byte[] row, long bit, int bits) {
        int value = 0;
        for (int i = 0; i < bits; i++, bit++) {
            value = value << 1 | (row[(int) (bit >> 3)] >> (7 - (bit & 7)) & 1);
        }
        return value;
    }
}
