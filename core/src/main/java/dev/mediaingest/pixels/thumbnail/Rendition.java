package dev.mediaingest.pixels.thumbnail;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Orientation;
import java.util.List;

/**
 * A small opaque picture in memory.
 *
 * @param rgb red, green, blue of each pixel, rows top to bottom without padding; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Rendition(int width, int height, byte[] rgb) {

    private static final int STRIPES = 16;
    private static final double FLAT_VARIANCE = 6 * 6;

    /** The same picture turned and mirrored as a person should see it. */
    public Rendition upright(Orientation orientation) {
        if (orientation == Orientation.UPRIGHT) {
            return this;
        }
        int shownWidth = orientation.swapsSides() ? height : width;
        int shownHeight = orientation.swapsSides() ? width : height;
        byte[] turned = new byte[rgb.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int to = orientation.uprightIndex(x, y, width, height);
                System.arraycopy(rgb, 3 * (y * width + x), turned, 3 * to, 3);
            }
        }
        return new Rendition(shownWidth, shownHeight, turned);
    }

    /** Whether it is of one brightness all over but for noise, as the black before a film begins. */
    public boolean isFlat() {
        double sum = 0;
        double squares = 0;
        int pixels = rgb.length / 3;
        for (int i = 0; i < rgb.length; i += 3) {
            double luma = 0.299 * (rgb[i] & 0xff) + 0.587 * (rgb[i + 1] & 0xff) + 0.114 * (rgb[i + 2] & 0xff);
            sum += luma;
            squares += luma * luma;
        }
        double mean = sum / pixels;
        return squares / pixels - mean * mean < FLAT_VARIANCE;
    }

    /** The same picture with slanted stripes from a row on, and at least along its lower edge: what lies there is not known. */
    Rendition incompleteFrom(int row) {
        byte[] marked = rgb.clone();
        for (int y = Math.min(row, height - Math.max(1, height / 12)); y < height; y++) {
            for (int x = 0; x < width; x++) {
                byte grey = (byte) ((x + y) % STRIPES < STRIPES / 2 ? 0x60 : 0xb0);
                marked[3 * (y * width + x)] = grey;
                marked[3 * (y * width + x) + 1] = grey;
                marked[3 * (y * width + x) + 2] = grey;
            }
        }
        return new Rendition(width, height, marked);
    }

    /** The same picture reduced so that its longer side has at most so many pixels. */
    public Rendition reducedTo(int longestSide) {
        if (Math.max(width, height) <= longestSide) {
            return this;
        }
        AreaReduction reduction = new AreaReduction(longestSide);
        reduction.begin(new Dimensions(width, height));
        byte[] row = new byte[3 * width];
        for (int y = 0; y < height; y++) {
            System.arraycopy(rgb, row.length * y, row, 0, row.length);
            reduction.row(row, row, null);
        }
        return reduction.rendition();
    }

    /** Several pictures in a row, as high as the highest, black where there is none. */
    public static Rendition sideBySide(List<Rendition> frames) {
        int width = frames.stream().mapToInt(Rendition::width).sum();
        int height = frames.stream().mapToInt(Rendition::height).max().orElse(0);
        byte[] all = new byte[3 * width * height];
        int left = 0;
        for (Rendition frame : frames) {
            for (int y = 0; y < frame.height; y++) {
                System.arraycopy(frame.rgb, 3 * y * frame.width, all, 3 * (y * width + left), 3 * frame.width);
            }
            left += frame.width;
        }
        return new Rendition(width, height, all);
    }
}
