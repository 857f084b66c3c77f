package dev.mediaingest.engines.tiff;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Runs and copies as Macintoshes packed them (TIFF 6.0, section 9). Ends where they end. Confined to one thread. */
final class PackBitsInput extends InputStream {
    private final InputStream packed;
    private int copies;
    private int repeats;
    private byte repeated;

    PackBitsInput(InputStream packed) {
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int done = 0;
        while (done < length && begin()) {
            int count = Math.min(length - done, Math.max(copies, repeats));
            if (copies > 0) {
                count = packed.readNBytes(into, from + done, count);
                copies = count == 0 ? 0 : copies - count;
            } else {
                Arrays.fill(into, from + done, from + done + count, repeated);
                repeats -= count;
            }
            done += count;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    /** Whether there is more of a run or copy, or another one. */
    private boolean begin() throws IOException {
        while (copies == 0 && repeats == 0) {
            int head = packed.read();
            if (head < 0) {
                return false;
            }
            if (head < 128) {
                copies = head + 1;
            } else if (head > 128) {
                int value = packed.read();
                if (value < 0) {
                    return false; // a run whose value is cut off has none
                }
                repeats = 257 - head;
                repeated = (byte) value;
            }
        }
        return true;
    }
}
