package dev.mediaingest.engines.image;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An open picture of which only pieces are held, wherever they lie: for pictures that are larger than memory. Offsets are claims of the
 * file, so what lies outside it is an {@link EOFException}. Confined to one thread.
 */
public final class PictureFile implements Closeable {
    private static final int BUFFER = 32 << 10;

    private final FileChannel channel;
    private final long size;

    private PictureFile(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    /** Opens a file. */
    public static PictureFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new PictureFile(channel, channel.size());
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /** Bytes it had when it was opened. */
    public long size() {
        return size;
    }

    /** Whether so many bytes lie at an offset; false for claims that are negative or overflow. */
    public boolean has(long at, long length) {
        return at >= 0 && length >= 0 && length <= size && at <= size - length;
    }

    /** Fills an array with what lies at an offset. */
    public void read(long at, byte[] into, int length) throws IOException {
        if (!has(at, length)) {
            throw new EOFException("nothing at byte " + at);
        }
        ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException("ends at byte " + (at + buffer.position()) + " although longer when opened");
            }
        }
    }

    /** A piece as an array; the caller bounds its length. */
    public byte[] bytes(long at, int length) throws IOException {
        if (!has(at, length)) {
            throw new EOFException("nothing at byte " + at);
        }
        byte[] piece = new byte[length];
        read(at, piece, length);
        return piece;
    }

    /** What lies from an offset on, as far as it is there, as a stream; closing it leaves the file open. */
    public InputStream stream(long at, long length) {
        long end = at < 0 || at > size ? at : Math.min(size, at + Math.min(length, size));
        return new BufferedInputStream(new Piece(at, end), (int) Math.max(1, Math.min(BUFFER, end - at)));
    }

    private final class Piece extends InputStream {
        private final long end;
        private long at;

        Piece(long at, long end) {
            this.at = at;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (at >= end) {
                return -1;
            }
            int count = channel.read(ByteBuffer.wrap(into, from, (int) Math.min(length, end - at)), at);
            at += Math.max(0, count);
            return count;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
