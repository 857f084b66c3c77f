package dev.mediaingest.engines.image;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The first picture of a WebP, cut out of its container (RFC 9649, 2.3 to 2.7; RFC 6386, 9.1):
 *
 * <pre>
 * RIFF length(4) WEBP
 * VP8X flags(4) width-1(3) height-1(3)          only if extended
 * ALPH ..., VP8  or VP8L                        a still
 * ANMF x/2(3) y/2(3) width-1(3) height-1(3) duration(3) flags(1), ALPH ..., VP8  or VP8L     a frame
 * </pre>
 *
 * @param canvasWidth what the file shows; a frame of an animation may be smaller
 * @param left where the picture lies on it
 * @param hasAlpha whether anything may be transparent
 * @param still a WebP file of this picture alone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WebpFrame(int canvasWidth, int canvasHeight, int left, int top, boolean hasAlpha, byte[] still) {
    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;
    private static final int EXTENDED_CHUNK = 18;
    private static final int ALPHA = 0x10;

    static WebpFrame read(byte[] data, long maxPixels) throws DecodeFailure {
        return new Walk(data, maxPixels).run();
    }

    private static final class Walk {
        private final byte[] data;
        private final ByteBuffer fields;
        private final long maxPixels;
        private int canvasWidth;
        private int canvasHeight;
        private int width;
        private int height;
        private boolean alphaStated;

        Walk(byte[] data, long maxPixels) {
            this.data = data;
            this.fields = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
            this.maxPixels = maxPixels;
        }

        WebpFrame run() throws DecodeFailure {
            if (data.length < RIFF_HEADER || !isNamed(0, "RIFF") || !isNamed(8, "WEBP")) {
                throw new DecodeFailure(FailureCode.DAMAGED, "does not begin as a WebP does");
            }
            long end = CHUNK_HEADER + Integer.toUnsignedLong(fields.getInt(4));
            if (end > data.length) {
                throw truncated();
            }
            int alphaChunk = -1;
            for (long next = RIFF_HEADER; next + CHUNK_HEADER <= end; ) {
                int at = (int) next;
                next = behind(at, end);
                if (isNamed(at, "VP8X")) {
                    extended(at);
                } else if (isNamed(at, "ALPH")) {
                    alphaChunk = at;
                } else if (isNamed(at, "ANMF")) {
                    return frame(at, (int) Math.min(next, end));
                } else if (isPicture(at)) {
                    return still(at, alphaChunk >= 0);
                }
            }
            throw truncated();
        }

        private void extended(int at) throws DecodeFailure {
            if (lengthOf(at) < 10) {
                throw new DecodeFailure(FailureCode.DAMAGED, "an extended header without a size");
            }
            alphaStated = (data[at + 8] & ALPHA) != 0;
            canvasWidth = u24(at + 12) + 1;
            canvasHeight = u24(at + 15) + 1;
            PictureBytes.checkSize(canvasWidth, canvasHeight, maxPixels);
        }

        /** The decoder reads the file as it is. */
        private WebpFrame still(int at, boolean withAlphaChunk) throws DecodeFailure {
            size(at);
            boolean hasCanvas = canvasWidth > 0;
            if (hasCanvas && (canvasWidth != width || canvasHeight != height)) {
                throw new DecodeFailure(FailureCode.DAMAGED, "canvas and picture differ in size");
            }
            boolean hasAlpha = isNamed(at, "VP8L") ? losslessAlpha(at) : withAlphaChunk && alphaStated;
            return new WebpFrame(width, height, 0, 0, hasAlpha, data);
        }

        private WebpFrame frame(int at, int end) throws DecodeFailure {
            int start = at + CHUNK_HEADER + FRAME_HEADER;
            int alphaChunk = -1;
            for (int next = start; next + CHUNK_HEADER <= end; ) {
                int chunk = next;
                next = (int) behind(chunk, end);
                if (isNamed(chunk, "ALPH")) {
                    alphaChunk = chunk;
                } else if (isPicture(chunk)) {
                    return frame(at + CHUNK_HEADER, chunk, alphaChunk);
                }
            }
            throw new DecodeFailure(FailureCode.DAMAGED, "a frame without a picture");
        }

        private WebpFrame frame(int header, int picture, int alphaChunk) throws DecodeFailure {
            size(picture);
            int left = 2 * u24(header);
            int top = 2 * u24(header + 3);
            boolean stated = width == u24(header + 6) + 1 && height == u24(header + 9) + 1;
            if (!stated || left + width > canvasWidth || top + height > canvasHeight) {
                throw new DecodeFailure(FailureCode.DAMAGED, "a frame that does not fit on its canvas");
            }
            boolean covers = width == canvasWidth && height == canvasHeight;
            boolean hasAlpha = !covers || alphaChunk >= 0 || (isNamed(picture, "VP8L") && losslessAlpha(picture));
            return new WebpFrame(canvasWidth, canvasHeight, left, top, hasAlpha, alone(picture, alphaChunk));
        }

        /** A file of an extended header if there is an alpha chunk, that, and the picture. */
        private byte[] alone(int picture, int alphaChunk) {
            int alphaLength = alphaChunk < 0 ? 0 : padded(lengthOf(alphaChunk));
            int pictureLength = padded(lengthOf(picture));
            int total = RIFF_HEADER + (alphaChunk < 0 ? 0 : EXTENDED_CHUNK + alphaLength) + pictureLength;
            ByteBuffer file = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
            file.put(ascii("RIFF")).putInt(total - CHUNK_HEADER).put(ascii("WEBP"));
            if (alphaChunk >= 0) {
                file.put(ascii("VP8X")).putInt(10).putInt(ALPHA);
                put24(file, width - 1);
                put24(file, height - 1);
                file.put(data, alphaChunk, Math.min(alphaLength, data.length - alphaChunk));
            }
            file.put(data, picture, Math.min(pictureLength, data.length - picture));
            return file.array();
        }

        // VP8: frame tag (3), 9d 01 2a, width (14 bits), scale (2), height (14), scale (2)
        // VP8L: 2f, width-1 (14 bits), height-1 (14), alpha (1), version (3)
        private void size(int at) throws DecodeFailure {
            boolean lossless = isNamed(at, "VP8L");
            if (lengthOf(at) < (lossless ? 5 : 10)) {
                throw truncated();
            }
            int from = at + CHUNK_HEADER;
            int bits = fields.getInt(from + (lossless ? 1 : 6));
            width = lossless ? (bits & 0x3fff) + 1 : bits & 0x3fff;
            height = lossless ? (bits >>> 14 & 0x3fff) + 1 : bits >>> 16 & 0x3fff;
            PictureBytes.checkSize(width, height, maxPixels);
        }

        private boolean losslessAlpha(int at) {
            return (fields.getInt(at + CHUNK_HEADER + 1) >>> 28 & 1) != 0;
        }

        private long behind(int at, long end) throws DecodeFailure {
            long length = Integer.toUnsignedLong(fields.getInt(at + 4));
            long behind = at + CHUNK_HEADER + length;
            if (behind > end) {
                throw truncated();
            }
            return behind + (length & 1);
        }

        private int lengthOf(int at) {
            return fields.getInt(at + 4);
        }

        private static int padded(int length) {
            return CHUNK_HEADER + length + (length & 1);
        }

        private boolean isPicture(int at) {
            return isNamed(at, "VP8 ") || isNamed(at, "VP8L");
        }

        private boolean isNamed(int at, String name) {
            for (int i = 0; i < 4; i++) {
                if (data[at + i] != name.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private int u24(int at) {
            return (data[at] & 0xff) | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff) << 16;
        }

        private static void put24(ByteBuffer file, int value) {
            file.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
        }

        private static byte[] ascii(String name) {
            return name.getBytes(StandardCharsets.US_ASCII);
        }

        private static DecodeFailure truncated() {
            return new DecodeFailure(FailureCode.TRUNCATED, "the file ends before its picture does");
        }
    }
}
