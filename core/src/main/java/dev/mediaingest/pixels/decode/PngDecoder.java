package dev.mediaingest.pixels.decode;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DataFormatException;

/**
 * Decodes PNG of every colour type, depth and interlacing (PNG third edition, clauses 7 to 11), APNG as its default picture.
 * No native code. Memory is two rows and what {@link Inflate} holds, for interlaced pictures the whole picture.
 *
 * <p>Stricter than most: a wrong CRC of a critical chunk, a wrong Adler-32 of the pixels and missing rows all fail, since
 * pixels that are only probably right have no fingerprint. Samples of 16 bits lose their lower byte.
 */
public final class PngDecoder implements Decoder {
    /** The format allows 2^31 - 1; a row of so many would not fit into memory. */
    private static final int LONGEST_SIDE = 1 << 20;

    private static final long MOST_INTERLACED = 256L << 20;

    @Override
    public boolean decodes(MediaType type) {
        return type == MediaType.PNG;
    }

    @Override
    public void decode(Path file, DecodeOptions options, PixelSink sink) throws DecodeFailure, IOException {
        try (PngStream stream = new PngStream(new BufferedInputStream(Files.newInputStream(file), 64 << 10))) {
            PngHeader header = stream.readHeader();
            check(header, options.maxPixels());
            stream.readToPixels(header);
            PngPixels pixels = new PngPixels(header, stream.palette(), stream.transparency());
            sink.begin(new Dimensions(header.width(), header.height()));
            if (header.interlaced()) {
                interlaced(header, stream, pixels, sink);
            } else {
                straight(header, stream, pixels, sink);
            }
            stream.finishPixels();
        } catch (EOFException e) {
            throw new DecodeFailure(FailureCode.TRUNCATED, "the file ends before its pixels do");
        } catch (DataFormatException e) {
            throw new DecodeFailure(FailureCode.DAMAGED, "the pixels do not inflate: " + e.getMessage());
        }
    }

    private static void check(PngHeader header, long maxPixels) throws DecodeFailure {
        long pixels = (long) header.width() * header.height();
        String size = header.width() + "x" + header.height();
        if (pixels > maxPixels) {
            throw new DecodeFailure(
                    FailureCode.TOO_MANY_PIXELS, size + " is more than " + maxPixels / 1_000_000 + " megapixels");
        }
        if (Math.max(header.width(), header.height()) > LONGEST_SIDE) {
            throw new DecodeFailure(FailureCode.TOO_MANY_PIXELS, size + " has a side over " + LONGEST_SIDE);
        }
        if (header.interlaced() && pixels * 4 > MOST_INTERLACED) {
            throw new DecodeFailure(FailureCode.TOO_MANY_PIXELS, size + " is too large for an interlaced picture");
        }
    }

    private static void straight(PngHeader header, PngStream stream, PngPixels pixels, PixelSink sink)
            throws DecodeFailure, IOException, DataFormatException {
        var rows = new PngRows(stream, header, header.width());
        for (int y = 0; y < header.height(); y++) {
            pixels.convert(rows.next(), header.width());
            sink.row(pixels.shown(), pixels.exact(), pixels.alpha());
        }
    }

    /** Adam7: seven smaller pictures, whose pixels lie between each other's (clause 8.1). */
    private static void interlaced(PngHeader header, PngStream stream, PngPixels pixels, PixelSink sink)
            throws DecodeFailure, IOException, DataFormatException {
        var whole = new WholePicture(header.width(), header.height(), pixels.hasAlpha(), pixels.isClipped());
        for (Adam7 pass : Adam7.values()) {
            int width = pass.width(header.width());
            int height = pass.height(header.height());
            if (width == 0 || height == 0) {
                continue;
            }
            var rows = new PngRows(stream, header, width);
            for (int y = 0; y < height; y++) {
                pixels.convert(rows.next(), width);
                whole.scatter(pixels, width, pass.x(), pass.stepX(), pass.y() + y * pass.stepY());
            }
        }
        whole.handOut(sink);
    }

    private enum Adam7 {
        FIRST(0, 0, 8, 8),
        SECOND(4, 0, 8, 8),
        THIRD(0, 4, 4, 8),
        FOURTH(2, 0, 4, 4),
        FIFTH(0, 2, 2, 4),
        SIXTH(1, 0, 2, 2),
        SEVENTH(0, 1, 1, 2);

        private final int x;
        private final int y;
        private final int stepX;
        private final int stepY;

        Adam7(int x, int y, int stepX, int stepY) {
            this.x = x;
            this.y = y;
            this.stepX = stepX;
            this.stepY = stepY;
        }

        int x() {
            return x;
        }

        int y() {
            return y;
        }

        int stepX() {
            return stepX;
        }

        int stepY() {
            return stepY;
        }

        int width(int whole) {
            return (whole - x + stepX - 1) / stepX;
        }

        int height(int whole) {
            return (whole - y + stepY - 1) / stepY;
        }
    }
}
