package dev.mediaingest.analyse.container.isobmff;

import dev.mediaingest.analyse.container.isobmff.Boxes.Box;
import dev.mediaingest.analyse.content.FileBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How the items of a meta box hang together (ISO/IEC 14496-12, 8.11.12 iref; ISO/IEC 23008-12, 9.3 iprp):
 *
 * <pre>
 * iref: full box, boxes of a reference's type: from item (2, or 4 in version 1), count (2), to items
 * iprp: ipco: properties, numbered from 1
 *       ipma: full box, count (4), each: item (2 or 4), count (1), each: essential (1 bit), property (7 or 15 bits)
 * </pre>
 */
final class HeifStructure {
    private static final int MAX_PROPERTIES = 10_000;
    private static final int MAX_TARGETS = 10_000;

    private final FileBytes bytes;
    private final Boxes boxes;
    private final List<Box> properties = new ArrayList<>();
    private int targets;

    HeifStructure(FileBytes bytes, Boxes boxes) {
        this.bytes = bytes;
        this.boxes = boxes;
    }

    /** What is done with a reference of one item to another. */
    interface ReferenceReader {
        void read(String type, long from, long to);
    }

    /** What is done with a property of an item. */
    interface PropertyReader {
        void read(long item, Box property) throws IOException;
    }

    /** Hands out the references in an iref box in their order, up to {@value #MAX_TARGETS}. */
    void references(Box iref, ReferenceReader reader) throws IOException {
        int width = iref.has(0, 4) && bytes.u8(iref.at()) == 0 ? 2 : 4;
        boxes.each(iref.from(4), box -> {
            long count = box.has(0, width + 2L) ? bytes.u16be(box.at() + width) : 0;
            for (long i = 0, at = width + 2L; i < count && box.has(at, width); i++, at += width) {
                if (++targets > MAX_TARGETS) {
                    return;
                }
                long from = HeifItems.number(bytes, box.at(), width);
                reader.read(box.type(), from, HeifItems.number(bytes, box.at() + at, width));
            }
        });
    }

    /** Hands out the properties in an iprp box, item by item. */
    void properties(Box iprp, PropertyReader reader) throws IOException {
        boxes.each(iprp, box -> {
            if (box.type().equals("ipco")) {
                boxes.each(box, this::property);
            } else if (box.type().equals("ipma") && box.has(0, 8)) {
                associations(box, reader);
            }
        });
    }

    private void property(Box property) {
        if (properties.size() < MAX_PROPERTIES) {
            properties.add(property);
        }
    }

    private void associations(Box ipma, PropertyReader reader) throws IOException {
        int idWidth = bytes.u8(ipma.at()) == 0 ? 2 : 4;
        int indexWidth = (bytes.u8(ipma.at() + 3) & 1) == 0 ? 1 : 2;
        long count = bytes.u32be(ipma.at() + 4);
        long at = 8;
        for (long i = 0; i < count && ipma.has(at, idWidth + 1L); i++) {
            long item = HeifItems.number(bytes, ipma.at() + at, idWidth);
            int associated = bytes.u8(ipma.at() + at + idWidth);
            at += idWidth + 1;
            for (int j = 0; j < associated && ipma.has(at, indexWidth); j++, at += indexWidth) {
                long index = HeifItems.number(bytes, ipma.at() + at, indexWidth) & (indexWidth == 1 ? 0x7f : 0x7fff);
                if (index >= 1 && index <= properties.size()) {
                    reader.read(item, properties.get((int) index - 1));
                }
            }
        }
    }
}
