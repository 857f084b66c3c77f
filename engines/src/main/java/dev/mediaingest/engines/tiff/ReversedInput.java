package dev.mediaingest.engines.tiff;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes whose bits come in the other order (TIFF 6.0, section 8, FillOrder). */
final class ReversedInput extends FilterInputStream {

    ReversedInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        return one < 0 ? one : Integer.reverse(one) >>> 24;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = super.read(into, from, length);
        for (int i = from; i < from + count; i++) {
            into[i] = (byte) (Integer.reverse(into[i] & 0xff) >>> 24);
        }
        return count;
    }
}
