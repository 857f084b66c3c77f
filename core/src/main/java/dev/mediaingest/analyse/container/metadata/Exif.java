package dev.mediaingest.analyse.container.metadata;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Text;
import dev.mediaingest.failure.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The texts of an EXIF block: a TIFF header, its first directory and the EXIF directory (TIFF 6.0 section 2, Exif 2.32
 * section 4.6). Only these two are followed, each once, so directories that point at each other end. A block that is
 * wrong leaves a note: the picture around it may be whole.
 */
public final class Exif {
    private static final int EXIF_DIRECTORY = 0x8769;
    private static final int USER_COMMENT = 0x9286;
    private static final int MAKER_NOTE = 0x927c;
    private static final int XP_FIRST = 0x9c9b;
    private static final int XP_LAST = 0x9c9f;
    private static final int ENTRY = 12;
    /** Cameras keep kilobytes of their own there; one that is a text is a word or two. */
    private static final int LONGEST_MAKER_NOTE = 256;

    private final FileBytes block;
    private final Gathered found;
    private final boolean bigEndian;
    private boolean followed;

    private Exif(FileBytes block, boolean bigEndian, Gathered found) {
        this.block = block;
        this.bigEndian = bigEndian;
        this.found = found;
    }

    /** Reads a block with or without the preamble {@code Exif\0\0}. */
    public static void read(byte[] block, Gathered found) throws IOException {
        FileBytes all = FileBytes.of(block);
        readFile(all.isAscii(0, "Exif\0\0") ? FileBytes.of(all.bytes(6, block.length - 6)) : all, found);
    }

    /** Reads a block or a whole TIFF file. */
    public static void readFile(FileBytes tiff, Gathered found) throws IOException {
        boolean bigEndian = tiff.isAscii(0, "MM\0*");
        if (!(bigEndian || tiff.isAscii(0, "II*\0")) || !tiff.has(4, 4)) {
            found.note(FailureCode.DAMAGED, "EXIF without a TIFF header");
            return;
        }
        ExifFacts.read(tiff, found);
        Exif exif = new Exif(tiff, bigEndian, found);
        exif.directory(exif.u32(4));
    }

    // directory: count (2), entries (12 each), offset of the next directory (4)
    // entry: tag (2), type (2), count (4), value or its offset (4)
    private void directory(long at) throws IOException {
        if (!block.has(at, 2)) {
            found.note(FailureCode.DAMAGED, "EXIF directory outside its block");
            return;
        }
        int entries = u16(at);
        for (int i = 0; i < entries; i++) {
            long entry = at + 2 + (long) i * ENTRY;
            if (!block.has(entry, ENTRY)) {
                found.note(FailureCode.DAMAGED, "EXIF directory cut off after " + i + " of " + entries + " entries");
                return;
            }
            entry(u16(entry), entry);
        }
    }

    private void entry(int tag, long entry) throws IOException {
        String name = nameOf(tag);
        if (name != null) {
            text(tag, name, entry);
        } else if (tag == EXIF_DIRECTORY && !followed) {
            followed = true;
            directory(pointer(entry));
        }
    }

    /** A SHORT lies in the first half of its place; LONG, SLONG and IFD fill it. */
    private long pointer(long entry) throws IOException {
        int type = u16(entry + 2);
        return type == 3 || type == 8 ? u16(entry + 8) : u32(entry + 8);
    }

    /** The tags read as text; a user comment may lie in either directory. */
    private static @Nullable String nameOf(int tag) {
        return switch (tag) {
            case 0x010e -> "ImageDescription";
            case 0x010f -> "Make";
            case 0x0110 -> "Model";
            case 0x0131 -> "Software";
            case 0x013b -> "Artist";
            case 0x8298 -> "Copyright";
            case 0x9c9b -> "XPTitle";
            case 0x9c9c -> "XPComment";
            case 0x9c9e -> "XPKeywords";
            case 0x9c9f -> "XPSubject";
            case MAKER_NOTE -> "MakerNote";
            case USER_COMMENT -> "UserComment";
            default -> null;
        };
    }

    private void text(int tag, String name, long entry) throws IOException {
        if (!isBytes(u16(entry + 2))) {
            return;
        }
        long length = u32(entry + 4);
        long at = length <= 4 ? entry + 8 : u32(entry + 8);
        if (!block.has(at, length)) {
            found.note(FailureCode.DAMAGED, "EXIF " + name + " outside its block");
            return;
        }
        boolean isOpaque = tag == MAKER_NOTE && found.hasRoomFor(length) && isOpaque(at, length);
        if (isOpaque || !found.reserve(length, "EXIF " + name)) {
            return;
        }
        byte[] value = block.bytes(at, (int) length);
        found.text("exif:" + name, name, decoded(tag, value));
    }

    /** Whether a maker's note is the camera's own business; it takes no room from texts then. */
    private boolean isOpaque(long at, long length) throws IOException {
        return length > LONGEST_MAKER_NOTE || !Text.isPrintable(block.bytes(at, (int) length));
    }

    /** Those whose names begin with XP are Windows Explorer's, in UTF-16 whatever the byte order of the block. */
    private static String decoded(int tag, byte[] value) {
        if (tag >= XP_FIRST && tag <= XP_LAST) {
            return new String(value, StandardCharsets.UTF_16LE);
        }
        return tag == USER_COMMENT ? UserComment.decode(value) : Text.utf8OrWindows1252(value);
    }

    private static boolean isBytes(int type) {
        return type == 1 || type == 2 || type == 7;
    }

    private int u16(long at) throws IOException {
        return bigEndian ? block.u16be(at) : block.u16le(at);
    }

    private long u32(long at) throws IOException {
        return bigEndian ? block.u32be(at) : block.u32le(at);
    }
}
