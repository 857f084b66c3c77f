package dev.mediaingest.analyse.content;

import org.jspecify.annotations.Nullable;

/**
 * One array a thread for the files it holds one after the other: a new one for each would be cleared and collected, which
 * costs as much as reading the file. Promises nothing about what an array holds; a second file held at the same time gets
 * an array of its own.
 */
final class SpareArray {
    private static final int SMALLEST = 64 << 10;
    /** What a thread keeps at the most. */
    private static final int LARGEST = 4 << 20;

    private static final ThreadLocal<byte @Nullable []> SPARE = new ThreadLocal<>();

    private SpareArray() {}

    /** An array of at least that length. */
    static byte[] take(int length) {
        if (length < SMALLEST || length > LARGEST) {
            return new byte[length];
        }
        byte[] spare = SPARE.get();
        if (spare == null || spare.length < length) {
            return new byte[Math.min(LARGEST, Integer.highestOneBit(length) << 1)];
        }
        SPARE.remove();
        return spare;
    }

    /** Keeps an array for the next file; nobody may use it any more. */
    static void giveBack(byte[] array) {
        if (array.length > SMALLEST && array.length <= LARGEST) {
            SPARE.set(array);
        }
    }
}
