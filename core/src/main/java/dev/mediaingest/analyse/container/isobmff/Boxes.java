package dev.mediaingest.analyse.container.isobmff;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.failure.FailureCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The boxes of an ISO base media file (ISO/IEC 14496-12, 4.2):
 *
 * <pre>
 * size (4), type (4), [large size (8) if size is 1], data; size 0: up to the end of what it lies in
 * full box: version (1) and flags (3) before the data
 * </pre>
 *
 * A reader descends only into boxes it knows, so how deep a file nests them does not matter; together it may walk
 * {@value #MAX_BOXES}. Confined to one turn.
 */
final class Boxes {
    private static final int MAX_BOXES = 200_000;

    private final FileBytes bytes;
    private final Gathered found;
    private int walked;

    Boxes(FileBytes bytes, Gathered found) {
        this.bytes = bytes;
        this.found = found;
    }

    /** A box whose data lies from {@code at} to {@code end}, both inside the file. */
    record Box(String type, long at, long end) {
        long length() {
            return end - at;
        }

        boolean has(long offset, long size) {
            return offset >= 0 && size >= 0 && size <= length() && offset <= length() - size;
        }

        /** The same box without its first bytes. */
        Box from(long offset) {
            return new Box(type, Math.min(end, at + offset), end);
        }
    }

    /** What is done with one box. */
    interface BoxReader {
        void read(Box box) throws IOException;
    }

    /** The file as a box, to walk what lies on its top level. */
    Box file() {
        return new Box("file", 0, bytes.size());
    }

    /** Walks the boxes inside one; a box that is cut off is read as far as it goes, and is the last. */
    void each(Box parent, BoxReader reader) throws IOException {
        boolean top = isFile(parent);
        long at = parent.at();
        while (at < parent.end()) {
            if (parent.end() - at < 8) {
                leftover(top, at, parent);
                return;
            }
            if (++walked > MAX_BOXES) {
                found.note(FailureCode.OVER_LIMIT, "more than " + MAX_BOXES + " boxes");
                return;
            }
            Box box = box(at, parent);
            if (box == null) {
                return;
            }
            reader.read(box);
            at = box.end();
        }
    }

    /** QuickTime ends a list of boxes with four zero bytes. */
    private void leftover(boolean top, long at, Box parent) {
        if (top) {
            found.truncated("box at byte " + at + " goes beyond the end");
        } else if (parent.end() - at != 4) {
            found.note(FailureCode.DAMAGED, (parent.end() - at) + " bytes too many in box " + parent.type());
        }
    }

    private @Nullable Box box(long at, Box parent) throws IOException {
        long size = bytes.u32be(at);
        String type = bytes.ascii(at + 4, 4);
        int head = 8;
        if (size == 1 && bytes.has(at, 16)) {
            head = 16;
            size = bytes.u32be(at + 8) << 32 | bytes.u32be(at + 12);
        }
        if (size == 0) {
            return new Box(type, at + head, parent.end());
        }
        if (size >= 0 && size < head) {
            found.damaged("box of " + size + " bytes at byte " + at);
            return null;
        }
        if (size < 0 || size > parent.end() - at) {
            found.truncated(
                    "box " + type + " at byte " + at + " goes beyond " + (isFile(parent) ? "the end" : "its box"));
            return new Box(type, Math.min(at + head, parent.end()), parent.end());
        }
        return new Box(type, at + head, at + size);
    }

    private static boolean isFile(Box parent) {
        return parent.at() == 0;
    }
}
