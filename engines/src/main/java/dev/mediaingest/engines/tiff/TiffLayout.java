package dev.mediaingest.engines.tiff;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.decode.DecodeFailure;

/**
 * How a TIFF's pixels are stored: in strips, or in tiles, of which strips are a kind as wide as the picture (TIFF 6.0, sections 7, 8,
 * 14 and 15). All numbers are within bounds.
 *
 * @param width of the picture
 * @param height of the picture
 * @param tileWidth of a strip or tile
 * @param tileHeight of a strip or tile
 * @param bits of a sample
 * @param samples of a pixel, those of no colour included
 * @param extra what the first sample of no colour means: 0 nothing, 1 opacity its colours are multiplied by, 2 opacity; -1 if there is
 *     none
 * @param format of a sample: 1 a whole number, 2 one with a sign, 3 a fraction
 * @param isPlanar whether each sample has strips of its own
 * @param isReversed whether the lowest bit of a byte comes first
 * @param offsets of strips or tiles
 * @param lengths of strips or tiles
 * @param colors of the palette, all red, all green, all blue, in 16 bits each
 * @param jpegTables what JPEG strips leave out; empty if they leave out nothing
 * @param oldJpeg where a JPEG of the older kind begins; 0 if there is none
 * @param oldJpegLength how long it is said to be
 * @param across pixels side by side that share a chroma, of luma and chroma that are no JPEG
 * @param down rows that share a chroma
 */
@SuppressWarnings("ArrayRecordComponent") // of one picture, and never compared
record TiffLayout(
        int width,
        int height,
        int tileWidth,
        int tileHeight,
        int bits,
        int samples,
        int extra,
        int format,
        int photometric,
        int compression,
        int predictor,
        boolean isPlanar,
        boolean isReversed,
        boolean isBigEndian,
        Orientation orientation,
        long[] offsets,
        long[] lengths,
        long[] colors,
        byte[] jpegTables,
        long oldJpeg,
        long oldJpegLength,
        int across,
        int down,
        boolean isBig) {
    static final int RAW = 1;
    static final int LZW = 5;
    static final int OLD_JPEG = 6;
    static final int JPEG = 7;
    static final int DEFLATE = 8;
    static final int OLD_DEFLATE = 32_946;
    static final int PACK_BITS = 32_773;

    static final int WHITE_IS_ZERO = 0;
    static final int BLACK_IS_ZERO = 1;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int INK = 5;
    static final int YCBCR = 6;
    static final int LAB = 8;
    /** As {@link #LAB}, but the colours are without a sign (TIFF Technical Note 4). */
    static final int ICC_LAB = 9;

    private static final int MOST_SAMPLES = 16;
    private static final int LONGEST_SIDE = 1 << 20;

    static TiffLayout of(TiffTags tags) throws DecodeFailure {
        int width = side(tags.first(0x0100, 0));
        int height = side(tags.first(0x0101, 0));
        boolean tiled = tags.has(0x0142) && tags.has(0x0144);
        long rowsPerStrip = tags.first(0x0116, height);
        int samples = within("samples", tags.first(0x0115, 1), 1, MOST_SAMPLES);
        long[] extras = tags.all(0x0152);
        long[] offsets = tags.all(tiled ? 0x0144 : 0x0111);
        long[] shared = tags.all(0x0212);
        if (offsets.length == 0) {
            throw damaged("no strips or tiles");
        }
        return new TiffLayout(
                width,
                height,
                tiled ? side(tags.first(0x0142, width)) : width,
                tiled
                        ? side(tags.first(0x0143, height))
                        : Math.clamp(rowsPerStrip < 1 ? height : rowsPerStrip, 1, height),
                bits(tags.all(0x0102)),
                samples,
                extras.length == 0 ? -1 : Math.clamp(extras[0], 0, 999),
                (int) tags.first(0x0153, 1),
                (int) tags.first(0x0106, BLACK_IS_ZERO),
                (int) tags.first(0x0103, RAW),
                (int) tags.first(0x013d, 1),
                tags.first(0x011c, 1) == 2 && samples > 1,
                tags.first(0x010a, 1) == 2,
                tags.isBigEndian(),
                Orientation.ofExif(tags.first(0x0112, 1)).orElse(Orientation.UPRIGHT),
                offsets,
                tags.all(tiled ? 0x0145 : 0x0117),
                tags.all(0x0140),
                bytes(tags.all(0x015b)),
                tags.first(0x0201, 0),
                tags.first(0x0202, 0),
                shared.length == 2 ? within("shared", shared[0], 1, 4) : 2,
                shared.length == 2 ? within("shared", shared[1], 1, 4) : 2,
                tags.isBig());
    }

    private static byte[] bytes(long[] numbers) {
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) numbers[i];
        }
        return bytes;
    }

    private static int side(long length) throws DecodeFailure {
        if (length > LONGEST_SIDE) {
            throw new DecodeFailure(FailureCode.TOO_MANY_PIXELS, "a side of " + length);
        }
        return within("side", length, 1, LONGEST_SIDE);
    }

    private static int bits(long[] ofSamples) throws DecodeFailure {
        long bits = ofSamples.length == 0 ? 1 : ofSamples[0];
        for (long other : ofSamples) {
            if (other != bits) {
                throw new DecodeFailure(FailureCode.NO_DECODER, "for a TIFF of samples of different lengths");
            }
        }
        return within("bits", bits, 1, 64);
    }

    private static int within(String what, long number, int least, int most) throws DecodeFailure {
        if (number < least || number > most) {
            throw damaged(number + " " + what);
        }
        return (int) number;
    }

    private static DecodeFailure damaged(String detail) {
        return new DecodeFailure(FailureCode.DAMAGED, detail);
    }

    int tilesAcross() {
        return (width + tileWidth - 1) / tileWidth;
    }

    int tilesDown() {
        return (height + tileHeight - 1) / tileHeight;
    }

    /** Samples that lie side by side in one strip. */
    int samplesTogether() {
        return isPlanar ? 1 : samples;
    }

    /** Bytes of a strip's or tile's row. */
    long bytesPerRow() {
        return ((long) tileWidth * samplesTogether() * bits + 7) / 8;
    }

    /** Samples that make a colour. */
    int colorSamples() {
        return switch (photometric) {
            case RGB, YCBCR, LAB, ICC_LAB -> 3;
            case INK -> 4;
            default -> 1;
        };
    }
}
