package dev.mediaingest.engines.image;

import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.PixelSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/**
 * What can be had of a WebP that ends too early. libwebp takes whole files only, so the rest is made up, until there are two of different bytes:
 * the rows both come to are those the file itself says. Nothing can be had if libwebp refuses what is made up.
 */
final class CutWebp {
    private static final int HEAD = 12;
    /** A file that says it is longer than this many times what is there is not worth making up. */
    private static final int MOST_MISSING = 20;

    private static final int LONGEST = 256 << 20;
    /** Not every byte is a code the picture has. */
    private static final int[] FILLERS = {0x00, 0x25, 0x49, 0x92, 0x6d, 0x12, 0xff};

    private CutWebp() {}

    static void handOut(byte[] data, long maxPixels, PixelSink sink) {
        long length = data.length < HEAD
                ? 0
                : 8
                        + Integer.toUnsignedLong(ByteBuffer.wrap(data)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getInt(4));
        if (length <= data.length || length > LONGEST || length > (long) MOST_MISSING * data.length) {
            return;
        }
        List<PIX> decoded = new ArrayList<>();
        try {
            for (int i = 0; i < FILLERS.length && decoded.size() < 2; i++) {
                WebpFrame frame = WebpFrame.read(filled(data, (int) length, FILLERS[i]), maxPixels);
                PIX pix = leptonica.pixReadMemWebP(frame.still(), frame.still().length);
                if (pix != null) {
                    decoded.add(pix);
                }
                if (decoded.size() == 2) {
                    handOut(frame, decoded.getFirst(), decoded.getLast(), sink);
                }
            }
        } catch (DecodeFailure e) {
            // the file ends before its first picture begins
        } finally {
            decoded.forEach(leptonica::pixDestroy);
        }
    }

    private static byte[] filled(byte[] data, int length, int rest) {
        byte[] whole = Arrays.copyOf(data, length);
        Arrays.fill(whole, data.length, length, (byte) rest);
        return whole;
    }

    private static void handOut(WebpFrame frame, PIX one, PIX other, PixelSink sink) {
        int alike = alike(new PixRows(one, false), new PixRows(other, false));
        PictureRows shown = WebpDecoder.place(frame, new PixRows(one, frame.hasAlpha()));
        shown.handOutFirst(alike == 0 ? 0 : frame.top() + alike, sink);
    }

    private static int alike(PictureRows one, PictureRows other) {
        int height = one.width() == other.width() ? Math.min(one.height(), other.height()) : 0;
        for (int y = 0; y < height; y++) {
            one.read(y);
            other.read(y);
            if (!Arrays.equals(one.shown(), other.shown())) {
                return y;
            }
        }
        return height;
    }
}
