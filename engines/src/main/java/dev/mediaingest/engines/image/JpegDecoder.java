package dev.mediaingest.engines.image;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.Decoder;
import dev.mediaingest.pixels.decode.PixelSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/**
 * Decodes JPEG with leptonica, that is libjpeg-turbo: the same pixels as Pillow's. Size, scan count and the end marker are
 * looked at first. Where less than every pixel is enough, it decodes at a half, a quarter or an eighth.
 *
 * <p>Stricter than most: if libjpeg complains of the coded bytes the picture fails after its rows, since what it puts in their place is
 * invented; unless {@link JpegWarnings} finds that no pixel is concerned. Four components go through {@link CmykJpeg}.
 */
public final class JpegDecoder implements Decoder {

    @Override
    public boolean decodes(MediaType type) {
        return type == MediaType.JPEG;
    }

    @Override
    public void decode(Path file, DecodeOptions options, PixelSink sink) throws DecodeFailure, IOException {
        byte[] data = fromItsStart(PictureBytes.read(file));
        JpegMarkers markers = markers(data, options, sink);
        switch (markers.components()) {
            case 1, 3 -> decode(markers.withoutGaps(data), reduction(markers, options.enoughSide()), sink);
            case 4 -> CmykJpeg.decode(markers.withoutGaps(data), sink);
            default ->
                throw new DecodeFailure(
                        FailureCode.NO_DECODER, "for a JPEG of " + markers.components() + " components");
        }
    }

    /** The markers; of a picture that is cut off what it has is handed out before that is said. */
    private static JpegMarkers markers(byte[] data, DecodeOptions options, PixelSink sink) throws DecodeFailure {
        try {
            return JpegMarkers.read(data, options.maxPixels());
        } catch (DecodeFailure e) {
            if (e.failure().code() == FailureCode.TRUNCATED) {
                handOutBeginning(data, options, sink);
            }
            throw e;
        }
    }

    private static void handOutBeginning(byte[] data, DecodeOptions options, PixelSink sink) {
        byte[] closed = Arrays.copyOf(data, data.length + 2);
        closed[data.length] = (byte) 0xff;
        closed[data.length + 1] = (byte) 0xd9;
        try {
            JpegMarkers markers = JpegMarkers.read(closed, options.maxPixels());
            if (markers.components() != 4) {
                decode(markers.withoutGaps(closed), reduction(markers, options.enoughSide()), sink);
            }
        } catch (DecodeFailure e) {
            // what could be had was handed out
        }
    }

    /** Without bytes that a transfer or a program left before it; whoever named the type has seen that it is a JPEG. */
    private static byte[] fromItsStart(byte[] data) {
        int start = 0;
        while (start + 2 < data.length && !isStart(data, start)) {
            start++;
        }
        return start == 0 || start + 2 >= data.length ? data : Arrays.copyOfRange(data, start, data.length);
    }

    private static boolean isStart(byte[] data, int at) {
        return data[at] == (byte) 0xff && data[at + 1] == (byte) 0xd8 && data[at + 2] == (byte) 0xff;
    }

    /** The largest of libjpeg's divisors that leaves enough of the shorter side. */
    private static int reduction(JpegMarkers markers, int enoughSide) {
        int shorter = Math.min(markers.width(), markers.height());
        int reduction = 8;
        while (reduction > 1 && (shorter + reduction - 1) / reduction < enoughSide) {
            reduction /= 2;
        }
        return reduction;
    }

    private static void decode(byte[] data, int reduction, PixelSink sink) throws DecodeFailure {
        Leptonica.load();
        int[] warnings = new int[1];
        PIX pix = leptonica.pixReadMemJpeg(data, data.length, 0, reduction, warnings, 0);
        if (pix == null) {
            handOutWhatDecodes(data, reduction, sink);
            throw new DecodeFailure(FailureCode.DAMAGED, "libjpeg cannot decode it");
        }
        try {
            handOut(pix, sink);
            boolean whole = warnings[0] == 0 || JpegWarnings.areHarmless(data);
            if (!whole || !PixRows.canRead(pix)) {
                throw new DecodeFailure(FailureCode.DAMAGED, "libjpeg finds its coded bytes corrupt");
            }
        } finally {
            leptonica.pixDestroy(pix);
        }
    }

    private static void handOutWhatDecodes(byte[] data, int reduction, PixelSink sink) {
        int anyway = leptonica.L_JPEG_CONTINUE_WITH_BAD_DATA;
        PIX pix = leptonica.pixReadMemJpeg(data, data.length, 0, reduction, new int[1], anyway);
        if (pix != null) {
            handOut(pix, sink);
            leptonica.pixDestroy(pix);
        }
    }

    private static void handOut(PIX pix, PixelSink sink) {
        if (PixRows.canRead(pix)) {
            new PixRows(pix, false).handOut(sink);
        }
    }
}
