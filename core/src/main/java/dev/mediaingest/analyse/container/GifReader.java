package dev.mediaingest.analyse.container;

import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Headers;
import dev.mediaingest.analyse.content.Text;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Header facts and comments of a GIF (GIF89a specification, sections 15 to 27). Walks all blocks to the trailer, so the
 * length of an animation is known and a file that is cut off is noticed.
 */
final class GifReader {
    private static final int LOGICAL_SCREEN = 13;
    private static final int IMAGE = 0x2c;
    private static final int EXTENSION = 0x21;
    private static final int TRAILER = 0x3b;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int COMMENT = 0xfe;
    private static final int APPLICATION = 0xff;
    private static final int XMP_TRAILER = 258;

    private final FileBytes bytes;
    private final Gathered found = new Gathered();
    private @Nullable Dimensions dimensions;
    private boolean colorPalette;
    private boolean transparent;
    private long hundredths;
    private int frames;

    private GifReader(FileBytes bytes) {
        this.bytes = bytes;
    }

    static Contents read(FileBytes bytes) throws IOException {
        GifReader reader = new GifReader(bytes);
        reader.file();
        return reader.contents();
    }

    private Contents contents() {
        if (dimensions != null) {
            found.facts.dimensions = dimensions;
            found.facts.colorMode = colorPalette ? "P" : "L";
            found.facts.hasAlpha = transparent;
            found.facts.animation(frames, hundredths / 100.0);
        }
        return found.contents(MediaType.GIF);
    }

    // logical screen: GIF89a (6), width (2), height (2), flags (1), background (1), aspect (1), global colour table
    private void file() throws IOException {
        if (!bytes.has(0, LOGICAL_SCREEN)) {
            found.truncated("no logical screen");
            return;
        }
        dimensions = Headers.dimensions(bytes.u16le(6), bytes.u16le(8), found);
        int table = colorTable(bytes.u8(10));
        if (!bytes.has(LOGICAL_SCREEN, table)) {
            found.truncated("global colour table goes beyond the end");
            return;
        }
        colorPalette = !isGreyRamp(LOGICAL_SCREEN, table);
        blocks(LOGICAL_SCREEN + table);
    }

    private void blocks(long start) throws IOException {
        long at = start;
        while (at >= 0 && at < bytes.size()) {
            int block = bytes.u8(at);
            if (block == TRAILER) {
                pictureExpected();
                return;
            }
            if (block != IMAGE && block != EXTENSION) {
                found.damaged("no block at byte " + at);
                return;
            }
            at = block == IMAGE ? image(at) : extension(at);
        }
        found.truncated("no trailer before the end at byte " + bytes.size());
    }

    private void pictureExpected() {
        if (frames == 0) {
            found.damaged("no picture");
        }
    }

    // image: 2c, x, y, width, height (2 each), flags (1), local colour table, code size (1), sub-blocks
    private long image(long at) throws IOException {
        if (!bytes.has(at, 10)) {
            return -1;
        }
        int table = colorTable(bytes.u8(at + 9));
        frames++;
        if (frames == 1 && table > 0) {
            colorPalette = true;
        }
        return afterSubBlocks(at + 10 + table + 1);
    }

    // extension: 21, label (1), sub-blocks; graphic control: 4, flags (1), delay in 1/100 s (2), transparent index, 0
    private long extension(long at) throws IOException {
        if (!bytes.has(at, 2)) {
            return -1;
        }
        int label = bytes.u8(at + 1);
        if (label == GRAPHIC_CONTROL && bytes.has(at, 7) && bytes.u8(at + 2) == 4) {
            transparent |= (bytes.u8(at + 3) & 1) == 1;
            hundredths += bytes.u16le(at + 4);
        }
        long next = afterSubBlocks(at + 2);
        if (label == COMMENT && next > at + 3) {
            comment(at + 2, next - at - 2);
        } else if (label == APPLICATION && next >= 0 && bytes.isAscii(at + 2, "\u000bXMP DataXMP")) {
            xmp(at + 14, next - at - 14);
        }
        return next;
    }

    /** An XMP packet lies bare behind its block; 258 bytes behind it bring readers of sub-blocks to its end (XMP part 3, 1.1.2). */
    private void xmp(long at, long length) throws IOException {
        if (length > XMP_TRAILER) {
            found.xmpPacket(bytes, at, length - XMP_TRAILER);
        }
    }

    private void comment(long at, long length) throws IOException {
        if (!found.reserve(length, "comment")) {
            return;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (long block = at; bytes.u8(block) != 0; block += 1 + bytes.u8(block)) {
            text.writeBytes(bytes.bytes(block + 1, bytes.u8(block)));
        }
        found.text("gif:comment", "Comment", Text.utf8OrWindows1252(text.toByteArray()));
    }

    /** Skips sub-blocks, each a length (1) and data, up to the one of length 0; -1 if the file ends before it. */
    private long afterSubBlocks(long start) throws IOException {
        long at = start;
        while (at < bytes.size()) {
            int length = bytes.u8(at);
            at += 1 + length;
            if (length == 0) {
                return at;
            }
        }
        return -1;
    }

    private static int colorTable(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /** Whether entry i is the grey i: Pillow opens such a picture as L instead of P. */
    private boolean isGreyRamp(long at, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            if (bytes.u8(at + i) != i / 3) {
                return false;
            }
        }
        return true;
    }
}
