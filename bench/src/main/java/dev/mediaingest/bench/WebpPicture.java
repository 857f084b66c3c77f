package dev.mediaingest.bench;

import dev.mediaingest.pixels.thumbnail.Rendition;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/** Writes lossy WebP. */
final class WebpPicture {
    private static final int QUALITY = 85;

    private WebpPicture() {}

    /** A picture as a WebP file's bytes. */
    static byte[] encode(Rendition rendition) throws IOException {
        try (PIX pix = leptonica.pixCreate(rendition.width(), rendition.height(), 32);
                PointerPointer<BytePointer> written = new PointerPointer<>(1);
                SizeTPointer size = new SizeTPointer(1)) {
            fill(leptonica.pixGetData(pix), rendition.rgb());
            written.put(0, (BytePointer) null);
            int refused = leptonica.pixWriteMemWebP(written, size, pix, QUALITY, 0);
            BytePointer bytes = written.get(BytePointer.class, 0);
            if (refused != 0 || bytes == null) {
                throw new IOException("the WebP encoder failed");
            }
            byte[] webp = new byte[(int) size.get()];
            bytes.get(webp);
            leptonica.lept_free(bytes);
            return webp;
        }
    }

    private static void fill(IntPointer words, byte[] rgb) {
        int[] pixels = new int[rgb.length / 3];
        for (int i = 0, from = 0; i < pixels.length; i++, from += 3) {
            pixels[i] = rgb[from] << 24 | (rgb[from + 1] & 0xff) << 16 | (rgb[from + 2] & 0xff) << 8 | 0xff;
        }
        words.put(pixels);
    }
}
