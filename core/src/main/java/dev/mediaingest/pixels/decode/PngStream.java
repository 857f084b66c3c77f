package dev.mediaingest.pixels.decode;

import dev.mediaingest.failure.FailureCode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/** The chunks of one PNG in order, and the pixels' bytes inflated out of the IDAT chunks among them. */
final class PngStream implements Closeable {
    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int TRNS = 0x74524e53;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int LONGEST_SMALL_CHUNK = 3 * 256;

    private static final int MOST_SURPLUS = 64 << 10;

    private final InputStream in;
    private final Inflate inflate = new Inflate(this::feed);
    private final CRC32 crc = new CRC32();
    private byte @Nullable [] palette;
    private byte @Nullable [] transparency;
    /** Of the chunk being read. */
    private long left;

    private boolean pixelsEnded;
    /** That no chunk follows the pixels; it matters only if the stream has not ended by then. */
    private @Nullable DecodeFailure cutOff;

    PngStream(InputStream in) {
        this.in = in;
    }

    PngHeader readHeader() throws DecodeFailure, IOException {
        byte[] signature = readSmall(8);
        if (ByteBuffer.wrap(signature).getLong() != SIGNATURE || openChunk() != IHDR || left != 13) {
            throw new DecodeFailure(FailureCode.DAMAGED, "no IHDR chunk where a PNG begins");
        }
        return PngHeader.of(readChunk());
    }

    /** Reads the palette and transparency, up to where the first IDAT chunk begins. */
    void readToPixels(PngHeader header) throws DecodeFailure, IOException {
        for (int type = openChunk(); type != IDAT; type = openChunk()) {
            if (type == IEND) {
                throw new DecodeFailure(FailureCode.DAMAGED, "no pixels");
            }
            if (type == PLTE && left <= LONGEST_SMALL_CHUNK) {
                palette = readChunk();
            } else if (type == TRNS && left <= LONGEST_SMALL_CHUNK) {
                transparency = readChunk();
            } else {
                in.skipNBytes(left + 4);
            }
        }
        if (header.colorType() == PngHeader.PALETTE && palette == null) {
            throw new DecodeFailure(FailureCode.DAMAGED, "a picture with palette has none");
        }
    }

    byte @Nullable [] palette() {
        return palette;
    }

    byte @Nullable [] transparency() {
        return transparency;
    }

    /** The next inflated bytes, at most as many as asked for and at least one. */
    int inflate(byte[] into, int from, int length) throws DecodeFailure, IOException, DataFormatException {
        int count = read(into, from, length);
        if (count < 0) {
            throw new DecodeFailure(FailureCode.DAMAGED, "the pixels end before the last row");
        }
        return count;
    }

    /**
     * Reads on to the checksums behind the last row, and to the end of that chunk. Some writers put a few bytes more than
     * the rows; a lot more is damage.
     */
    void finishPixels() throws DecodeFailure, IOException, DataFormatException {
        byte[] surplus = new byte[MOST_SURPLUS];
        int total = 0;
        for (int count = 0; count >= 0; count = read(surplus, 0, surplus.length)) {
            total += count;
            if (total >= MOST_SURPLUS) {
                throw new DecodeFailure(FailureCode.DAMAGED, "more pixels than rows");
            }
        }
        inflate.finish();
        if (!pixelsEnded) {
            while (left > 0) {
                readPiece(surplus, 0, surplus.length);
            }
            closeChunk();
        }
    }

    private int read(byte[] into, int from, int length) throws DecodeFailure, IOException, DataFormatException {
        try {
            return inflate.read(into, from, length);
        } catch (DataFormatException e) {
            if (cutOff != null) {
                throw cutOff;
            }
            throw e;
        }
    }

    /** The next piece of IDAT, which may begin in the next chunk; -1 behind the last. */
    private int feed(byte[] into, int from, int length) throws DecodeFailure, IOException {
        while (left == 0 && !pixelsEnded) {
            closeChunk();
            pixelsEnded = !opensPixels();
        }
        return pixelsEnded ? -1 : readPiece(into, from, length);
    }

    private boolean opensPixels() throws IOException {
        try {
            return openChunk() == IDAT;
        } catch (DecodeFailure e) {
            cutOff = e;
            return false;
        }
    }

    private int readPiece(byte[] into, int from, int length) throws DecodeFailure, IOException {
        int count = in.read(into, from, (int) Math.min(left, length));
        if (count < 0) {
            throw truncated();
        }
        crc.update(into, from, count);
        left -= count;
        return count;
    }

    // chunk: length (4), type (4), data (length), CRC over type and data (4)
    private int openChunk() throws DecodeFailure, IOException {
        byte[] start = readSmall(8);
        ByteBuffer fields = ByteBuffer.wrap(start);
        left = Integer.toUnsignedLong(fields.getInt());
        crc.reset();
        crc.update(start, 4, 4);
        return fields.getInt();
    }

    private byte[] readChunk() throws DecodeFailure, IOException {
        byte[] data = readSmall((int) left);
        crc.update(data);
        closeChunk();
        return data;
    }

    private void closeChunk() throws DecodeFailure, IOException {
        left = 0;
        if (ByteBuffer.wrap(readSmall(4)).getInt() != (int) crc.getValue()) {
            throw new DecodeFailure(FailureCode.DAMAGED, "a chunk of the pixels has a wrong CRC");
        }
    }

    private byte[] readSmall(int length) throws DecodeFailure, IOException {
        byte[] data = in.readNBytes(length);
        if (data.length < length) {
            throw truncated();
        }
        return data;
    }

    private static DecodeFailure truncated() {
        return new DecodeFailure(FailureCode.TRUNCATED, "the file ends among the pixels");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
