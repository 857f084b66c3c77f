package dev.mediaingest.analyse.content;

import dev.mediaingest.media.Sha256;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one open file, for one turn and one thread. A file up to {@value #HELD} bytes is read once and held, unless
 * it is opened to be read in pieces; of any other only a window is, so memory is bounded whatever the size. The size is that of the moment of opening: a file
 * that shrinks later ends in an {@link EOFException}, and one that grows is not noticed here.
 *
 * <p>Reading outside {@link #has} is a mistake of the reader, not of the file, and throws
 * {@link IndexOutOfBoundsException}. Nothing is mapped into memory: a shrinking mapped file would end the process.
 */
public final class FileBytes implements Closeable {
    static final int HELD = 32 << 20;
    /** Longest piece handed out as an array. */
    static final int MAX_PIECE = 4 << 20;

    private static final int WINDOW = 64 << 10;
    /** The first bytes of a file read in pieces: headers and texts mostly fit. */
    private static final int BEGINNING = 16 << 10;
    /** What is read at a place jumped to; reading on from there takes whole windows. */
    private static final int PIECE = 2 << 10;
    /** The JDK keeps a native buffer as large as the largest read for each thread. */
    private static final int READ_AT_ONCE = 256 << 10;

    private static final Set<? extends java.nio.file.OpenOption> HOW =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final @Nullable FileChannel channel;
    private final long size;
    private final boolean inPieces;
    private byte[] window;
    private long windowAt;
    private int windowLength;

    private FileBytes(@Nullable FileChannel channel, long size, byte[] window, boolean inPieces) {
        this.channel = channel;
        this.size = size;
        this.window = window;
        this.inPieces = inPieces;
    }

    /**
     * Opens a file that is known to be a regular one; a FIFO would block. The last name of the path is not followed if
     * it is a link.
     */
    public static FileBytes open(Path path) throws IOException {
        return open(path, HELD);
    }

    /** Opens a file likewise, of which only the places asked for are read. */
    public static FileBytes openInPieces(Path path) throws IOException {
        return open(path, 0, true);
    }

    public static FileBytes open(Path path, int held) throws IOException {
        return open(path, held, false);
    }

    private static FileBytes open(Path path, int held, boolean inPieces) throws IOException {
        FileChannel channel = FileChannel.open(path, HOW);
        try {
            long size = channel.size();
            FileBytes bytes = new FileBytes(channel, size, window(size, held), inPieces);
            bytes.moveTo(0);
            return bytes;
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private static byte[] window(long size, int held) {
        return size <= held ? SpareArray.take((int) size) : new byte[(int) Math.min(size, WINDOW)];
    }

    /** Bytes that are in memory already; they are not copied. */
    public static FileBytes of(byte[] content) {
        FileBytes bytes = new FileBytes(null, content.length, content, false);
        bytes.windowLength = content.length;
        return bytes;
    }

    public long size() {
        return size;
    }

    /** Whether a reader should pass over what it can do without, and so over checks of it. */
    public boolean isReadInPieces() {
        return inPieces;
    }

    /** SHA-256 over all bytes, as 64 lower-case hexadecimal digits. */
    public String sha256() throws IOException {
        Sha256 digest = new Sha256();
        if (windowAt == 0 && windowLength == size) {
            digest.update(window, 0, windowLength);
        } else {
            digestFile(digest);
        }
        return digest.hex();
    }

    /** Whether so many bytes lie at an offset; false for negative or overflowing claims. */
    public boolean has(long at, long length) {
        return at >= 0 && length >= 0 && length <= size && at <= size - length;
    }

    public int u8(long at) throws IOException {
        long index = at - windowAt;
        if (index < 0 || index >= windowLength) {
            moveTo(at);
            index = 0;
        }
        return window[(int) index] & 0xff;
    }

    public int u16be(long at) throws IOException {
        return u8(at) << 8 | u8(at + 1);
    }

    public int u16le(long at) throws IOException {
        return u8(at + 1) << 8 | u8(at);
    }

    public int u24le(long at) throws IOException {
        return u8(at + 2) << 16 | u16le(at);
    }

    public long u32be(long at) throws IOException {
        return (long) u16be(at) << 16 | u16be(at + 2);
    }

    public long u32le(long at) throws IOException {
        return (long) u16le(at + 2) << 16 | u16le(at);
    }

    public boolean isAscii(long at, String text) throws IOException {
        if (!has(at, text.length())) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (u8(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public String ascii(long at, int length) throws IOException {
        return new String(bytes(at, length), StandardCharsets.ISO_8859_1);
    }

    /** A copy of a piece; the caller has bounded its length by {@link #MAX_PIECE}. */
    public byte[] bytes(long at, int length) throws IOException {
        if (length > MAX_PIECE || !has(at, length)) {
            throw new IndexOutOfBoundsException(at + "+" + length + " of " + size);
        }
        byte[] piece = new byte[length];
        for (int done = 0; done < length; ) {
            u8(at + done);
            int from = (int) (at + done - windowAt);
            int count = Math.min(length - done, windowLength - from);
            System.arraycopy(window, from, piece, done, count);
            done += count;
        }
        return piece;
    }

    /** Where a byte value is found next, or -1. */
    public long indexOf(int value, long from) throws IOException {
        for (long at = from; at < size; at = windowAt + windowLength) {
            u8(at);
            for (int i = (int) (at - windowAt); i < windowLength; i++) {
                if (window[i] == (byte) value) {
                    return windowAt + i;
                }
            }
        }
        return -1;
    }

    public long crc32(long at, long length) throws IOException {
        CRC32 crc = new CRC32();
        for (long done = 0; done < length; ) {
            u8(at + done);
            int from = (int) (at + done - windowAt);
            int count = (int) Math.min(length - done, windowLength - from);
            crc.update(window, from, count);
            done += count;
        }
        return crc.getValue();
    }

    private void moveTo(long at) throws IOException {
        if (at == size && size == 0) {
            return;
        }
        if (at < 0 || at >= size || channel == null) {
            throw new IndexOutOfBoundsException(at + " of " + size);
        }
        int length = (int) Math.min(lengthToRead(at), size - at);
        windowLength = 0;
        readFully(channel, window, length, at);
        windowAt = at;
        windowLength = length;
    }

    private int lengthToRead(long at) {
        if (!inPieces || (at > 0 && at == windowAt + windowLength)) {
            return window.length;
        }
        return Math.min(window.length, at == 0 ? BEGINNING : PIECE);
    }

    private void digestFile(Sha256 digest) throws IOException {
        FileChannel file = channel;
        if (file == null) {
            throw new IllegalStateException("bytes without a file are always held");
        }
        byte[] slice = new byte[READ_AT_ONCE];
        for (long at = 0; at < size; ) {
            int length = (int) Math.min(slice.length, size - at);
            readFully(file, slice, length, at);
            digest.update(slice, 0, length);
            at += length;
        }
    }

    private static void readFully(FileChannel file, byte[] into, int length, long at) throws IOException {
        for (int done = 0; done < length; ) {
            int count = file.read(ByteBuffer.wrap(into, done, Math.min(READ_AT_ONCE, length - done)), at + done);
            if (count < 0) {
                throw new EOFException("ends at byte " + (at + done) + " although longer when opened");
            }
            done += count;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            SpareArray.giveBack(window);
            window = new byte[0];
            windowLength = 0;
            channel.close();
        }
    }
}
