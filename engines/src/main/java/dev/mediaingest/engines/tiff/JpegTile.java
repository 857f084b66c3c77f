package dev.mediaingest.engines.tiff;

import dev.mediaingest.engines.image.PictureFile;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A strip or tile that is a JPEG, whose tables may lie in a tag of their own (Adobe's Technical Note 2 on TIFF). Its components are
 * taken as they are coded; luma and chroma become red, green and blue by libjpeg's arithmetic. The whole tile lies in memory.
 */
final class JpegTile {
    private static final int LONGEST = 256 << 20;

    private JpegTile() {}

    /** The tile's bytes, row by row, each pixel's samples side by side. */
    static byte[] decode(PictureFile file, TiffLayout layout, long at, long length) throws DecodeFailure, IOException {
        int packed = (int) Math.min(LONGEST, Math.min(length, file.size() - at));
        return samples(whole(layout.jpegTables(), file.bytes(at, packed)), layout);
    }

    /** Those of a JPEG that needs no tables. */
    static byte[] samples(byte[] jpeg, TiffLayout layout) throws DecodeFailure {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        if (!readers.hasNext()) {
            throw new DecodeFailure(FailureCode.NO_DECODER, "for JPEG in a TIFF");
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(in, true, true);
            check(reader, layout);
            return samples(reader.readRaster(0, null), layout);
        } catch (IOException | RuntimeException e) { // of bytes in memory, so no disk is to blame
            throw new DecodeFailure(FailureCode.DAMAGED, "libjpeg cannot decode a strip: " + e.getMessage());
        } finally {
            reader.dispose();
        }
    }

    /** A tile is as large as its TIFF says, or somebody wants all memory. */
    private static void check(ImageReader reader, TiffLayout layout) throws DecodeFailure, IOException {
        long height = Math.max(layout.tileHeight(), 64);
        if (reader.getWidth(0) > layout.tileWidth() + 64L || reader.getHeight(0) > height + 64) {
            throw new DecodeFailure(FailureCode.DAMAGED, "a strip larger than its place");
        }
    }

    /** The tables' segments go behind the first marker; both begin and end as a JPEG does. */
    private static byte[] whole(byte[] tables, byte[] coded) {
        if (tables.length < 4 || coded.length < 2) {
            return coded;
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream(coded.length + tables.length);
        jpeg.write(coded, 0, 2);
        jpeg.write(tables, 2, tables.length - 4);
        jpeg.write(coded, 2, coded.length - 2);
        return jpeg.toByteArray();
    }

    private static byte[] samples(Raster raster, TiffLayout layout) throws DecodeFailure {
        int bands = layout.samplesTogether();
        if (raster.getNumBands() != bands) {
            throw new DecodeFailure(
                    FailureCode.DAMAGED, raster.getNumBands() + " components for " + bands + " samples");
        }
        int stride = (int) layout.bytesPerRow();
        int width = Math.min(layout.tileWidth(), raster.getWidth());
        byte[] samples = new byte[stride * raster.getHeight()];
        int[] row = new int[bands * raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            if (layout.photometric() == TiffLayout.YCBCR && bands == 3) {
                toRgb(row, layout.compression() == TiffLayout.OLD_JPEG ? -22553 : -22554);
            }
            for (int i = 0; i < bands * width; i++) {
                samples[y * stride + i] = (byte) row[i];
            }
        }
        return samples;
    }

    /** libjpeg's conversion (jdcolor.c, ycc_rgb_convert), in its fixed point of 16 bits; libtiff rounds blue's part of green otherwise. */
    private static void toRgb(int[] row, int blueInGreen) {
        int half = 1 << 15;
        for (int i = 0; i < row.length; i += 3) {
            int luma = row[i];
            int blue = row[i + 1] - 128;
            int red = row[i + 2] - 128;
            row[i] = clip(luma + ((91881 * red + half) >> 16));
            row[i + 1] = clip(luma + ((blueInGreen * blue - 46802 * red + half) >> 16));
            row[i + 2] = clip(luma + ((116130 * blue + half) >> 16));
        }
    }

    private static int clip(int value) {
        return Math.clamp(value, 0, 255);
    }
}
