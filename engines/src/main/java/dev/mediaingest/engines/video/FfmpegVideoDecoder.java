package dev.mediaingest.engines.video;

import dev.mediaingest.analyse.decode.DecodeFailure;
import dev.mediaingest.analyse.decode.VideoDecoder;
import dev.mediaingest.analyse.decode.VideoStreams;
import dev.mediaingest.media.MediaType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Decodes frames of MP4, MOV, MKV, WebM and AVI with ffmpeg, to the pixels its own command gives. Container headers are believed where they say enough; packets
 * are looked at only where they do not.
 */
public final class FfmpegVideoDecoder implements VideoDecoder {

    @Override
    public boolean decodes(MediaType type) {
        return switch (type) {
            case MP4, MOV, MKV, WEBM, AVI -> true;
            default -> false;
        };
    }

    @Override
    public VideoStreams decode(Path file, int frames, long maxPixels, FrameSink sink)
            throws DecodeFailure, IOException {
        Ffmpeg.load();
        try (Container container = Container.open(file)) {
            StreamFacts facts = StreamFacts.read(container);
            VideoStreams streams = facts.streams();
            PictureLimit.check(streams.dimensions(), maxPixels);
            try (FramePicker picker = new FramePicker(container, facts, maxPixels, sink)) {
                picker.first();
                Double duration = streams.duration();
                if (duration != null) {
                    picker.at(IntStream.range(0, frames)
                            .mapToObj(i -> (i + 0.5) / frames * duration)
                            .toList());
                }
            }
            return streams;
        }
    }
}
