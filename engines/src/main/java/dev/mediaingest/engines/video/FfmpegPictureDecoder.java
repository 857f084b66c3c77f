package dev.mediaingest.engines.video;

import dev.mediaingest.analyse.decode.DecodeFailure;
import dev.mediaingest.analyse.decode.DecodeOptions;
import dev.mediaingest.analyse.decode.Decoder;
import dev.mediaingest.analyse.decode.PixelSink;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes AVIF and HEIC with ffmpeg: one picture, or a grid of tiles as phones write it. Not turned, and opaque: alpha planes
 * are left out. This ffmpeg has no decoder for JPEG XL.
 */
public final class FfmpegPictureDecoder implements Decoder {

    @Override
    public boolean decodes(MediaType type) {
        return type == MediaType.AVIF || type == MediaType.HEIC;
    }

    @Override
    public void decode(Path file, DecodeOptions options, PixelSink sink) throws DecodeFailure, IOException {
        Ffmpeg.load();
        try (Container container = Container.open(file)) {
            TileGrid grid = TileGrid.primary(container);
            if (grid != null) {
                grid.decode(container, options.maxPixels(), sink);
            } else {
                single(container, options.maxPixels(), sink);
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
