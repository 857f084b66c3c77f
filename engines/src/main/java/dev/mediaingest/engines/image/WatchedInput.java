package dev.mediaingest.engines.image;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Bytes for ImageIO that remember whether somebody wanted more than there are: its readers return a picture for half a file,
 * and that is how to tell. Confined to one thread.
 */
final class WatchedInput extends ImageInputStreamImpl {
    private final byte[] data;
    private boolean readBeyond;

    WatchedInput(byte[] data) {
        this.data = data;
    }

    boolean wasReadBeyondItsEnd() {
        return readBeyond;
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= data.length) {
            readBeyond = true;
            return -1;
        }
        return data[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= data.length) {
            readBeyond = true;
            return -1;
        }
        int count = (int) Math.min(length, data.length - streamPos);
        System.arraycopy(data, (int) streamPos, into, from, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return data.length;
    }
}
