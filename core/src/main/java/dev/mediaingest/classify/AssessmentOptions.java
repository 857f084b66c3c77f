package dev.mediaingest.classify;

import dev.mediaingest.analyse.AnalysisOptions;

/**
 * What a session wants to know of its files.
 *
 * @param analysis what is read
 * @param classify whether pictures are scored; without it none is, and none counts as safe
 */
public record AssessmentOptions(AnalysisOptions analysis, boolean classify) {}
