package dev.mediaingest.analyse.container.isobmff;

import dev.mediaingest.analyse.container.isobmff.Boxes.Box;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The items of a meta box (ISO/IEC 14496-12, 8.11.3 iloc, 8.11.4 pitm, 8.11.6 iinf):
 *
 * <pre>
 * iinf: full box, count (2, or 4 from version 1), infe boxes
 * infe: full box (version 2 or 3), item (2 or 4), protection (2), type (4), name, NUL, content type, NUL
 * iloc: full box, widths of offset, length, base, index (4 bits each), count (2, or 4 in version 2), each:
 *       item (2 or 4), [construction (2) from version 1], reference (2), base, extents (2), each: [index], offset, length
 * </pre>
 *
 * Offsets count from the file's beginning (construction 0) or the idat box's (construction 1).
 */
public final class HeifItems {
    private static final int MAX_ITEMS = 20_000;
    private static final int MAX_EXTENTS = 100_000;
    private static final int LONGEST_ENTRY = 4_096;

    private final FileBytes bytes;
    private final Boxes boxes;
    private final Gathered found;
    private final Map<Long, Item> items = new LinkedHashMap<>();
    private long primary = -1;
    private int extents;

    HeifItems(FileBytes bytes, Boxes boxes, Gathered found) {
        this.bytes = bytes;
        this.boxes = boxes;
        this.found = found;
    }

    /** A piece of an item's data, where it claims to lie. */
    record Extent(long at, long length) {}

    /** An item and its data's pieces in order. */
    record Item(String type, String description, List<Extent> extents) {
        boolean isXmp() {
            return type.equals("mime") && description.contains("application/rdf+xml");
        }
    }

    Collection<Item> all() {
        return items.values();
    }

    long primary() {
        return primary;
    }

    long lengthOf(Item item) {
        long length = 0;
        for (Extent extent : item.extents()) {
            length = length > Integer.MAX_VALUE ? length : length + extent.length();
        }
        return length;
    }

    /** Reads the boxes of a meta box by their types. */
    void read(Map<String, Box> meta) throws IOException {
        primary = primary(bytes, meta);
        Box iinf = meta.get("iinf");
        if (iinf != null && iinf.has(0, 4)) {
            boxes.each(iinf.from(bytes.u8(iinf.at()) == 0 ? 6 : 8), this::entry);
        }
        Box iloc = meta.get("iloc");
        if (iloc != null && iloc.has(0, 8)) {
            new Locations(iloc, meta.get("idat")).read();
        }
    }

    /** The item that is the picture; -1 if none is named. */
    static long primary(FileBytes bytes, Map<String, Box> meta) throws IOException {
        Box pitm = meta.get("pitm");
        if (pitm == null || !pitm.has(0, 6)) {
            return -1;
        }
        boolean narrow = bytes.u8(pitm.at()) == 0;
        return narrow || !pitm.has(0, 8) ? bytes.u16be(pitm.at() + 4) : bytes.u32be(pitm.at() + 4);
    }

    private void entry(Box infe) throws IOException {
        int version = infe.has(0, 4) ? bytes.u8(infe.at()) : 0;
        int width = version == 2 ? 2 : 4;
        boolean readable = infe.type().equals("infe") && version >= 2 && infe.has(4, width + 6L);
        if (!readable || items.size() >= MAX_ITEMS) {
            return;
        }
        long id = number(bytes, infe.at() + 4, width);
        long type = infe.at() + 4 + width + 2;
        int rest = (int) Math.min(infe.end() - type - 4, LONGEST_ENTRY);
        items.put(id, new Item(bytes.ascii(type, 4), bytes.ascii(type + 4, rest), new ArrayList<>()));
    }

    /** The iloc box, read from front to back. */
    private final class Locations {
        private final Box iloc;
        private final @Nullable Box idat;
        private long at;

        private Locations(Box iloc, @Nullable Box idat) {
            this.iloc = iloc;
            this.idat = idat;
        }

        private void read() throws IOException {
            int version = bytes.u8(iloc.at());
            int widths = bytes.u16be(iloc.at() + 4);
            at = 6;
            long count = next(version < 2 ? 2 : 4);
            for (long i = 0; i < count && at >= 0; i++) {
                item(version, widths);
            }
        }

        private void item(int version, int widths) throws IOException {
            Item item = items.get(next(version < 2 ? 2 : 4));
            long construction = version == 0 ? 0 : next(2) & 0xf;
            long reference = next(2);
            long base = next(widths >> 4 & 0xf);
            long count = next(2);
            for (long i = 0; i < count && at >= 0; i++) {
                if (version > 0) {
                    next(widths & 0xf);
                }
                long offset = base + next(widths >> 12);
                long length = next(widths >> 8 & 0xf);
                if (item != null && at >= 0 && reference == 0) {
                    extent(item, construction, offset, length);
                }
            }
        }

        private void extent(Item item, long construction, long offset, long length) {
            long start = construction == 1 && idat != null ? idat.at() + offset : offset;
            if (construction > 1 || ++extents > MAX_EXTENTS) {
                return;
            }
            if (!bytes.has(start, length)) {
                found.truncated("item " + item.type() + " should lie at byte " + start);
            } else {
                item.extents().add(new Extent(start, length == 0 ? bytes.size() - start : length));
            }
        }

        /** A number of so many bytes; after the box's end there are none, and the position is -1. */
        private long next(int width) throws IOException {
            if (at < 0 || !iloc.has(at, width)) {
                at = -1;
                return 0;
            }
            long value = number(bytes, iloc.at() + at, width);
            at += width;
            return value;
        }
    }

    public static long number(FileBytes bytes, long at, int width) throws IOException {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | bytes.u8(at + i);
        }
        return value;
    }
}
