package dev.mediaingest.analyse.container.isobmff;

import dev.mediaingest.analyse.container.isobmff.Boxes.Box;
import dev.mediaingest.analyse.container.metadata.Exif;
import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Headers;
import dev.mediaingest.analyse.content.Inflation;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import java.io.IOException;
import java.util.Arrays;

/**
 * Header facts and metadata of JPEG XL: a bare codestream, or one in boxes (ISO/IEC 18181-2, section 9):
 *
 * <pre>
 * JXL , ftyp, [jxll], jxlc                 the codestream in one box
 *                     jxlp…                or in parts: number (4), codestream
 *                     Exif                 offset of the TIFF header (4), TIFF structure
 *                     xml                  XMP packet
 *                     brob                 one of these in Brotli
 * </pre>
 *
 * A bare codestream does not say how long it is, so one that is cut off passes as whole. The picture's turn is the
 * codestream's; the one in its EXIF is ignored, as the standard says.
 */
public final class JxlReader {
    private final FileBytes bytes;
    private final Gathered found = new Gathered();
    private final Boxes boxes;
    private boolean hasCodestream;

    private JxlReader(FileBytes bytes) {
        this.bytes = bytes;
        boxes = new Boxes(bytes, found);
    }

    public static Contents read(FileBytes bytes) throws IOException {
        JxlReader reader = new JxlReader(bytes);
        if (bytes.u8(0) == 0xff) {
            reader.codestream(0, bytes.size());
        } else {
            reader.boxes.each(reader.boxes.file(), reader::box);
        }
        if (!reader.hasCodestream) {
            reader.found.damaged("no codestream");
        }
        return reader.found.contents(MediaType.JXL);
    }

    private void box(Box box) throws IOException {
        switch (box.type()) {
            case "jxlc" -> codestream(box.at(), box.end());
            case "jxlp" -> codestream(box.at() + 4, box.end());
            case "Exif" -> exif(box);
            case "xml " -> found.xmpPacket(bytes, box.at(), box.length());
            case "brob" -> compressed(box);
            default -> {
                // level, index, JPEG reconstruction
            }
        }
    }

    private void codestream(long at, long end) throws IOException {
        if (hasCodestream || end - at < 2) {
            return;
        }
        hasCodestream = true;
        if (!bytes.isAscii(at, "\u00ff\n")) {
            found.damaged("codestream without its signature");
            return;
        }
        JxlHeader header = new JxlHeader(bytes, at + 2, end);
        header.read();
        if (header.isCut()) {
            found.truncated("codestream ends inside its header");
            return;
        }
        found.facts.dimensions = Headers.dimensions(header.width(), header.height(), found);
        found.facts.hasAlpha = header.hasAlpha();
        found.facts.colorMode = (header.isGrey() ? "L" : "RGB") + (header.hasAlpha() ? "A" : "");
        found.facts.orientation = Orientation.ofExif(header.orientation()).orElse(null);
    }

    // brob: the type of the box it is (4), its data as a Brotli stream (RFC 7932)
    private void compressed(Box box) throws IOException {
        String type = box.has(0, 4) ? bytes.ascii(box.at(), 4) : "";
        if (!type.equals("Exif") && !type.equals("xml ")) {
            return; // JUMBF and boxes of other programs
        }
        byte[] packed = found.piece(bytes, box.at() + 4, box.length() - 4, "brob box");
        if (packed == null) {
            return;
        }
        byte[] data = found.inflate(limit -> Inflation.unbrotli(packed, limit), "brob box");
        if (data != null && type.equals("Exif")) {
            exif(data);
        } else if (data != null) {
            found.xmpPacket(data);
        }
    }

    private void exif(Box box) throws IOException {
        if (found.reserve(box.length(), "Exif box")) {
            exif(bytes.bytes(box.at(), (int) box.length()));
        }
    }

    private void exif(byte[] block) throws IOException {
        if (block.length < 12) {
            found.note(FailureCode.DAMAGED, "Exif box of " + block.length + " bytes");
            return;
        }
        Orientation ofCodestream = found.facts.orientation;
        long start = Math.min(4 + FileBytes.of(block).u32be(0), block.length);
        Exif.read(Arrays.copyOfRange(block, (int) start, block.length), found);
        found.facts.orientation = ofCodestream;
    }
}
