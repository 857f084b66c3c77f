package dev.mediaingest.engines.image;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.Decoder;
import dev.mediaingest.pixels.decode.PixelSink;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/**
 * Decodes WebP with leptonica's libwebp: the same pixels as Pillow's. Of an animation the first frame, on a canvas that is
 * transparent black beside it. Sizes are checked before, in the container and in the picture itself.
 */
public final class WebpDecoder implements Decoder {

    @Override
    public boolean decodes(MediaType type) {
        return type == MediaType.WEBP;
    }

    @Override
    public void decode(Path file, DecodeOptions options, PixelSink sink) throws DecodeFailure, IOException {
        byte[] data = PictureBytes.read(file);
        Leptonica.load();
        try {
            decode(WebpFrame.read(data, options.maxPixels()), sink);
        } catch (DecodeFailure e) {
            CutWebp.handOut(data, options.maxPixels(), sink);
            throw e;
        }
    }

    private static void decode(WebpFrame frame, PixelSink sink) throws DecodeFailure {
        PIX pix = leptonica.pixReadMemWebP(frame.still(), frame.still().length);
        if (pix == null) {
            throw new DecodeFailure(FailureCode.DAMAGED, "libwebp cannot decode it");
        }
        try {
            place(frame, new PixRows(pix, frame.hasAlpha())).handOut(sink);
        } finally {
            leptonica.pixDestroy(pix);
        }
    }

    static PictureRows place(WebpFrame frame, PictureRows rows) {
        int width = frame.canvasWidth();
        int height = frame.canvasHeight();
        boolean covers = rows.width() == width && rows.height() == height;
        return covers ? rows : new Canvas(rows, width, height, frame.left(), frame.top(), 0);
    }
}
