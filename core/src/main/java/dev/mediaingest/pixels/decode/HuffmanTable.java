package dev.mediaingest.pixels.decode;

import java.util.Arrays;
import java.util.zip.DataFormatException;

/**
 * A prefix code of DEFLATE (RFC 1951, 3.2.2) as a table: the next bits of the stream, lowest first, are the index of the
 * entry that says what they mean. Codes longer than the index lead to a second table behind the first. Refilled for each
 * block; confined to one thread.
 *
 * <p>An entry:
 *
 * <pre>
 * bits 16-31  value: a literal, the base of a length or distance, or where a second table begins
 * bit  15     a literal
 * bit  14     something rare: no code, the block's end, or a second table; bits 13, 12 say which
 * bits  8-11  bits of the code, without its extra bits; of a second table: bits of its index
 * bits  0-5   bits to consume, with the extra bits; a shift of a long by the entry shifts by just these
 * </pre>
 */
final class HuffmanTable {
    static final int LITERAL = 1 << 15;
    static final int RARE = 1 << 14;
    static final int SECOND = 1 << 13;
    static final int END = 1 << 12;

    /** Bits of the longest code. */
    private static final int LONGEST = 15;

    private final int indexBits;
    private final int[] counts = new int[LONGEST + 1];
    private final int[] next = new int[LONGEST + 2];
    private final int[] sorted;
    private final int[] entries;
    private boolean open;

    /**
     * An empty table.
     *
     * @param indexBits bits of the first table's index
     * @param symbols the most symbols a code may have
     * @param size entries the first and all second tables can need for so many symbols
     */
    HuffmanTable(int indexBits, int symbols, int size) {
        this.indexBits = indexBits;
        this.sorted = new int[symbols];
        this.entries = new int[size];
    }

    /** The table itself; its content changes with {@link #fill}. */
    int[] entries() {
        return entries;
    }

    /** Bits of the index of the first table. */
    int indexBits() {
        return indexBits;
    }

    /**
     * Makes the table of a code.
     *
     * @param lengths bits of each symbol's code, from {@code from}; 0 for those that do not occur
     * @param meanings what an entry says of each symbol, without the bits of its code
     * @throws DataFormatException if the lengths are no prefix code
     */
    void fill(byte[] lengths, int from, int symbols, int[] meanings) throws DataFormatException {
        Arrays.fill(counts, 0);
        for (int symbol = 0; symbol < symbols; symbol++) {
            counts[lengths[from + symbol]]++;
        }
        int used = symbols - counts[0];
        counts[0] = 0;
        open = isLeftOpen(used);
        sort(lengths, from, symbols);
        if (open) {
            Arrays.fill(entries, 0, 1 << indexBits, RARE);
        }
        place(lengths, from, used, meanings);
    }

    /** Whether not every index has a code: none or a single one of one bit was given. */
    boolean isOpen() {
        return open;
    }

    /** All codes together must fill the space of codes; only a single code of one bit may leave half of it open. */
    private boolean isLeftOpen(int used) throws DataFormatException {
        int left = 1;
        for (int length = 1; length <= LONGEST; length++) {
            left = 2 * left - counts[length];
            if (left < 0) {
                throw new DataFormatException("more codes than their lengths allow");
            }
        }
        if (left > 0 && used > 0 && (used > 1 || counts[1] != 1)) {
            throw new DataFormatException("fewer codes than their lengths promise");
        }
        return left > 0;
    }

    /** By length, and among equals by value: the order in which codes are given out. */
    private void sort(byte[] lengths, int from, int symbols) {
        next[1] = 0;
        for (int length = 1; length <= LONGEST; length++) {
            next[length + 1] = next[length] + counts[length];
        }
        for (int symbol = 0; symbol < symbols; symbol++) {
            int length = lengths[from + symbol];
            if (length > 0) {
                sorted[next[length]++] = symbol;
            }
        }
    }

    private void place(byte[] lengths, int from, int used, int[] meanings) {
        int code = 0;
        int free = 1 << indexBits;
        int secondBits = 0;
        int secondAt = 0;
        int secondOf = -1;
        int before = used == 0 ? 0 : lengths[from + sorted[0]];
        for (int i = 0; i < used; i++) {
            int symbol = sorted[i];
            int length = lengths[from + symbol];
            code <<= length - before;
            before = length;
            int reversed = Integer.reverse(code) >>> (32 - length);
            if (length <= indexBits) {
                repeat(reversed, 0, length, indexBits, meanings[symbol] + (length << 8) + length);
            } else {
                int prefix = reversed & ((1 << indexBits) - 1);
                if (prefix != secondOf) {
                    secondOf = prefix;
                    secondAt = free;
                    secondBits = secondBits(length);
                    free += 1 << secondBits;
                    entries[prefix] = secondAt << 16 | RARE | SECOND | secondBits << 8 | indexBits;
                }
                int rest = length - indexBits;
                repeat(reversed >>> indexBits, secondAt, rest, secondBits, meanings[symbol] + (rest << 8) + rest);
            }
            counts[length]--;
            code++;
        }
    }

    /** An entry at every index whose lowest bits are its code. */
    private void repeat(int reversed, int at, int length, int bits, int entry) {
        for (int index = reversed; index < 1 << bits; index += 1 << length) {
            entries[at + index] = entry;
        }
    }

    /** Bits the second table of the current prefix needs: enough for the codes that are still to come under it. */
    private int secondBits(int length) {
        int bits = length - indexBits;
        int open = (1 << bits) - counts[length];
        while (open > 0 && indexBits + bits < LONGEST) {
            bits++;
            open = 2 * open - counts[indexBits + bits];
        }
        return bits;
    }
}
