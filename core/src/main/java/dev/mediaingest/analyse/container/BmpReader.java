package dev.mediaingest.analyse.container;

import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Headers;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Header facts of a BMP ([MS-WMF] 2.2.2: BITMAPCOREHEADER, BITMAPINFOHEADER and its successors to V5). Whether all rows
 * are there is computed for uncompressed pixels and believed from the header for run-length coded ones.
 */
final class BmpReader {
    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final int BIT_FIELDS = 3;
    private static final int ALPHA_BIT_FIELDS = 6;

    private final FileBytes bytes;
    private final Gathered found = new Gathered();
    private @Nullable Dimensions dimensions;
    private @Nullable String colorMode;

    private BmpReader(FileBytes bytes) {
        this.bytes = bytes;
    }

    static Contents read(FileBytes bytes) throws IOException {
        BmpReader reader = new BmpReader(bytes);
        reader.header();
        return reader.contents();
    }

    private Contents contents() {
        found.facts.dimensions = dimensions;
        found.facts.colorMode = colorMode;
        found.facts.hasAlpha = colorMode == null ? null : colorMode.equals("RGBA");
        return found.contents(MediaType.BMP);
    }

    // BM, file size (4), reserved (4), offset of the pixels (4), size of the header that follows (4)
    private void header() throws IOException {
        long length = bytes.u32le(FILE_HEADER);
        if (!bytes.has(FILE_HEADER, length)) {
            found.truncated("header goes beyond the end");
        } else if (length == CORE_HEADER) {
            coreHeader();
        } else if (length >= 40) {
            infoHeader(length);
        } else {
            found.damaged("header of " + length + " bytes");
        }
    }

    // core header: size (4), width (2), height (2), planes (2), bits (2)
    private void coreHeader() throws IOException {
        dimensions = Headers.dimensions(bytes.u16le(18), bytes.u16le(20), found);
        int bits = bytes.u16le(24);
        colorMode = colorMode(bits, false, FILE_HEADER + CORE_HEADER, bits <= 8 ? 1L << bits : 0, 3);
        pixels(bits, 0, 0);
    }

    // info header: size (4), width (4), height (4, negative if top-down), planes (2), bits (2), compression (4),
    // size of the pixels (4), resolution (8), colours used (4), colours important (4), masks from V2 on
    private void infoHeader(long length) throws IOException {
        int width = (int) bytes.u32le(18);
        long height = Math.abs((long) (int) bytes.u32le(22));
        dimensions = Headers.dimensions(width, height, found);
        int bits = bytes.u16le(28);
        long compression = bytes.u32le(30);
        long used = bytes.u32le(46);
        long colors = bits > 8 ? 0 : used == 0 ? 1L << bits : used;
        boolean alphaMask = length >= 56 && compression == BIT_FIELDS && bytes.u32le(66) != 0;
        boolean alpha = alphaMask || compression == ALPHA_BIT_FIELDS;
        colorMode = colorMode(bits, alpha, FILE_HEADER + length, colors, 4);
        pixels(bits, compression, bytes.u32le(34));
    }

    private @Nullable String colorMode(int bits, boolean alpha, long palette, long colors, int entry)
            throws IOException {
        return switch (bits) {
            case 1, 2, 4, 8 -> paletteMode(palette, colors, entry);
            case 16, 24 -> "RGB";
            case 32 -> alpha ? "RGBA" : "RGB";
            default -> {
                found.damaged(bits + " bits a pixel");
                yield null;
            }
        };
    }

    /** As Pillow opens it: a palette of black and white is mode 1, one that is a grey ramp is L. */
    private String paletteMode(long at, long colors, int entry) throws IOException {
        if (colors < 2 || colors > 256 || !bytes.has(at, colors * entry)) {
            return "P";
        }
        for (int i = 0; i < colors; i++) {
            int grey = colors == 2 ? i * 255 : i;
            if (bytes.u24le(at + (long) i * entry) != grey * 0x010101) {
                return "P";
            }
        }
        return colors == 2 ? "1" : "L";
    }

    private void pixels(int bits, long compression, long claimed) throws IOException {
        if (dimensions == null || colorMode == null) {
            return;
        }
        long available = bytes.size() - bytes.u32le(10);
        boolean plain = compression == 0 || compression == BIT_FIELDS || compression == ALPHA_BIT_FIELDS;
        long row = ((long) dimensions.width() * bits + 31) / 32 * 4;
        boolean whole = plain ? available >= row && available / row >= dimensions.height() : available >= claimed;
        if (!whole) {
            found.truncated("pixels go beyond the end");
        }
    }
}
