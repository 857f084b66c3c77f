package dev.mediaingest.analyse.container;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates a zlib stream up to a bound; what it says about its own size is never believed. */
sealed interface Inflation {
    record Inflated(byte[] bytes) implements Inflation {}

    /** The stream is longer than allowed; so many bytes were inflated to find out. */
    record TooLong(int bytes) implements Inflation {}

    /** No zlib stream, or one that is cut off; so many bytes were inflated to find out. */
    record Broken(int bytes) implements Inflation {}

    static Inflation inflate(byte[] bytes, int from, int limit) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, from, bytes.length - from);
            return inflate(inflater, limit);
        } finally {
            inflater.end();
        }
    }

    private static Inflation inflate(Inflater inflater, int limit) {
        byte[] output = new byte[Math.min(limit, 4096) + 1];
        int length = 0;
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(output, length, output.length - length);
                length += count;
                if (length > limit) {
                    return new TooLong(length);
                }
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    return new Broken(length);
                }
                if (length == output.length) {
                    output = Arrays.copyOf(output, (int) Math.min(2L * length, limit + 1L));
                }
            }
        } catch (DataFormatException e) {
            return new Broken(length);
        }
        return new Inflated(Arrays.copyOf(output, length));
    }
}
