package dev.mediaingest.engines.image;

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

/** Decodes BMP of Windows and OS/2, a row at a time: a picture of any size takes the memory of a few rows. */
public final class BmpDecoder implements Decoder {

    @Override
    public boolean decodes(MediaType type) {
        return type == MediaType.BMP;
    }

    @Override
    public void decode(Path path, DecodeOptions options, PixelSink sink) throws DecodeFailure, IOException {
        try (PictureFile file = PictureFile.open(path)) {
            BmpLayout layout = BmpLayout.read(file, options.maxPixels());
            if (layout.isRunLengthCoded()) {
                new BmpRuns(file, layout).handOut(sink);
            } else {
                rows(file, layout, sink);
            }
        } catch (EOFException e) {
            throw new DecodeFailure(FailureCode.TRUNCATED, "the file ends before its pixels do: " + e.getMessage());
        }
    }

    private static void rows(PictureFile file, BmpLayout layout, PixelSink sink) throws IOException {
        BmpColors colors = new BmpColors(layout);
        byte[] row = new byte[(int) layout.stride()];
        sink.begin(new Dimensions(layout.width(), layout.height()));
        for (int y = 0; y < layout.height(); y++) {
            long line = layout.isTopDown() ? y : layout.height() - 1L - y;
            file.read(layout.pixelsAt() + line * layout.stride(), row, row.length);
            colors.convert(row);
            sink.row(colors.shown(), colors.shown(), colors.alpha());
        }
    }
}
