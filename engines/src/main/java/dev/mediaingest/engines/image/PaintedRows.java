package dev.mediaingest.engines.image;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.BitSet;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;

/**
 * Remembers the rows a reader has written of a picture. Of an interlaced one the first pass has every eighth, and the passes behind it
 * have what lies between. Confined to the reader's thread.
 */
final class PaintedRows implements IIOReadUpdateListener {
    private final BooleanSupplier isMadeUp;
    private final BitSet painted = new BitSet();

    /** With what says that the reader is past the file's end and paints what it likes. */
    PaintedRows(BooleanSupplier isMadeUp) {
        this.isMadeUp = isMadeUp;
    }

    /** Repeats rows where those below them come with a later pass; how many there are now, from the top. */
    int fill(BufferedImage image) {
        WritableRaster raster = image.getRaster();
        int width = raster.getWidth();
        Object row = null;
        for (int y = painted.nextSetBit(0); y >= 0 && y < painted.length(); y++) {
            if (painted.get(y)) {
                row = raster.getDataElements(0, y, width, 1, null);
            } else {
                raster.setDataElements(0, y, width, 1, row);
            }
        }
        return painted.length();
    }

    @Override
    public void imageUpdate(
            ImageReader source,
            BufferedImage image,
            int minX,
            int minY,
            int width,
            int height,
            int periodX,
            int periodY,
            int[] bands) {
        for (int i = 0; i < height && !isMadeUp.getAsBoolean(); i++) {
            painted.set(minY + i * periodY);
        }
    }

    @Override
    public void passStarted(
            ImageReader source,
            BufferedImage image,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void passComplete(ImageReader source, BufferedImage image) {}

    @Override
    public void thumbnailPassStarted(
            ImageReader source,
            BufferedImage thumbnail,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void thumbnailUpdate(
            ImageReader source,
            BufferedImage thumbnail,
            int minX,
            int minY,
            int width,
            int height,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void thumbnailPassComplete(ImageReader source, BufferedImage thumbnail) {}
}
