package dev.mediaingest.engines.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a child's standard error to its end and keeps the last of it. Thread-safe. */
final class StandardError {
    private static final int KEPT = 2_000;

    private final Thread reader;
    private byte[] tail = new byte[0];

    StandardError(InputStream in) {
        reader = Thread.ofVirtual().name("worker-stderr").start(() -> drain(in));
    }

    private void drain(InputStream in) {
        byte[] piece = new byte[4096];
        try {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                keep(piece, count);
            }
        } catch (IOException e) {
            // the child is gone, and with it the stream
        }
    }

    private synchronized void keep(byte[] piece, int count) {
        byte[] joined = Arrays.copyOf(tail, tail.length + count);
        System.arraycopy(piece, 0, joined, tail.length, count);
        tail = joined.length <= KEPT ? joined : Arrays.copyOfRange(joined, joined.length - KEPT, joined.length);
    }

    /** Forgets what was printed so far. */
    synchronized void clear() {
        tail = new byte[0];
    }

    /** The last lines, as one; empty if nothing was printed. Waits a moment for the end if the child has ended. */
    String lastWords() throws InterruptedException {
        reader.join(200);
        synchronized (this) {
            String text = new String(tail, StandardCharsets.UTF_8).strip();
            return text.replaceAll("\\s*\\R\\s*", " | ").replaceAll("\\p{Cntrl}", " ");
        }
    }
}
