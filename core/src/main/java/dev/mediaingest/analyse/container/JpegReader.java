package dev.mediaingest.analyse.container;

import dev.mediaingest.analyse.container.metadata.ContentCredentials;
import dev.mediaingest.analyse.container.metadata.Exif;
import dev.mediaingest.analyse.container.metadata.IccProfile;
import dev.mediaingest.analyse.container.metadata.PhotoshopBlock;
import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Headers;
import dev.mediaingest.analyse.content.Magic;
import dev.mediaingest.analyse.content.Text;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Header facts and texts of a JPEG (ISO/IEC 10918-1, B.1 and B.2; Exif 2.32, 4.5). Walks all segments and scans to EOI,
 * so a file cut off inside its pixels is noticed; whether the pixels decode is not known here. What follows EOI is
 * ignored. Of a file that is read in pieces the walk ends where the pixels begin; comments between scans are not seen then.
 */
final class JpegReader {
    private static final int MARKER = 0xff;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP11 = 0xeb;
    private static final int APP13 = 0xed;
    private static final int COMMENT = 0xfe;
    private static final byte[] LITTLE_ENDIAN = {'I', 'I', '*', 0};
    private static final byte[] BIG_ENDIAN = {'M', 'M', 0, '*'};

    private final FileBytes bytes;
    private final Gathered found = new Gathered();
    private final ContentCredentials credentials = new ContentCredentials();
    private final JpegXmp xmp;
    private final ByteArrayOutputStream exif = new ByteArrayOutputStream();
    private @Nullable Dimensions dimensions;
    private @Nullable String colorMode;

    private JpegReader(FileBytes bytes) {
        this.bytes = bytes;
        xmp = new JpegXmp(bytes, found);
    }

    static Contents read(FileBytes bytes) throws IOException {
        JpegReader reader = new JpegReader(bytes);
        reader.segments(Math.max(0, Magic.jpegStart(bytes)) + 2);
        reader.readExif();
        reader.credentials.gatherInto(reader.found);
        return reader.contents();
    }

    private Contents contents() throws IOException {
        xmp.finish();
        found.facts.dimensions = dimensions;
        found.facts.colorMode = colorMode;
        found.facts.hasAlpha = colorMode == null ? null : false;
        return found.contents(MediaType.JPEG);
    }

    // segment: 0xff, any number of 0xff as fill, marker (1), length of itself and the data (2), data
    private void segments(long from) throws IOException {
        long at = from;
        while (true) {
            at = markerAt(at);
            if (at < 0) {
                found.truncated("no EOI marker before the end at byte " + bytes.size());
                return;
            }
            int marker = bytes.u8(at);
            if (marker == END_OF_IMAGE) {
                pictureExpected();
                return;
            }
            if (!standsAlone(marker)) {
                long length = bytes.has(at + 1, 2) ? bytes.u16be(at + 1) : 2;
                if (length < 2) {
                    found.damaged("segment of " + length + " bytes at byte " + at);
                    return;
                }
                if (!bytes.has(at + 1, length)) {
                    found.truncated("segment at byte " + at + " goes beyond the end");
                    return;
                }
                segment(marker, at + 3, (int) length - 2);
                at += length;
            }
            if (marker == START_OF_SCAN && bytes.isReadInPieces()) {
                pictureExpected();
                return;
            }
            at = marker == START_OF_SCAN ? endOfScan(at + 1) : at + 1;
        }
    }

    private void pictureExpected() {
        if (colorMode == null) {
            found.damaged("no frame header");
        }
    }

    /** The offset of the marker byte that follows, or -1 at the end; bytes between segments are nobody's and skipped. */
    private long markerAt(long at) throws IOException {
        if (!bytes.has(at, 2)) {
            return -1;
        }
        long start = at;
        if (bytes.u8(at) != MARKER) {
            start = bytes.indexOf(MARKER, at);
        }
        while (start >= 0 && start < bytes.size() && bytes.u8(start) == MARKER) {
            start++;
        }
        return start < bytes.size() ? start : -1;
    }

    /** Restart markers, a second SOI, TEM, and a stuffed 0xff met after damage have no length. */
    private static boolean standsAlone(int marker) {
        return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    }

    /** The offset of the 0xff that ends a scan's data: one followed by neither a stuffed zero nor a restart marker. */
    private long endOfScan(long from) throws IOException {
        long at = bytes.indexOf(MARKER, from);
        while (at >= 0 && bytes.has(at, 2)) {
            int next = bytes.u8(at + 1);
            if (next != MARKER && next != 0 && !(next >= 0xd0 && next <= 0xd7)) {
                return at;
            }
            at = bytes.indexOf(MARKER, next == MARKER ? at + 1 : at + 2);
        }
        return bytes.size();
    }

    private void segment(int marker, long at, int length) throws IOException {
        if (!isExif(marker, at, length)) {
            readExif();
        }
        if (isFrameHeader(marker)) {
            frameHeader(at, length);
        } else if (marker == COMMENT) {
            comment(at, length);
        } else if (isExif(marker, at, length)) {
            exif(bytes.bytes(at + 6, length - 6));
        } else if (marker == APP1) {
            xmp.segment(at, length);
        } else if (marker == APP2 && bytes.isAscii(at, "ICC_PROFILE\0\u0001") && length > 14) {
            IccProfile.read(bytes.bytes(at + 14, length - 14), found);
        } else if (marker == APP11) {
            credentials.segment(bytes, at, length);
        } else if (marker == APP13 && bytes.isAscii(at, "Photoshop 3.0\0")) {
            PhotoshopBlock.read(bytes.bytes(at + 14, length - 14), found);
        }
    }

    private boolean isExif(int marker, long at, int length) throws IOException {
        return marker == APP1 && length > 6 && bytes.isAscii(at, "Exif\0\0");
    }

    /** A block that is too long for a segment goes on in those right behind it; one with a header of its own is another block. */
    private void exif(byte[] part) throws IOException {
        boolean begins = Text.startsWith(part, LITTLE_ENDIAN) || Text.startsWith(part, BIG_ENDIAN);
        if (begins) {
            readExif();
        }
        if (found.hasRoomFor(exif.size() + (long) part.length)) {
            exif.writeBytes(part);
        } else {
            found.note(FailureCode.OVER_LIMIT, "EXIF of more than " + exif.size() + " bytes");
        }
    }

    private void readExif() throws IOException {
        if (exif.size() > 0) {
            Exif.read(exif.toByteArray(), found);
            exif.reset();
        }
    }

    /** SOF0 to SOF15; three numbers among them are tables. */
    private static boolean isFrameHeader(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    // SOFn: precision (1), height (2), width (2), components (1), 3 bytes each
    private void frameHeader(long at, int length) throws IOException {
        if (colorMode != null) {
            return;
        }
        if (length < 6) {
            found.damaged("frame header of " + length + " bytes");
            return;
        }
        dimensions = Headers.dimensions(bytes.u16be(at + 3), bytes.u16be(at + 1), found);
        int components = bytes.u8(at + 5);
        colorMode = colorMode(components);
        if (colorMode == null) {
            found.damaged(components + " colour components");
        }
    }

    /** As Pillow opens it: whatever the Adobe marker says of the transform, four components are CMYK. */
    private static @Nullable String colorMode(int components) {
        return switch (components) {
            case 1 -> "L";
            case 3 -> "RGB";
            case 4 -> "CMYK";
            default -> null;
        };
    }

    private void comment(long at, int length) throws IOException {
        if (found.reserve(length, "comment")) {
            found.text("jpeg:COM", "Comment", Text.utf8OrWindows1252(bytes.bytes(at, length)));
        }
    }
}
