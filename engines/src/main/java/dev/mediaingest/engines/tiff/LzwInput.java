package dev.mediaingest.engines.tiff;

import java.io.IOException;
import java.io.InputStream;

/**
 * LZW as TIFF has it (TIFF 6.0, section 13): codes of 9 to 12 bits, the highest bit first, each one longer a code earlier than the
 * table asks for; and as writers before TIFF 5 had it, the lowest bit first and not early. Ends where the codes end, or say nothing.
 * Confined to one thread.
 */
final class LzwInput extends InputStream {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int MOST = 4_096;

    private final InputStream packed;
    private final boolean old;
    private final short[] prefix = new short[MOST];
    private final byte[] suffix = new byte[MOST];
    private final byte[] first = new byte[MOST];
    private final byte[] string = new byte[MOST];
    private int stringAt = MOST;
    private int next = END + 1;
    private int bits = 9;
    private int before = -1;
    private int pending;
    private int pendingBits;
    private boolean ended;

    /** Opens a stream, whichever way it is written: an old one begins with a clear code that reads 00 01. */
    LzwInput(InputStream packed) throws IOException {
        this.packed = packed;
        packed.mark(2);
        int one = packed.read();
        old = one == 0 && (packed.read() & 1) == 1;
        packed.reset();
        for (int i = 0; i < CLEAR; i++) {
            suffix[i] = (byte) i;
            first[i] = (byte) i;
        }
    }

    @Override
    public int read() throws IOException {
        if (stringAt == MOST && !fill()) {
            return -1;
        }
        return string[stringAt++] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int done = 0;
        while (done < length && (stringAt < MOST || fill())) {
            int count = Math.min(length - done, MOST - stringAt);
            System.arraycopy(string, stringAt, into, from + done, count);
            stringAt += count;
            done += count;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    /** Whether there is another string. */
    private boolean fill() throws IOException {
        while (!ended) {
            int code = code();
            if (code == CLEAR) {
                next = END + 1;
                bits = 9;
                before = -1;
            } else if (code == END || code > next || (code == next && before < 0) || (before < 0 && code > END)) {
                ended = true; // the end, or a code that no writer can mean
            } else {
                take(code);
                return true;
            }
        }
        return false;
    }

    private void take(int code) {
        boolean known = code < next;
        stringAt = MOST;
        if (!known) {
            string[--stringAt] = first[before];
        }
        for (int at = known ? code : before; ; at = prefix[at]) {
            string[--stringAt] = suffix[at];
            if (at < CLEAR) {
                break;
            }
        }
        if (before >= 0 && next < MOST) {
            prefix[next] = (short) before;
            suffix[next] = string[stringAt];
            first[next] = first[before];
            next++;
        }
        before = code;
        int early = old ? 0 : 1;
        bits = next + early > 2_047 ? 12 : next + early > 1_023 ? 11 : next + early > 511 ? 10 : 9;
    }

    private int code() throws IOException {
        while (pendingBits < bits) {
            int one = packed.read();
            if (one < 0) {
                return END;
            }
            pending = old ? pending | one << pendingBits : pending << 8 | one;
            pendingBits += 8;
        }
        pendingBits -= bits;
        int mask = (1 << bits) - 1;
        if (old) {
            int code = pending & mask;
            pending >>>= bits;
            return code;
        }
        int code = pending >>> pendingBits & mask;
        pending &= (1 << pendingBits) - 1;
        return code;
    }
}
