package dev.mediaingest.pixels.decode;

import dev.mediaingest.failure.FailureCode;
import java.nio.ByteBuffer;

/**
 * IHDR: what the pixels look like (PNG third edition, 11.2.1).
 *
 * @param depth bits a sample: 1, 2, 4, 8 or 16
 * @param colorType 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha
 */
record PngHeader(int width, int height, int depth, int colorType, boolean interlaced) {
    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    static PngHeader of(byte[] data) throws DecodeFailure {
        ByteBuffer in = ByteBuffer.wrap(data);
        PngHeader header = data.length == 13
                ? new PngHeader(in.getInt(), in.getInt(), in.get(), in.get(), data[12] == 1)
                : new PngHeader(0, 0, 0, 0, false);
        boolean standard = header.width > 0
                && header.height > 0
                && data[10] == 0
                && data[11] == 0
                && (data[12] == 0 || data[12] == 1)
                && header.isDepthAllowed();
        if (!standard) {
            throw new DecodeFailure(FailureCode.DAMAGED, "IHDR states no picture a PNG can hold");
        }
        return header;
    }

    private boolean isDepthAllowed() {
        boolean whole = depth == 8 || depth == 16;
        boolean part = depth == 1 || depth == 2 || depth == 4;
        return switch (colorType) {
            case GREY -> whole || part;
            case PALETTE -> part || depth == 8;
            case RGB, GREY_ALPHA, RGB_ALPHA -> whole;
            default -> false;
        };
    }

    int samples() {
        return switch (colorType) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
    }

    /** Bytes of a row of so many pixels, without its filter byte. */
    int rowBytes(int pixels) {
        return (int) (((long) pixels * samples() * depth + 7) / 8);
    }

    /** The distance a filter looks back: bytes of a whole pixel, at least one. */
    int pixelBytes() {
        return Math.max(1, samples() * depth / 8);
    }
}
