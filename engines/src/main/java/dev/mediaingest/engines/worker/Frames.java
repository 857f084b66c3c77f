package dev.mediaingest.engines.worker;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Messages over a pipe: mark (8), kind (1), length (4), CRC-32 of kind and body (4), body. The reader passes over whatever
 * lies between, because native code sometimes prints to standard output.
 */
final class Frames {
    static final byte READY = 'r';
    static final byte HEARTBEAT = 'h';
    static final byte REQUEST = 'q';
    /** The request has arrived and is begun. */
    static final byte BEGUN = 'b';

    static final byte READING = 'a';

    private static final byte[] MARK = {(byte) 0xf1, 'm', 'e', 'd', 'i', 'a', 0x0d, (byte) 0x9c};
    private static final int HEAD = MARK.length + 9;
    private static final int LONGEST = 16 << 20; // a hidden text may have 4 MB, three bytes a character at most
    private static final int MOST_NOISE = 16 << 20;

    private Frames() {}

    /** One message. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(byte kind, byte[] body) {}

    /** Writes a message in one piece. */
    static void write(OutputStream out, byte kind, byte[] body) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEAD + body.length);
        frame.put(MARK)
                .put(kind)
                .putInt(body.length)
                .putInt(checksum(kind, body))
                .put(body);
        synchronized (out) {
            out.write(frame.array());
            out.flush();
        }
    }

    /**
     * The next message.
     *
     * @throws EOFException at the end
     * @throws IOException if there is too much noise to be worth reading on
     */
    static Frame read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        for (int noise = 0; noise < MOST_NOISE; ) {
            noise += skipToMark(data, MOST_NOISE - noise);
            byte kind = data.readByte();
            int length = data.readInt();
            int checksum = data.readInt();
            noise += HEAD; // until it proves to be a message
            if (length < 0 || length > LONGEST) {
                continue;
            }
            byte[] body = data.readNBytes(length);
            if (body.length < length) {
                throw new EOFException();
            }
            if (checksum == checksum(kind, body)) {
                return new Frame(kind, body);
            }
            noise += length;
        }
        throw new IOException("more than " + MOST_NOISE + " bytes of noise");
    }

    private static int skipToMark(DataInputStream data, int most) throws IOException {
        int noise = 0;
        for (int matched = 0; matched < MARK.length; ) {
            byte next = data.readByte();
            if (next == MARK[matched]) {
                matched++;
            } else {
                noise += matched + 1;
                matched = next == MARK[0] ? 1 : 0;
            }
            if (noise > most) {
                throw new IOException("more than " + MOST_NOISE + " bytes of noise");
            }
        }
        return noise;
    }

    private static int checksum(byte kind, byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(kind);
        crc.update(body);
        return (int) crc.getValue();
    }
}
