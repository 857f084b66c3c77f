package dev.mediaingest.assess;

import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.pixels.PixelOptions;

/**
 * What a session wants to know of its files.
 *
 * @param analysis what is read of headers and texts
 * @param pixels what is looked for in the pixels
 * @param nsfwThreshold a score at or above it is NSFW
 */
public record AssessmentOptions(AnalysisOptions analysis, PixelOptions pixels, double nsfwThreshold) {

    /** Headers and texts only. */
    public static AssessmentOptions withoutPixels(AnalysisOptions analysis) {
        return new AssessmentOptions(analysis, PixelOptions.NONE, 1);
    }
}
