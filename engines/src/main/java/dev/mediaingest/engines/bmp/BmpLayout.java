package dev.mediaingest.engines.bmp;

import dev.mediaingest.engines.image.PictureBytes;
import dev.mediaingest.engines.image.PictureFile;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.io.IOException;

/**
 * What a BMP's headers say of its pixels ([MS-WMF] 2.2.2; OS/2's headers of 12, and 16 to 64 bytes):
 *
 * <pre>
 * BM, file size (4), reserved (4), offset of the pixels (4)
 * 12: size (4), width (2), height (2), planes (2), bits (2)
 * 40: size (4), width (4), height (4, negative if top-down), planes (2), bits (2), compression (4), bytes of the pixels (4),
 *     resolution (8), colours used (4), important (4), masks of red, green, blue, opacity (4 each, behind 40 or within)
 * palette: blue, green, red; and a fourth byte but behind a header of 12
 * </pre>
 *
 * @param masks of red, green, blue and opacity; 0 where there is none
 * @param palette red, green, blue of 256 entries; what the file does not name is that grey, as in Pillow
 */
@SuppressWarnings("ArrayRecordComponent") // of one picture, and never compared
record BmpLayout(
        int width,
        int height,
        boolean isTopDown,
        int bits,
        int compression,
        long pixelsAt,
        long[] masks,
        byte[] palette) {
    static final int PLAIN = 0;
    static final int RUNS_OF_BYTES = 1;
    static final int RUNS_OF_HALVES = 2;
    static final int MASKS = 3;
    static final int MASKS_WITH_OPACITY = 6;

    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;
    private static final int OS2_HEADER = 64;
    private static final int LONGEST_SIDE = 1 << 20;

    static BmpLayout read(PictureFile file, long maxPixels) throws DecodeFailure, IOException {
        byte[] head = file.bytes(0, (int) Math.min(file.size(), FILE_HEADER + OS2_HEADER + 64));
        int length = u32(head, FILE_HEADER);
        if (length < CORE_HEADER) {
            throw new DecodeFailure(FailureCode.DAMAGED, "a header of " + length + " bytes");
        }
        boolean core = length == CORE_HEADER;
        long width = core ? u16(head, 18) : u32(head, 18);
        long height = core ? u16(head, 20) : u32(head, 22);
        PictureBytes.checkSize(width, Math.abs(height), maxPixels);
        if (Math.max(width, Math.abs(height)) > LONGEST_SIDE) {
            throw new DecodeFailure(FailureCode.TOO_MANY_PIXELS, width + "x" + Math.abs(height));
        }
        int bits = core ? u16(head, 24) : u16(head, 28);
        int compression = core || length < 20 ? PLAIN : u32(head, 30);
        check(bits, compression, length);
        boolean masked = compression == MASKS || compression == MASKS_WITH_OPACITY;
        int masks = masked && length == INFO_HEADER ? (compression == MASKS ? 12 : 16) : 0;
        return new BmpLayout(
                (int) width,
                (int) Math.abs(height),
                height < 0,
                bits,
                compression,
                u32(head, 10) & 0xffff_ffffL,
                masks(head, bits, masked, length >= 56 || compression == MASKS_WITH_OPACITY),
                palette(file, FILE_HEADER + length + masks, colors(head, length, bits), core ? 3 : 4));
    }

    private static void check(int bits, int compression, int header) throws DecodeFailure {
        boolean known = switch (compression) {
            case PLAIN -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
            case RUNS_OF_BYTES -> bits == 8;
            case RUNS_OF_HALVES -> bits == 4;
            case MASKS -> header != OS2_HEADER && (bits == 16 || bits == 32);
            case MASKS_WITH_OPACITY -> bits == 16 || bits == 32;
            default -> false;
        };
        if (!known) {
            throw new DecodeFailure(
                    FailureCode.NO_DECODER, "for a BMP of " + bits + " bits a pixel in compression " + compression);
        }
    }

    private static long[] masks(byte[] head, int bits, boolean masked, boolean withOpacity) {
        if (!masked) {
            return bits == 16 ? new long[] {0x7c00, 0x3e0, 0x1f, 0} : new long[] {0xff_0000, 0xff00, 0xff, 0};
        }
        long[] masks = new long[4];
        for (int i = 0; i < (withOpacity ? 4 : 3); i++) {
            masks[i] = u32(head, FILE_HEADER + INFO_HEADER + 4 * i) & 0xffff_ffffL;
        }
        return masks;
    }

    private static int colors(byte[] head, int length, int bits) {
        if (bits > 8) {
            return 0;
        }
        int used = length >= INFO_HEADER ? u32(head, 46) : 0;
        return used > 0 && used <= 256 ? used : 1 << bits;
    }

    private static byte[] palette(PictureFile file, long at, int colors, int entry) throws IOException {
        byte[] palette = new byte[3 * 256];
        int there = (int) Math.min(colors, Math.max(0, file.size() - at) / entry);
        byte[] stored = file.bytes(at, there * entry);
        for (int i = 0; i < 256; i++) {
            for (int channel = 0; channel < 3; channel++) {
                palette[3 * i + channel] = i < there ? stored[entry * i + 2 - channel] : (byte) i;
            }
        }
        return palette;
    }

    private static int u16(byte[] bytes, int at) {
        return at + 2 > bytes.length ? 0 : (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    private static int u32(byte[] bytes, int at) {
        return u16(bytes, at) | u16(bytes, at + 2) << 16;
    }

    /** Bytes of a row: whole words. */
    long stride() {
        return ((long) width * bits + 31) / 32 * 4;
    }

    boolean isRunLengthCoded() {
        return compression == RUNS_OF_BYTES || compression == RUNS_OF_HALVES;
    }
}
