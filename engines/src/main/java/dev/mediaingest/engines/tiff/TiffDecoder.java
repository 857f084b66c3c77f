package dev.mediaingest.engines.tiff;

import dev.mediaingest.engines.image.ImageIoDecoder;
import dev.mediaingest.engines.image.PictureFile;
import dev.mediaingest.engines.image.TurnedPicture;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.Decoder;
import dev.mediaingest.pixels.decode.PixelSink;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * Decodes the first page of a TIFF, upright as Pillow opens it: raw, LZW, PackBits and Deflate by itself and a row at a time, so a
 * picture of any size takes little memory; JPEG and fax codings by {@link ImageIoDecoder}, which holds the whole picture.
 */
public final class TiffDecoder implements Decoder {
    /** What the others know: fax codings, the older JPEG, and what is packed as here but means colours of another kind. */
    private static final Set<Integer> OTHERS = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 32_946, 32_773);

    private final ImageIoDecoder others = new ImageIoDecoder();

    @Override
    public boolean decodes(MediaType type) {
        return type == MediaType.TIFF;
    }

    @Override
    public boolean turns(MediaType type) {
        return true;
    }

    @Override
    public void decode(Path path, DecodeOptions options, PixelSink sink) throws DecodeFailure, IOException {
        try (PictureFile file = PictureFile.open(path)) {
            TiffLayout layout = TiffLayout.of(TiffTags.read(file));
            long pixels = (long) layout.width() * layout.height();
            if (pixels > options.maxPixels()) {
                throw new DecodeFailure(
                        FailureCode.TOO_MANY_PIXELS,
                        layout.width() + "x" + layout.height() + " is more than " + options.maxPixels() / 1_000_000
                                + " megapixels");
            }
            Dimensions stored = new Dimensions(layout.width(), layout.height());
            if (TiffPicture.decodes(layout)) {
                TiffColors colors = new TiffColors(layout);
                new TurnedPicture(stored, layout.orientation(), colors.isClipped(), colors.hasAlpha())
                        .handOut(new TiffPicture(file, layout)::handOut, sink);
            } else if (layout.isBig() || !OTHERS.contains(layout.compression())) {
                throw new DecodeFailure(FailureCode.NO_DECODER, "for a TIFF of compression " + layout.compression());
            } else {
                others.decodeTurned(path, options, layout.orientation(), sink);
            }
        } catch (EOFException e) {
            throw new DecodeFailure(FailureCode.TRUNCATED, "the file ends before its pixels do: " + e.getMessage());
        } catch (ZipException e) {
            throw new DecodeFailure(FailureCode.DAMAGED, "the pixels do not inflate: " + e.getMessage());
        }
    }
}
