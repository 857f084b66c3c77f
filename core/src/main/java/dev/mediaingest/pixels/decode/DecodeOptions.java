package dev.mediaingest.pixels.decode;

/**
 * How a picture is decoded.
 *
 * @param maxPixels a picture whose own header claims more is refused before anything is decoded
 * @param enoughSide a decoder that is faster for it may hand out a smaller picture whose shorter side has still at least so
 *     many pixels; {@link #EXACT} for the picture as it is
 */
public record DecodeOptions(long maxPixels, int enoughSide) {
    /** Every pixel, as stored. */
    public static final int EXACT = Integer.MAX_VALUE;

    /** Half a gigapixel: more than any camera takes in one picture. */
    public static final long DEFAULT_MAX_PIXELS = 512_000_000;

    public static DecodeOptions exact(long maxPixels) {
        return new DecodeOptions(maxPixels, EXACT);
    }
}
