package dev.mediaingest.analyse.container.isobmff;

import dev.mediaingest.analyse.container.isobmff.Boxes.Box;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What Windows' Explorer writes into an MP4, under the names of Windows Media's attributes; ExifTool's documentation of its
 * Microsoft tags has the layout:
 *
 * <pre>
 * entry: size (4), length of the name (4), name, values (4), each: size (4), type (2), data
 * type 8 is UTF-16, 19 a whole number (8); numbers in values are little-endian, as the others are not
 * </pre>
 *
 * Read are the rating and the keywords; what goes beyond its box ends the reading. Confined to one turn.
 */
final class XtraBox {
    private static final int MAX_ENTRIES = 200;
    private static final int MAX_VALUES = 200;
    private static final int LONGEST = 1_000;
    private static final int UTF_16 = 8;
    private static final int NUMBER = 19;

    private final FileBytes bytes;
    private final Gathered found;

    XtraBox(FileBytes bytes, Gathered found) {
        this.bytes = bytes;
        this.found = found;
    }

    void read(Box box) throws IOException {
        long at = 0;
        for (int i = 0; i < MAX_ENTRIES && box.has(at, 12); i++) {
            long size = bytes.u32be(box.at() + at);
            long name = bytes.u32be(box.at() + at + 4);
            if (size < 12 || !box.has(at, size) || name > LONGEST || name > size - 12) {
                return;
            }
            long values = box.at() + at + 8 + name;
            entry(bytes.ascii(box.at() + at + 8, (int) name), values, box.at() + at + size);
            at += size;
        }
    }

    private void entry(String name, long from, long end) throws IOException {
        long count = Math.min(bytes.u32be(from), MAX_VALUES);
        long at = from + 4;
        for (long i = 0; i < count && at + 6 <= end; i++) {
            long size = bytes.u32be(at);
            if (size < 6 || size > end - at) {
                return;
            }
            value(name, bytes.u16be(at + 4), at + 6, (int) Math.min(size - 6, LONGEST));
            at += size;
        }
    }

    private void value(String name, int type, long at, int length) throws IOException {
        if (type == NUMBER && length >= 8 && name.equals("WM/SharedUserRating") && found.hasRoomFor(length)) {
            found.text("mp4:Xtra", name, Long.toString(bytes.u32le(at)));
        } else if (type == UTF_16 && name.equals("WM/Category") && found.reserve(length, "Xtra " + name)) {
            found.text("mp4:Xtra", name, new String(bytes.bytes(at, length & ~1), StandardCharsets.UTF_16LE));
        }
    }
}
