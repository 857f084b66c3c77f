package dev.mediaingest.pixels;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.VideoStreams;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.Decoder;
import dev.mediaingest.pixels.decode.VideoDecoder;
import dev.mediaingest.pixels.thumbnail.JpegEncoder;
import dev.mediaingest.pixels.thumbnail.ThumbnailFolder;
import dev.mediaingest.pixels.thumbnail.ThumbnailSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at pixels in this process: one decoding, every consumer fed from it row by row. Thread-safe as far as the
 * classifiers it is given are one a thread.
 */
public final class PixelPass implements PixelReader {
    /** Shorter side of what a decoder may hand out when no pixel hash is wanted: enough for thumbnail and classifiers. */
    private static final int ENOUGH_SIDE = 512;

    /** Likewise of a video's later frames, whose thumbnails are those of a strip. */
    private static final int ENOUGH_SIDE_LATER = 384;

    /** Frames of a video beside the first. */
    static final int KEY_FRAMES = 8;

    private final List<Decoder> decoders;
    private final List<VideoDecoder> videoDecoders;
    private final Thumbnailer thumbnailer;
    private final Supplier<Optional<Classifier>> classifiers;
    private final long maxPixels;

    /**
     * A look at pixels with these means.
     *
     * @param decoders the first that knows a type decodes it
     * @param classifiers the current thread's classifier, if there is one
     */
    public PixelPass(
            List<Decoder> decoders,
            List<VideoDecoder> videoDecoders,
            JpegEncoder encoder,
            ThumbnailFolder thumbnails,
            Supplier<Optional<Classifier>> classifiers,
            long maxPixels) {
        this.decoders = List.copyOf(decoders);
        this.videoDecoders = List.copyOf(videoDecoders);
        this.thumbnailer = new Thumbnailer(thumbnails, encoder);
        this.classifiers = classifiers;
        this.maxPixels = maxPixels;
    }

    /** Loads what the first file with these options would load; what does not load is said when a file needs it. */
    @Override
    public void prepare(PixelOptions options) {
        if (options.thumbnails()) {
            thumbnailer.prepare();
        }
        if (options.classify()) {
            var unused = classifiers.get();
        }
    }

    @Override
    public PixelReading read(PixelRequest request) throws IOException {
        try {
            Optional<Decoder> decoder = decoders.stream()
                    .filter(known -> known.decodes(request.type()))
                    .findFirst();
            return new PixelReading.Read(decoder.isPresent() ? picture(decoder.get(), request) : video(request));
        } catch (DecodeFailure e) {
            return new PixelReading.Undecodable(e.failure());
        }
    }

    private PixelFindings picture(Decoder decoder, PixelRequest request) throws DecodeFailure, IOException {
        PixelOptions wanted = request.options();
        FrameConsumers consumers = new FrameConsumers(
                wanted,
                isThumbnailWanted(request) ? ThumbnailSize.LARGE.longestSide() : 0,
                decoder.turns(request.type()) ? Orientation.UPRIGHT : request.orientation(),
                classifier(wanted));
        try {
            decoder.decode(request.file(), decodeOptions(wanted), consumers);
        } catch (DecodeFailure e) {
            thumbnailer.keepIncomplete(request, consumers);
            throw e;
        }
        thumbnailer.keep(request, List.of(consumers));
        return consumers.findings();
    }

    private PixelFindings video(PixelRequest request) throws DecodeFailure, IOException {
        VideoDecoder decoder = videoDecoders.stream()
                .filter(known -> known.decodes(request.type()))
                .findFirst()
                .orElseThrow(() -> noDecoder(request.type()));
        List<FrameConsumers> frames = new ArrayList<>();
        VideoStreams streams = decoder.decode(
                request.file(), decodeOptions(request.options()), KEY_FRAMES, ENOUGH_SIDE_LATER, (index, seconds) -> {
                    FrameConsumers frame = frame(request, index, frames);
                    frames.add(frame);
                    return frame;
                });
        thumbnailer.keep(request, frames);
        return FrameConsumers.findings(frames, streams);
    }

    /** A later frame need only be as large as those of a strip, unless none before it could be the thumbnail. */
    private FrameConsumers frame(PixelRequest request, int index, List<FrameConsumers> before) {
        boolean mayBeThumbnail = index == 0 || before.stream().allMatch(FrameConsumers::isFlat);
        int side = mayBeThumbnail ? ThumbnailSize.LARGE.longestSide() : ThumbnailFolder.STRIP_SIDE;
        PixelOptions wanted = index == 0 ? request.options() : request.options().withoutPixelHash();
        return new FrameConsumers(
                wanted,
                request.options().pixelHash(),
                isThumbnailWanted(request) ? side : 0,
                request.orientation(),
                classifier(wanted));
    }

    private DecodeOptions decodeOptions(PixelOptions wanted) {
        return new DecodeOptions(maxPixels, wanted.pixelHash() ? DecodeOptions.EXACT : ENOUGH_SIDE);
    }

    private Optional<Classifier> classifier(PixelOptions options) {
        return options.classify() ? classifiers.get() : Optional.empty();
    }

    private boolean isThumbnailWanted(PixelRequest request) {
        return request.options().thumbnails() && !thumbnailer.isDone(request);
    }

    private static DecodeFailure noDecoder(MediaType type) {
        return new DecodeFailure(FailureCode.NO_DECODER, "for " + type.label());
    }
}
