package dev.mediaingest.analyse.container.metadata;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Text;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.CapturedAt;
import java.io.IOException;

/**
 * IPTC texts in Photoshop's image resources, as JPEG APP13 and TIFF tag 0x8649 hold them (Adobe Photoshop File Formats,
 * "Image resource blocks"; IPTC IIM 4.2, chapter 1.6 and record 2):
 *
 * <pre>
 * resource: 8BIM (4), number (2), name: length (1), text, padded to even; size (4), data, padded to even
 * data set: 1c (1), record (1), number (1), length (2; the highest bit marks a length of lengths), data
 * </pre>
 */
public final class PhotoshopBlock {
    private static final int IPTC = 0x0404;
    private static final String PREAMBLE = "Photoshop 3.0\0";
    private static final int MAX_SETS = 10_000;

    private final FileBytes bytes;
    private final Gathered found;
    private String date = "";
    private String time = "";

    private PhotoshopBlock(FileBytes bytes, Gathered found) {
        this.bytes = bytes;
        this.found = found;
    }

    /** Reads image resources. */
    public static void read(byte[] resources, Gathered found) throws IOException {
        new PhotoshopBlock(FileBytes.of(resources), found).resources(0);
    }

    /** Reads what writers put into places meant for either: resources, with or without their preamble, or bare data sets. */
    public static void readAny(byte[] block, Gathered found) throws IOException {
        PhotoshopBlock photoshop = new PhotoshopBlock(FileBytes.of(block), found);
        if (photoshop.bytes.isAscii(0, "8BIM")) {
            photoshop.resources(0);
        } else if (photoshop.bytes.isAscii(0, PREAMBLE)) {
            photoshop.resources(PREAMBLE.length());
        } else {
            photoshop.dataSets(0, block.length);
        }
    }

    private void resources(long from) throws IOException {
        long at = from;
        while (bytes.isAscii(at, "8BIM") && bytes.has(at, 12)) {
            int number = bytes.u16be(at + 4);
            long size = at + 6 + even(1 + bytes.u8(at + 6));
            if (!bytes.has(size, 4) || !bytes.has(size + 4, bytes.u32be(size))) {
                found.note(FailureCode.DAMAGED, "Photoshop resource goes beyond its block");
                return;
            }
            long length = bytes.u32be(size);
            if (number == IPTC) {
                dataSets(size + 4, size + 4 + length);
            }
            at = size + 4 + even(length);
        }
    }

    private static long even(long length) {
        return length + (length & 1);
    }

    private void dataSets(long from, long end) throws IOException {
        long at = from;
        for (int i = 0; i < MAX_SETS && at + 5 <= end && bytes.u8(at) == 0x1c; i++) {
            int length = bytes.u16be(at + 3);
            if (length > 0x7fff || at + 5 + length > end) {
                found.note(FailureCode.DAMAGED, "IPTC data set goes beyond its block");
                break;
            }
            if (bytes.u8(at + 1) == 2) {
                dataSet(bytes.u8(at + 2), at + 5, length);
            }
            at += 5 + length;
        }
        if (!date.isEmpty()) {
            found.facts.capturedAt(CapturedAt.ofText((date + " " + time).strip(), CapturedAt.Source.IPTC));
        }
    }

    private void dataSet(int number, long at, int length) throws IOException {
        if (!found.hasRoomFor(length)) {
            return;
        }
        String text = Text.utf8OrWindows1252(bytes.bytes(at, length));
        switch (number) {
            case 5 -> text("ObjectName", text);
            case 25 -> text("Keywords", text);
            case 55 -> date = text;
            case 60 -> time = text;
            case 80 -> text("By-line", text);
            case 90 -> text("City", text);
            case 95 -> text("Province-State", text);
            case 101 -> text("Country", text);
            case 105 -> text("Headline", text);
            case 116 -> text("CopyrightNotice", text);
            case 120 -> text("Caption", text);
            default -> {
                // how an agency works with it
            }
        }
    }

    private void text(String key, String value) {
        if (found.reserve(value.length(), "IPTC " + key)) {
            found.text("iptc:" + key, key, value);
        }
    }
}
