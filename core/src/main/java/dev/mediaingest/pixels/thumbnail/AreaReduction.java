package dev.mediaingest.pixels.thumbnail;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.OverWhite;
import dev.mediaingest.pixels.decode.PixelSink;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reduces a picture while its rows come by: each small pixel is the mean of exactly the area it covers, so nothing shimmers
 * and no detail is skipped. Transparent pixels lie over white. Never enlarges. Memory is the small picture and a row.
 */
public final class AreaReduction implements PixelSink {
    private static final int CHANNELS = 3;
    private static final Dimensions NOTHING = new Dimensions(1, 1);

    private final int longestSide;
    private int fromWidth;
    private int fromHeight;
    private int width;
    private int height;
    private OverWhite overWhite = new OverWhite(NOTHING);
    /** The first and the last source pixel in each reduced one, and how much of it lies there. */
    private int[] firsts = new int[0];

    private int[] lasts = new int[0];
    private int[] firstWeights = new int[0];
    private int[] lastWeights = new int[0];
    private float[] reducedRow = new float[0];
    private float[] sums = new float[0];
    private byte[] pixels = new byte[0];
    private int y;
    private int row;

    public AreaReduction(int longestSide) {
        this.longestSide = longestSide;
    }

    @Override
    public void begin(Dimensions size) {
        fromWidth = size.width();
        fromHeight = size.height();
        double scale = Math.min(1, (double) longestSide / Math.max(fromWidth, fromHeight));
        width = (int) Math.max(1, Math.round(fromWidth * scale));
        height = (int) Math.max(1, Math.round(fromHeight * scale));
        layOutAcross();
        overWhite = new OverWhite(size);
        reducedRow = new float[CHANNELS * width];
        sums = new float[CHANNELS * width];
        pixels = new byte[CHANNELS * width * height];
        y = 0;
        row = 0;
    }

    @Override
    public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
        byte[] opaque = overWhite.row(shown, alpha);
        if (width == fromWidth && height == fromHeight) {
            System.arraycopy(opaque, 0, pixels, CHANNELS * width * y, CHANNELS * width);
            y++;
            return;
        }
        reduceAcross(opaque);
        // in units of 1/(height x fromHeight): a source row covers `height`, a reduced row `fromHeight`
        long start = (long) y * height;
        long end = start + height;
        long rowEnd = (row + 1L) * fromHeight;
        if (end < rowEnd) {
            add((float) height);
        } else {
            add((float) (rowEnd - start));
            finishRow();
            if (end > rowEnd) {
                add((float) (end - rowEnd));
            }
        }
        y++;
    }

    private void reduceAcross(byte[] rgb) {
        float scale = 1f / fromWidth;
        for (int to = 0, into = 0; to < width; to++, into += CHANNELS) {
            int i = CHANNELS * firsts[to];
            int last = CHANNELS * lasts[to];
            long weight = firstWeights[to];
            long red = weight * (rgb[i] & 0xff);
            long green = weight * (rgb[i + 1] & 0xff);
            long blue = weight * (rgb[i + 2] & 0xff);
            if (last > i) {
                int redSum = 0;
                int greenSum = 0;
                int blueSum = 0;
                for (i += CHANNELS; i < last; i += CHANNELS) {
                    redSum += rgb[i] & 0xff;
                    greenSum += rgb[i + 1] & 0xff;
                    blueSum += rgb[i + 2] & 0xff;
                }
                weight = lastWeights[to];
                red += (long) width * redSum + weight * (rgb[i] & 0xff);
                green += (long) width * greenSum + weight * (rgb[i + 1] & 0xff);
                blue += (long) width * blueSum + weight * (rgb[i + 2] & 0xff);
            }
            reducedRow[into] = red * scale;
            reducedRow[into + 1] = green * scale;
            reducedRow[into + 2] = blue * scale;
        }
    }

    /** In units of 1/(width x fromWidth): a source pixel covers {@code width}, a reduced one {@code fromWidth}. */
    private void layOutAcross() {
        firsts = new int[width];
        lasts = new int[width];
        firstWeights = new int[width];
        lastWeights = new int[width];
        for (int to = 0; to < width; to++) {
            long start = (long) to * fromWidth;
            long end = start + fromWidth;
            firsts[to] = (int) (start / width);
            lasts[to] = (int) ((end - 1) / width);
            firstWeights[to] = (int) (Math.min(end, (firsts[to] + 1L) * width) - start);
            lastWeights[to] = (int) (end - (long) lasts[to] * width);
        }
    }

    private void add(float weight) {
        float share = weight / fromHeight;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += share * reducedRow[i];
        }
    }

    private void finishRow() {
        int at = CHANNELS * width * row;
        for (int i = 0; i < sums.length; i++) {
            pixels[at + i] = (byte) Math.min(255, (int) (sums[i] + 0.5f));
            sums[i] = 0;
        }
        row++;
    }

    /**
     * The reduced picture as far as rows came, marked as incomplete where none did and in any case along its lower edge; empty if
     * there is nothing to be seen.
     */
    public Optional<Rendition> soFar() {
        int rows = width == fromWidth && height == fromHeight ? y : row;
        return rows == 0 ? Optional.empty() : Optional.of(new Rendition(width, height, pixels).incompleteFrom(rows));
    }

    /** The reduced picture, after the last row; its array is not copied. */
    public Rendition rendition() {
        return new Rendition(width, height, pixels);
    }
}
