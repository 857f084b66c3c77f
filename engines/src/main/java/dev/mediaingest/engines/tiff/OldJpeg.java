package dev.mediaingest.engines.tiff;

import dev.mediaingest.engines.image.PictureFile;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * The older way of a JPEG in a TIFF (TIFF 6.0, section 22), which was never agreed upon: a JPEG begins at a place of its own, and the
 * picture's one strip is that JPEG once more, or its coded pixels alone. Writers that keep only tables, or several strips, are not for this.
 */
final class OldJpeg {
    private static final int LONGEST = 256 << 20;
    private static final int START = 0xD8;
    private static final int SCAN = 0xDA;

    private OldJpeg() {}

    /** Whether a picture is stored so, as far as its tags say. */
    static boolean knows(TiffLayout layout) {
        return layout.compression() == TiffLayout.OLD_JPEG
                && layout.oldJpeg() > 0
                && layout.tilesAcross() == 1
                && layout.tilesDown() == 1
                && layout.samples() == 3
                && !layout.isPlanar();
    }

    /** The JPEG: as it lies there, or its header and what the strip holds. */
    static byte[] whole(PictureFile file, TiffLayout layout) throws IOException {
        byte[] header = bytes(file, layout.oldJpeg(), layout.oldJpegLength());
        int scan = behindScanHeader(header);
        long strip = layout.offsets()[0];
        boolean isItsScan = scan > 0 && strip == layout.oldJpeg() + scan;
        if (scan > 0 && (isItsScan || strip == layout.oldJpeg()) && header.length > scan + 2) {
            return header;
        }
        byte[] coded = bytes(file, strip, layout.lengths().length == 0 ? 0 : layout.lengths()[0]);
        if (isMarker(coded, 0, START)) {
            return coded;
        }
        if (scan < 0) {
            throw new EOFException("a JPEG without a scan");
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream(scan + coded.length);
        jpeg.write(header, 0, scan);
        jpeg.writeBytes(coded);
        return jpeg.toByteArray();
    }

    private static byte[] bytes(PictureFile file, long at, long length) throws IOException {
        if (!file.has(at, 1)) {
            throw new EOFException("a JPEG behind the end");
        }
        long there = file.size() - at;
        return file.bytes(at, (int) Math.min(LONGEST, length < 1 ? there : Math.min(length, there)));
    }

    /** Where the coded pixels begin; -1 if they do not. */
    private static int behindScanHeader(byte[] jpeg) {
        int at = 2;
        while (isMarker(jpeg, 0, START) && at + 4 <= jpeg.length && (jpeg[at] & 0xff) == 0xff) {
            int behind = at + 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
            if (isMarker(jpeg, at, SCAN)) {
                return behind <= jpeg.length ? behind : -1;
            }
            at = behind;
        }
        return -1;
    }

    private static boolean isMarker(byte[] jpeg, int at, int marker) {
        return at + 1 < jpeg.length && (jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) == marker;
    }
}
