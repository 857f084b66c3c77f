package dev.mediaingest.analyse.content;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/** What a compressed stream held, inflated up to a bound; what the stream says about its own size is never believed. */
@SuppressWarnings("ArrayRecordComponent") // handed on once
public sealed interface Inflation {
    /** How many bytes were inflated, whatever became of them. */
    int length();

    record Inflated(byte[] bytes) implements Inflation {
        @Override
        public int length() {
            return bytes.length;
        }
    }

    /** The stream is longer than allowed. */
    record TooLong(int length) implements Inflation {}

    /** No such stream, or one that is cut off. */
    record Broken(int length) implements Inflation {}

    /** A zlib stream's. */
    static Inflation inflate(byte[] bytes, int from, int limit) {
        return read(
                in -> new InflaterInputStream(in), new ByteArrayInputStream(bytes, from, bytes.length - from), limit);
    }

    /** A Brotli stream's. */
    static Inflation unbrotli(byte[] bytes, int limit) {
        return read(BrotliInputStream::new, new ByteArrayInputStream(bytes), limit);
    }

    /** How a kind of stream is opened. */
    interface Opening {
        InputStream open(InputStream packed) throws IOException;
    }

    private static Inflation read(Opening opening, InputStream packed, int limit) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (InputStream stream = opening.open(packed)) {
            byte[] piece = new byte[4096];
            for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
                output.write(piece, 0, count);
                if (output.size() > limit) {
                    return new TooLong(output.size());
                }
            }
            return new Inflated(output.toByteArray());
        } catch (IOException
                | RuntimeException e) { // Brotli's decoder throws unchecked exceptions for some malformed input
            return new Broken(output.size());
        }
    }
}
