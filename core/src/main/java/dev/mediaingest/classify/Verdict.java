package dev.mediaingest.classify;

import dev.mediaingest.pixels.Classification;
import dev.mediaingest.pixels.Classification.Scored;

/**
 * A score held against a threshold. Kept apart from the score, so that another threshold needs no new look at the picture.
 *
 * @param threshold 0.0 to 1.0
 */
public record Verdict(Classification classification, double threshold) {

    /** Whether there is a score at all; without one nothing is known, and nothing is safe. */
    public boolean assessed() {
        return classification instanceof Scored;
    }

    /** Whether there is a score at or above the threshold. */
    public boolean nsfw() {
        return classification instanceof Scored scored && scored.nsfw() >= threshold;
    }
}
