package dev.mediaingest.engines.image;

import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.thumbnail.JpegEncoder;
import dev.mediaingest.pixels.thumbnail.Rendition;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/** Writes baseline JPEG of quality 85 with halved chroma, by libjpeg-turbo in leptonica. */
public final class LeptonicaJpegEncoder implements JpegEncoder {
    private static final int QUALITY = 85;

    @Override
    public byte[] encode(Rendition rendition) throws IOException {
        try {
            Leptonica.load();
        } catch (DecodeFailure e) {
            throw new IOException("no JPEG encoder: " + e.getMessage(), e);
        }
        PIX pix = leptonica.pixCreate(rendition.width(), rendition.height(), 32);
        if (pix == null) {
            throw new IOException("no memory for a picture of " + rendition.width() + "x" + rendition.height());
        }
        try {
            fill(pix, rendition);
            return write(pix);
        } finally {
            leptonica.pixDestroy(pix);
        }
    }

    private static void fill(PIX pix, Rendition rendition) {
        IntPointer words = leptonica.pixGetData(pix);
        long wordsPerRow = leptonica.pixGetWpl(pix);
        byte[] rgb = rendition.rgb();
        int[] row = new int[rendition.width()];
        for (int y = 0, from = 0; y < rendition.height(); y++) {
            for (int x = 0; x < row.length; x++, from += 3) {
                row[x] = rgb[from] << 24 | (rgb[from + 1] & 0xff) << 16 | (rgb[from + 2] & 0xff) << 8 | 0xff;
            }
            words.position(y * wordsPerRow).put(row);
        }
    }

    private static byte[] write(PIX pix) throws IOException {
        try (PointerPointer<BytePointer> written = new PointerPointer<>(1);
                SizeTPointer size = new SizeTPointer(1)) {
            written.put(0, (BytePointer) null);
            int refused = leptonica.pixWriteMemJpeg(written, size, pix, QUALITY, 0);
            BytePointer bytes = written.get(BytePointer.class, 0);
            if (bytes == null) {
                throw new IOException("the JPEG encoder wrote nothing");
            }
            try {
                if (refused != 0) {
                    throw new IOException("the JPEG encoder failed");
                }
                byte[] jpeg = new byte[(int) size.get()];
                bytes.get(jpeg);
                return jpeg;
            } finally {
                leptonica.lept_free(bytes);
            }
        }
    }
}
