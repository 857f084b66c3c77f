package dev.mediaingest.analyse.container.isobmff;

import dev.mediaingest.analyse.content.FileBytes;
import java.io.IOException;

/**
 * The first fields of a JPEG XL codestream, lowest bit first (ISO/IEC 18181-1, annexes D and E):
 *
 * <pre>
 * size: small (1) ? height / 8 - 1 (5) : height - 1 (9, 13, 18 or 30 after a choice of 2); ratio (3);
 *       ratio 0: width likewise
 * all defaults (1), else: extra fields (1): orientation - 1 (3), own size (1), preview (1), animation (1)
 *       float (1), bits; small buffers (1); extra channels (choice of 2), each: all defaults (1): alpha, else its kind
 *       opsin (1), colours: all defaults (1), profile (1), space (choice of 2): 1 is grey
 * </pre>
 *
 * Colour and alpha of files with a preview, an animation or a size of their own are not looked for.
 */
final class JxlHeader {
    private static final int[][] RATIOS = {{1, 1}, {12, 10}, {4, 3}, {3, 2}, {16, 9}, {5, 4}, {2, 1}};

    private final FileBytes bytes;
    private final long from;
    private final long bits;
    private long at;
    private long width;
    private long height;
    private int orientation = 1;
    private boolean alpha;
    private boolean grey;

    JxlHeader(FileBytes bytes, long from, long end) {
        this.bytes = bytes;
        this.from = from;
        this.bits = 8 * (end - from);
    }

    long width() {
        return width;
    }

    long height() {
        return height;
    }

    int orientation() {
        return orientation;
    }

    boolean hasAlpha() {
        return alpha;
    }

    boolean isGrey() {
        return grey;
    }

    boolean isCut() {
        return at > bits;
    }

    void read() throws IOException {
        size();
        boolean allDefaults = bit();
        if (!allDefaults && !isCut()) {
            metadata();
        }
    }

    private void size() throws IOException {
        boolean small = bit();
        height = side(small);
        int ratio = (int) number(3);
        width = ratio == 0 ? side(small) : height * RATIOS[ratio - 1][0] / RATIOS[ratio - 1][1];
    }

    private long side(boolean small) throws IOException {
        return small ? 8 * (1 + number(5)) : 1 + choice(new int[] {9, 13, 18, 30}, new int[4]);
    }

    private void metadata() throws IOException {
        boolean extraFields = bit();
        if (extraFields) {
            orientation = 1 + (int) number(3);
            boolean more = number(3) != 0;
            if (more) {
                return;
            }
        }
        bitDepth();
        bit();
        long channels = choice(new int[] {0, 0, 4, 12}, new int[] {0, 1, 2, 1});
        if (channels > 0) {
            alpha = bit() || kind() == 0;
        }
        if (channels == 0) {
            colors();
        }
    }

    private void bitDepth() throws IOException {
        boolean real = bit();
        if (real) {
            choice(new int[] {0, 0, 0, 6}, new int[] {32, 16, 24, 1});
            number(4);
        } else {
            choice(new int[] {0, 0, 0, 6}, new int[] {8, 10, 12, 1});
        }
    }

    private void colors() throws IOException {
        bit();
        boolean defaults = bit();
        if (!defaults) {
            bit();
            grey = kind() == 1;
        }
    }

    /** The enumeration coding: 0, 1, 2 to 17, 18 to 81. */
    private long kind() throws IOException {
        return choice(new int[] {0, 0, 4, 6}, new int[] {0, 1, 2, 18});
    }

    /** Two bits choose how many bits follow and what is added to them. */
    private long choice(int[] lengths, int[] added) throws IOException {
        int choice = (int) number(2);
        return added[choice] + number(lengths[choice]);
    }

    private boolean bit() throws IOException {
        return number(1) == 1;
    }

    /** Beyond the end there are only zeros. */
    private long number(int length) throws IOException {
        long value = 0;
        for (int i = 0; i < length; i++, at++) {
            long bit = at < bits ? bytes.u8(from + at / 8) >> (at % 8) & 1 : 0;
            value |= bit << i;
        }
        return value;
    }
}
