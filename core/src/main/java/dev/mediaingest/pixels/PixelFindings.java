package dev.mediaingest.pixels;

import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.VideoStreams;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a file's pixels found; of a video, its first frame's hashes.
 *
 * @param pixelSha256 see {@link dev.mediaingest.pixels.fingerprint.PixelHash}; null if not wanted or not to be had
 * @param averageHash see {@link dev.mediaingest.pixels.fingerprint.PerceptualHasher}; null if not wanted
 * @param dctHash likewise
 * @param frameHashes DCT hashes of a video's later frames, in time order; empty for pictures
 * @param video what a video's streams say; null for pictures
 * @param hiddenText a text hidden in the lowest bits; null if there is none
 * @param videoSha256 what tells a video from all others: see {@link VideoIdentity}; null for pictures, or if no pixel hash is wanted
 */
public record PixelFindings(
        @Nullable String pixelSha256,
        @Nullable Long averageHash,
        @Nullable Long dctHash,
        List<Long> frameHashes,
        Classification classification,
        @Nullable VideoStreams video,
        @Nullable TextEntry hiddenText,
        @Nullable String videoSha256) {

    /** Of a picture. */
    public PixelFindings(
            @Nullable String pixelSha256,
            @Nullable Long averageHash,
            @Nullable Long dctHash,
            List<Long> frameHashes,
            Classification classification,
            @Nullable VideoStreams video,
            @Nullable TextEntry hiddenText) {
        this(pixelSha256, averageHash, dctHash, frameHashes, classification, video, hiddenText, null);
    }

    /** Of a file whose pixels were not looked at. */
    public static PixelFindings none(Classification.Reason reason) {
        return new PixelFindings(null, null, null, List.of(), new Classification.NotAssessed(reason), null, null);
    }
}
