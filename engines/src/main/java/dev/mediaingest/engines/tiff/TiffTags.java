package dev.mediaingest.engines.tiff;

import dev.mediaingest.engines.image.PictureFile;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The whole numbers in the first directory of a TIFF or BigTIFF (TIFF 6.0, section 2), for those who decode its pixels. Entries of
 * other kinds are as good as absent; a directory that is cut off is an {@link EOFException}.
 */
final class TiffTags {
    private static final int MOST_ENTRIES = 4_096;
    /** Metadata has higher numbers; what is wrong with that is of no pixel. */
    private static final int LAST_OF_PIXELS = 0x0214;

    /** Strips of a picture of half a gigapixel, each of one row. */
    private static final int MOST_NUMBERS = 1 << 20;
    /** Where strips lie, how long they are, and all else; entries may share their bytes, so a file's length is no limit. */
    private static final int MOST_TOGETHER = 4 * MOST_NUMBERS;

    private final PictureFile file;
    private final boolean bigEndian;
    private final boolean big;
    private final Map<Integer, long[]> numbers = new HashMap<>();
    private int together;

    private TiffTags(PictureFile file, boolean bigEndian, boolean big) {
        this.file = file;
        this.bigEndian = bigEndian;
        this.big = big;
    }

    static TiffTags read(PictureFile file) throws DecodeFailure, IOException {
        byte[] head = file.bytes(0, 8);
        boolean bigEndian = head[0] == 'M';
        int version = bigEndian ? head[3] : head[2];
        if ((head[0] != 'I' && head[0] != 'M') || (version != 42 && version != 43)) {
            throw new DecodeFailure(FailureCode.DAMAGED, "does not begin as a TIFF does");
        }
        TiffTags tags = new TiffTags(file, bigEndian, version == 43);
        tags.directory(version == 43 ? tags.number(8, 8) : tags.number(4, 4));
        return tags;
    }

    // directory: count (2; 8 in BigTIFF), entries of 12 (20): tag (2), type (2), count (4; 8), value or its offset (4;
    // 8)
    private void directory(long at) throws IOException {
        int head = big ? 8 : 2;
        long count = Math.min(number(at, head), MOST_ENTRIES);
        int length = big ? 20 : 12;
        for (long i = 0; i < count; i++) {
            long entry = at + head + i * length;
            if (!file.has(entry, length)) {
                throw new EOFException("a directory cut off after " + i + " of " + count + " entries");
            }
            int tag = (int) number(entry, 2);
            boolean wanted = tag <= LAST_OF_PIXELS && !numbers.containsKey(tag);
            long[] values = wanted ? values(entry, (int) number(entry + 2, 2)) : new long[0];
            if (values.length > 0) {
                numbers.put(tag, values);
            }
        }
    }

    private long[] values(long entry, int type) throws IOException {
        int width = widthOf(type);
        long count = number(entry + 4, big ? 8 : 4);
        long value = entry + (big ? 12 : 8);
        if (width == 0 || count < 1 || count > MOST_NUMBERS || count > MOST_TOGETHER - together) {
            return new long[0];
        }
        long at = count * width <= (big ? 8 : 4) ? value : number(value, big ? 8 : 4);
        if (!file.has(at, count * width)) {
            throw new EOFException("numbers that should lie at byte " + at);
        }
        together += (int) count;
        byte[] packed = file.bytes(at, (int) count * width);
        long[] values = new long[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(packed, i * width, width);
        }
        return values;
    }

    /** BYTE, UNDEFINED; SHORT, SSHORT; LONG, SLONG, IFD; LONG8, SLONG8, IFD8. */
    private static int widthOf(int type) {
        return switch (type) {
            case 1, 7 -> 1;
            case 3, 8 -> 2;
            case 4, 9, 13 -> 4;
            case 16, 17, 18 -> 8;
            default -> 0;
        };
    }

    private long number(long at, int width) throws IOException {
        if (!file.has(at, width)) {
            throw new EOFException("no directory at byte " + at);
        }
        return number(file.bytes(at, width), 0, width);
    }

    private long number(byte[] bytes, int at, int width) {
        long number = 0;
        for (int i = 0; i < width; i++) {
            number = number << 8 | (bytes[at + (bigEndian ? i : width - 1 - i)] & 0xff);
        }
        return number;
    }

    boolean isBigEndian() {
        return bigEndian;
    }

    boolean isBig() {
        return big;
    }

    boolean has(int tag) {
        return numbers.containsKey(tag);
    }

    /** All numbers of a tag; none if it is absent. */
    long[] all(int tag) {
        return numbers.getOrDefault(tag, new long[0]);
    }

    /** The first number of a tag. */
    long first(int tag, long otherwise) {
        long[] values = all(tag);
        return values.length == 0 ? otherwise : values[0];
    }
}
