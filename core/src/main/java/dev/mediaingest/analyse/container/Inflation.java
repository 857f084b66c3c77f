package dev.mediaingest.analyse.container;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The text in a zlib stream, inflated up to a bound; what the stream says about its own size is never believed. */
sealed interface Inflation {
    /** How many bytes were inflated, whatever became of them. */
    int bytes();

    record Inflated(String text, int bytes) implements Inflation {}

    /** The stream is longer than allowed. */
    record TooLong(int bytes) implements Inflation {}

    /** No zlib stream, or one that is cut off. */
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
        return new Inflated(Text.utf8OrLatin1(output, 0, length), length);
    }
}
