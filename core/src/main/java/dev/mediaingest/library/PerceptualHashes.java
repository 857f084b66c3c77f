package dev.mediaingest.library;

import java.util.List;
import java.util.OptionalInt;

/**
 * What tells how much one file looks like another: bits that change little when pixels do. A picture is never like a video. Says
 * nothing of what is in a picture, and two that differ much may still be equal to a person. Immutable.
 */
public sealed interface PerceptualHashes {

    /** The one hash a file is searched by. */
    long representative();

    /** Bits of 64 that differ; empty if the two can't be compared. */
    OptionalInt distance(PerceptualHashes other);

    /** A picture's DCT hash. */
    record OfPicture(long hash) implements PerceptualHashes {
        @Override
        public long representative() {
            return hash;
        }

        @Override
        public OptionalInt distance(PerceptualHashes other) {
            return switch (other) {
                case OfPicture(long its) -> OptionalInt.of(Long.bitCount(hash ^ its));
                case OfVideo video -> OptionalInt.empty();
            };
        }
    }

    /** The DCT hashes of a video's sampled frames, in their order, at least one. */
    record OfVideo(List<Long> frames) implements PerceptualHashes {
        public OfVideo {
            frames = List.copyOf(frames);
            if (frames.isEmpty()) {
                throw new IllegalArgumentException("a video without a frame looks like nothing");
            }
        }

        /** The frame in the middle, since many videos begin alike. */
        @Override
        public long representative() {
            return frames.get(frames.size() / 2);
        }

        @Override
        public OptionalInt distance(PerceptualHashes other) {
            return switch (other) {
                case OfPicture picture -> OptionalInt.empty();
                case OfVideo(List<Long> its) ->
                    its.size() == frames.size() ? OptionalInt.of(mean(its)) : OptionalInt.empty();
            };
        }

        /** On average over the frames, rounded up. */
        private int mean(List<Long> others) {
            int bits = 0;
            for (int i = 0; i < frames.size(); i++) {
                bits += Long.bitCount(frames.get(i) ^ others.get(i));
            }
            return (bits + frames.size() - 1) / frames.size();
        }
    }
}
