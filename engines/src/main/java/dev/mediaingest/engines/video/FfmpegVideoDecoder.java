package dev.mediaingest.engines.video;

import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.VideoStreams;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.VideoDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Decodes frames of MP4, MOV, MKV, WebM and AVI with ffmpeg, to the pixels its own command gives; those that may be smaller
 * are reduced on the way out of the decoder's colours. Container headers are believed where they say enough; packets
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
    public VideoStreams decode(Path file, DecodeOptions first, int frames, int enoughSide, FrameSink sink)
            throws DecodeFailure, IOException {
        Ffmpeg.load();
        try (Container container = Container.open(file)) {
            StreamFacts facts = StreamFacts.read(container);
            VideoStreams streams = facts.streams();
            PictureLimit.check(streams.dimensions(), first.maxPixels());
            try (FramePicker picker = new FramePicker(container, facts, first.maxPixels(), sink)) {
                picker.first(first.enoughSide());
                Double duration = streams.duration();
                if (duration != null) {
                    picker.at(
                            IntStream.range(0, frames)
                                    .mapToObj(i -> (i + 0.5) / frames * duration)
                                    .toList(),
                            enoughSide);
                }
            }
            return streams;
        }
    }
}
