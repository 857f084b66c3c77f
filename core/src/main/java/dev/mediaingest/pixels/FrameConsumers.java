package dev.mediaingest.pixels;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.VideoStreams;
import dev.mediaingest.pixels.Classification.NotAssessed;
import dev.mediaingest.pixels.Classification.Reason;
import dev.mediaingest.pixels.decode.PixelSink;
import dev.mediaingest.pixels.fingerprint.PerceptualHasher;
import dev.mediaingest.pixels.fingerprint.PixelHash;
import dev.mediaingest.pixels.thumbnail.AreaReduction;
import dev.mediaingest.pixels.thumbnail.Rendition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that looks at one frame while its rows come by. */
final class FrameConsumers implements PixelSink {
    private final PixelOptions options;
    private final Orientation orientation;
    private final @Nullable PixelHash pixelHash;
    private final @Nullable PerceptualHasher perceptualHash;
    private final @Nullable AreaReduction reduction;
    private final Classifier.@Nullable Scoring scoring;
    private final @Nullable HiddenText hiddenText;
    private final List<PixelSink> all;
    /** Looks at every pixel of the rendition, so it is remembered. */
    private @Nullable Boolean flat;

    /**
     * Consumers of one frame.
     *
     * @param thumbnailSide the longest side of its rendition; 0 for none
     */
    FrameConsumers(PixelOptions options, int thumbnailSide, Orientation orientation, Optional<Classifier> classifier) {
        this(options, options.pixelHash(), thumbnailSide, orientation, classifier);
    }

    /** Consumers of one frame, which may be hashed although it is not exact. */
    FrameConsumers(
            PixelOptions options,
            boolean hashed,
            int thumbnailSide,
            Orientation orientation,
            Optional<Classifier> classifier) {
        this.options = options;
        this.orientation = orientation;
        this.pixelHash = hashed ? new PixelHash() : null;
        this.perceptualHash = options.perceptualHash() ? new PerceptualHasher() : null;
        this.reduction = thumbnailSide > 0 ? new AreaReduction(thumbnailSide) : null;
        this.scoring = classifier.map(known -> known.begin(orientation)).orElse(null);
        this.hiddenText = options.pixelHash() ? new HiddenText() : null;
        List<PixelSink> sinks = new ArrayList<>();
        for (PixelSink sink : new @Nullable PixelSink[] {pixelHash, perceptualHash, reduction, scoring, hiddenText}) {
            if (sink != null) {
                sinks.add(sink);
            }
        }
        this.all = List.copyOf(sinks);
    }

    @Override
    public void begin(Dimensions size) {
        all.forEach(sink -> sink.begin(size));
    }

    @Override
    public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
        for (PixelSink sink : all) {
            sink.row(shown, exact, alpha);
        }
    }

    /** The frame reduced and upright, if a thumbnail is wanted. */
    Optional<Rendition> rendition() {
        return Optional.ofNullable(reduction).map(done -> done.rendition().upright(orientation));
    }

    /** Likewise of a frame whose rows ended early, as far as they came; empty if none did. */
    Optional<Rendition> incompleteRendition() {
        return Optional.ofNullable(reduction)
                .flatMap(AreaReduction::soFar)
                .map(rendition -> rendition.upright(orientation));
    }

    /** Whether its rendition, if there is one, shows nothing; after the last row. */
    boolean isFlat() {
        if (flat == null) {
            flat = reduction != null && reduction.rendition().isFlat();
        }
        return flat;
    }

    PixelFindings findings() {
        return findings(List.of(this), null);
    }

    /** Of a picture's only frame, or of a video's first and later ones. */
    static PixelFindings findings(List<FrameConsumers> frames, @Nullable VideoStreams streams) {
        FrameConsumers first = frames.getFirst();
        List<String> hashes = frames.stream()
                .flatMap(frame -> Optional.ofNullable(frame.pixelHash).stream())
                .map(PixelHash::hex)
                .toList();
        return new PixelFindings(
                first.pixelHash == null ? null : hashes.getFirst(),
                first.perceptualHash == null ? null : (Long) first.perceptualHash.averageHash(),
                first.dctHash(),
                frames.stream()
                        .skip(1)
                        .map(FrameConsumers::dctHash)
                        .filter(Objects::nonNull)
                        .toList(),
                Classification.ofFrames(
                        frames.stream().map(FrameConsumers::classification).toList()),
                streams,
                first.hiddenText == null ? null : first.hiddenText.text().orElse(null),
                streams == null || first.pixelHash == null ? null : VideoIdentity.of(streams, hashes));
    }

    private @Nullable Long dctHash() {
        return perceptualHash == null ? null : (Long) perceptualHash.dctHash();
    }

    private Classification classification() {
        if (scoring == null) {
            return new NotAssessed(options.classify() ? Reason.NO_CLASSIFIER : Reason.SWITCHED_OFF);
        }
        return scoring.score();
    }
}
