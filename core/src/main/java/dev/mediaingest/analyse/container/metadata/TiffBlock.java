package dev.mediaingest.analyse.container.metadata;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Text;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directories of a TIFF structure, be it a file or an EXIF block (TIFF 6.0 section 2; BigTIFF widens counts and
 * offsets to eight bytes):
 *
 * <pre>
 * II or MM, 42 (2), offset of the first directory (4)        BigTIFF: 43 (2), 8 (2), 0 (2), offset (8)
 * directory: count (2), entries, offset of the next (4)               count (8), entries, offset of the next (8)
 * entry: tag (2), type (2), count (4), value or its offset (4)        tag (2), type (2), count (8), value or offset (8)
 * </pre>
 *
 * A directory is walked once, however many point at it; one that is cut off is read as far as it goes, and whoever misses
 * what should have been there says so.
 */
public final class TiffBlock {
    private static final int MAX_DIRECTORIES = 1_000;
    private static final int MAX_ENTRIES = 4_096; // of all directories;
    private static final int MAX_COUNT = 65_535;
    private static final int LONGEST_TEXT = 1 << 10;

    private final FileBytes bytes;
    private final boolean bigEndian;
    private final boolean big;
    private int entries;
    private final Set<Long> walked = new HashSet<>();

    private TiffBlock(FileBytes bytes, boolean bigEndian, boolean big) {
        this.bytes = bytes;
        this.bigEndian = bigEndian;
        this.big = big;
    }

    /** What is done with one entry of a directory. */
    public interface EntryReader {
        void read(Entry entry) throws IOException;
    }

    /** One entry; its values start at {@code at} and lie inside the block. */
    public record Entry(int tag, int type, long count, long at) {}

    /** The structure with that header; null if there is none. */
    public static @Nullable TiffBlock of(FileBytes bytes) throws IOException {
        boolean bigEndian = bytes.isAscii(0, "MM");
        if (!bytes.has(0, 8) || !(bigEndian || bytes.isAscii(0, "II"))) {
            return null;
        }
        int version = bigEndian ? bytes.u16be(2) : bytes.u16le(2);
        boolean big = version == 43;
        return version == 42 || (big && bytes.has(0, 16)) ? new TiffBlock(bytes, bigEndian, big) : null;
    }

    public boolean isBig() {
        return big;
    }

    public long firstDirectory() throws IOException {
        return big ? u64(8) : u32(4);
    }

    /** Reads the entries of a directory; the offset of the next one, or 0 where the chain ends. */
    public long directory(long at, EntryReader reader) throws IOException {
        int head = big ? 8 : 2;
        if (walked.size() >= MAX_DIRECTORIES || !walked.add(at) || !bytes.has(at, head)) {
            return 0;
        }
        long count = big ? u64(at) : u16(at);
        int length = big ? 20 : 12;
        long entry = at + head;
        for (long i = 0; i < count && entries < MAX_ENTRIES && bytes.has(entry, length); i++, entry += length) {
            entries++;
            entry(entry, reader);
        }
        return next(at, count);
    }

    /** The offset of the directory behind one that is not read. */
    public long skip(long at) throws IOException {
        if (walked.size() >= MAX_DIRECTORIES || !walked.add(at) || !bytes.has(at, big ? 8 : 2)) {
            return 0;
        }
        return next(at, big ? u64(at) : u16(at));
    }

    private long next(long at, long count) throws IOException {
        if (count < 0 || count > MAX_COUNT) {
            return 0;
        }
        long next = at + (big ? 8 + 20 * count : 2 + 12 * count);
        return bytes.has(next, big ? 8 : 4) ? (big ? u64(next) : u32(next)) : 0;
    }

    private void entry(long at, EntryReader reader) throws IOException {
        int type = u16(at + 2);
        long count = big ? u64(at + 4) : u32(at + 4);
        int width = widthOf(type);
        if (width == 0 || count <= 0 || count > bytes.size()) {
            return;
        }
        int room = big ? 8 : 4;
        long value = at + (big ? 12 : 8);
        long start = count * width <= room ? value : big ? u64(value) : u32(value);
        if (bytes.has(start, count * width)) {
            reader.read(new Entry(u16(at), type, count, start));
        }
    }

    /** BYTE, ASCII, SHORT, LONG, RATIONAL, SBYTE, UNDEFINED, SSHORT, SLONG, SRATIONAL, FLOAT, DOUBLE, IFD, and BigTIFF's. */
    private static int widthOf(int type) {
        return switch (type) {
            case 1, 2, 6, 7 -> 1;
            case 3, 8 -> 2;
            case 4, 9, 11, 13 -> 4;
            case 5, 10, 12, 16, 17, 18 -> 8;
            default -> 0;
        };
    }

    private static long whole(double number) {
        return number == Math.rint(number) ? (long) number : -1;
    }

    /** One of an entry's whole numbers, whichever type it is written in; -1 if it has none of that index, or a negative one. */
    public long integer(Entry entry, long index) throws IOException {
        if (index >= entry.count()) {
            return -1;
        }
        return Math.max(
                -1,
                switch (entry.type()) {
                    case 1, 7 -> bytes.u8(entry.at() + index);
                    case 6 -> (byte) bytes.u8(entry.at() + index);
                    case 3 -> u16(entry.at() + 2 * index);
                    case 8 -> (short) u16(entry.at() + 2 * index);
                    case 4, 13 -> u32(entry.at() + 4 * index);
                    case 9 -> (int) u32(entry.at() + 4 * index);
                    case 16, 17, 18 -> u64(entry.at() + 8 * index);
                    case 5, 10, 11, 12 -> whole(fraction(entry, index));
                    default -> -1;
                });
    }

    /** One of an entry's numbers, whichever type it is written in; NaN if it has none of that index. */
    double fraction(Entry entry, long index) throws IOException {
        if (index >= entry.count()) {
            return Double.NaN;
        }
        return switch (entry.type()) {
            case 5, 10 -> quotient(entry, index);
            case 11 -> Float.intBitsToFloat((int) u32(entry.at() + 4 * index));
            case 12 -> Double.longBitsToDouble(u64(entry.at() + 8 * index));
            default -> {
                long number = integer(entry, index);
                yield number < 0 ? Double.NaN : number;
            }
        };
    }

    private double quotient(Entry entry, long index) throws IOException {
        long numerator = u32(entry.at() + 8 * index);
        long denominator = u32(entry.at() + 8 * index + 4);
        boolean signed = entry.type() == 10;
        double top = signed ? (int) numerator : numerator;
        return denominator == 0 ? Double.NaN : top / (signed ? (int) denominator : denominator);
    }

    /** An entry's bytes as text up to the first NUL; empty if it is none. */
    String text(Entry entry) throws IOException {
        boolean isText = entry.type() == 1 || entry.type() == 2 || entry.type() == 7;
        if (!isText || entry.count() > LONGEST_TEXT) {
            return "";
        }
        byte[] value = bytes.bytes(entry.at(), (int) entry.count());
        int nul = Text.nul(value, 0);
        return Text.utf8OrWindows1252(value, 0, nul < 0 ? value.length : nul);
    }

    private int u16(long at) throws IOException {
        return bigEndian ? bytes.u16be(at) : bytes.u16le(at);
    }

    private long u32(long at) throws IOException {
        return bigEndian ? bytes.u32be(at) : bytes.u32le(at);
    }

    private long u64(long at) throws IOException {
        return bigEndian ? u32(at) << 32 | u32(at + 4) : u32(at + 4) << 32 | u32(at);
    }
}
