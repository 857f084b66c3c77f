package dev.mediaingest.engines.image;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.PixelSink;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Decodes JPEG of four components: CMYK, and YCCK where Adobe's marker says so; both stored inverted, as Adobe and therefore
 * everybody does. The JDK's libjpeg gives the components as stored; leptonica would convert them, with other rounding than
 * Pillow. The whole picture lies in memory.
 */
final class CmykJpeg {
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);

    private CmykJpeg() {}

    static void decode(byte[] data, PixelSink sink) throws DecodeFailure, IOException {
        Raster raster = components(data);
        boolean ycck = adobeTransform(data) == 2;
        int width = raster.getWidth();
        byte[] rgb = new byte[3 * width];
        int[] row = new int[4 * width];
        sink.begin(new Dimensions(width, raster.getHeight()));
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            if (ycck) {
                toInk(row);
            }
            for (int x = 0; x < width; x++) {
                int black = 255 - row[4 * x + 3];
                for (int channel = 0; channel < 3; channel++) {
                    rgb[3 * x + channel] = InkToRgb.convert(255 - row[4 * x + channel], black);
                }
            }
            sink.row(rgb, rgb, null);
        }
    }

    private static Raster components(byte[] data) throws DecodeFailure, IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        if (!readers.hasNext()) {
            throw new DecodeFailure(FailureCode.NO_DECODER, "for a JPEG of four components");
        }
        ImageReader reader = readers.next();
        boolean[] warned = new boolean[1];
        IIOReadWarningListener listener = (source, warning) -> warned[0] |= warning.startsWith("Corrupt");
        try (WatchedInput input = new WatchedInput(data)) {
            reader.addIIOReadWarningListener(listener);
            reader.setInput(input, true, true);
            Raster raster = reader.readRaster(0, null);
            if (warned[0] || raster.getNumBands() != 4) {
                throw new DecodeFailure(FailureCode.DAMAGED, "libjpeg finds its coded bytes corrupt");
            }
            return raster;
        } catch (IIOException e) {
            throw new DecodeFailure(FailureCode.DAMAGED, "libjpeg cannot decode it: " + e.getMessage());
        } finally {
            reader.dispose();
        }
    }

    /** libjpeg's conversion (jdcolor.c, ycck_cmyk_convert), in its fixed point of 16 bits. */
    private static void toInk(int[] row) {
        int half = 1 << 15;
        for (int i = 0; i < row.length; i += 4) {
            int luma = row[i];
            int blue = row[i + 1] - 128;
            int red = row[i + 2] - 128;
            row[i] = clip(255 - (luma + ((91881 * red + half) >> 16)));
            row[i + 1] = clip(255 - (luma + ((-22554 * blue - 46802 * red + half) >> 16)));
            row[i + 2] = clip(255 - (luma + ((116130 * blue + half) >> 16)));
        }
    }

    private static int clip(int value) {
        return Math.clamp(value, 0, 255);
    }

    // APP14: FFEE, length (2), "Adobe", version (2), flags (4), transform (1)
    private static int adobeTransform(byte[] data) {
        for (int at = 2; at + 16 <= data.length && data[at] == (byte) 0xff && data[at + 1] != (byte) 0xda; ) {
            int length = (data[at + 2] & 0xff) << 8 | (data[at + 3] & 0xff);
            if (data[at + 1] == (byte) 0xee && length >= 14 && isAdobe(data, at + 4)) {
                return data[at + 15];
            }
            at += 2 + length;
        }
        return 0;
    }

    private static boolean isAdobe(byte[] data, int at) {
        for (int i = 0; i < ADOBE.length; i++) {
            if (data[at + i] != ADOBE[i]) {
                return false;
            }
        }
        return true;
    }
}
