package dev.mediaingest.engines.video;

import dev.mediaingest.analyse.container.isobmff.HeifAlpha;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.Decoder;
import dev.mediaingest.pixels.decode.PixelSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes AVIF and HEIC with ffmpeg: one picture, or a grid of tiles as phones write it, with the opacity an auxiliary image
 * holds. Not turned. This ffmpeg has no decoder for JPEG XL.
 */
public final class FfmpegPictureDecoder implements Decoder {

    @Override
    public boolean decodes(MediaType type) {
        return type == MediaType.AVIF || type == MediaType.HEIC;
    }

    @Override
    public void decode(Path file, DecodeOptions options, PixelSink sink) throws DecodeFailure, IOException {
        Ffmpeg.load();
        Optional<HeifAlpha> alpha = HeifAlpha.read(file);
        if (alpha.isPresent()) {
            translucent(file, alpha.get(), options.maxPixels(), sink);
        } else {
            picture(file, options.maxPixels(), sink);
        }
    }

    /** A plane that does not decode leaves the picture opaque; colours multiplied by it are not the picture's, so that is said. */
    private static void translucent(Path file, HeifAlpha alpha, long maxPixels, PixelSink sink)
            throws DecodeFailure, IOException {
        AlphaPlane decoded;
        try {
            decoded = AlphaPlane.decode(file, alpha, maxPixels);
        } catch (DecodeFailure e) {
            picture(file, maxPixels, sink);
            if (alpha.premultiplied()) {
                throw e;
            }
            return;
        }
        try (AlphaPlane plane = decoded) {
            picture(file, maxPixels, new TranslucentRows(plane, alpha.premultiplied(), sink));
        }
    }

    private static void picture(Path file, long maxPixels, PixelSink sink) throws DecodeFailure, IOException {
        try (Container container = Container.open(file)) {
            TileGrid grid = TileGrid.primary(container);
            if (grid != null) {
                grid.decode(container, maxPixels, sink);
            } else {
                single(container, maxPixels, sink);
            }
        }
    }

    private static void single(Container container, long maxPixels, PixelSink sink) throws DecodeFailure {
        int stream = StreamFacts.videoStream(container);
        AVCodecParameters parameters = container.stream(stream).codecpar();
        PictureLimit.check(new Dimensions(parameters.width(), parameters.height()), maxPixels);
        try (StreamDecoder decoder = new StreamDecoder(container, stream, maxPixels)) {
            AVFrame frame = decoder.next();
            try (RgbConversion conversion = RgbConversion.of(frame, "")) {
                conversion.handOut(frame, sink);
            }
        }
    }
}
