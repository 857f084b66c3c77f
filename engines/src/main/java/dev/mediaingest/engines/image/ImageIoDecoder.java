package dev.mediaingest.engines.image;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.Decoder;
import dev.mediaingest.pixels.decode.PixelSink;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Decodes GIF with the JDK's reader, and for others the TIFFs that TwelveMonkeys' reader knows. Of an animation the first frame on its
 * screen, of several pages the first. The whole picture lies in memory.
 *
 * <p>A reader that wanted more bytes than there are has no whole picture, whatever it returns.
 */
public final class ImageIoDecoder implements Decoder {

    @Override
    public boolean decodes(MediaType type) {
        return type == MediaType.GIF;
    }

    @Override
    public void decode(Path file, DecodeOptions options, PixelSink sink) throws DecodeFailure, IOException {
        decodeTurned(file, options, Orientation.UPRIGHT, sink);
    }

    /** Decodes whatever picture a reader knows, and hands it out turned. */
    public void decodeTurned(Path file, DecodeOptions options, Orientation orientation, PixelSink sink)
            throws DecodeFailure, IOException {
        byte[] data = PictureBytes.read(file);
        ImageIO.setUseCache(false);
        try (WatchedInput input = new WatchedInput(data)) {
            ImageReader reader = reader(input);
            try {
                decode(reader, input, options.maxPixels(), orientation, sink);
            } catch (EOFException e) {
                throw truncated();
            } catch (IOException | RuntimeException e) {
                // of bytes in memory, so no disk is to blame; readers throw every kind of exception at damaged files
                throw input.wasReadBeyondItsEnd() ? truncated() : damaged(e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static DecodeFailure truncated() {
        return new DecodeFailure(FailureCode.TRUNCATED, "the file ends before its pixels do");
    }

    private static DecodeFailure damaged(Exception e) {
        return new DecodeFailure(FailureCode.DAMAGED, "the reader gives up: " + e);
    }

    private static ImageReader reader(WatchedInput input) throws DecodeFailure {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
        if (!readers.hasNext()) {
            throw new DecodeFailure(FailureCode.DAMAGED, "no reader knows its beginning");
        }
        return readers.next();
    }

    private static void decode(
            ImageReader reader, WatchedInput input, long maxPixels, Orientation orientation, PixelSink sink)
            throws DecodeFailure, IOException {
        reader.setInput(input, false, false);
        PictureBytes.checkSize(reader.getWidth(0), reader.getHeight(0), maxPixels);
        if (reader.getFormatName().equalsIgnoreCase("gif")) {
            gif(reader, input, maxPixels, sink);
            return;
        }
        PictureRows rows = new RasterRows(reader.read(0));
        if (input.wasReadBeyondItsEnd()) {
            throw truncated();
        }
        Dimensions stored = new Dimensions(rows.width(), rows.height());
        new TurnedPicture(stored, orientation, rows.isClipped(), rows.alpha() != null).handOut(rows::handOut, sink);
    }

    /** Hands out the frame, or its rows until the reader gives up. */
    private static void gif(ImageReader reader, WatchedInput input, long maxPixels, PixelSink sink)
            throws DecodeFailure, IOException {
        GifScreen screen = GifScreen.read(reader);
        PictureBytes.checkSize(screen.width(), screen.height(), maxPixels);
        ImageReadParam into = reader.getDefaultReadParam();
        BufferedImage frame =
                reader.getImageTypes(0).next().createBufferedImage(reader.getWidth(0), reader.getHeight(0));
        into.setDestination(frame);
        PaintedRows painted = new PaintedRows(input::wasReadBeyondItsEnd);
        reader.addIIOReadUpdateListener(painted);
        try {
            reader.read(0, into);
            if (input.wasReadBeyondItsEnd()) {
                throw truncated();
            }
        } catch (DecodeFailure | IOException | RuntimeException e) {
            int rows = painted.fill(frame);
            screen.place(frame).handOutFirst(rows == 0 ? 0 : screen.top() + rows, sink);
            throw e;
        }
        screen.place(frame).handOut(sink);
    }
}
