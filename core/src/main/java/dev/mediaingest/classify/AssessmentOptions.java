package dev.mediaingest.classify;

import dev.mediaingest.analyse.AnalysisOptions;

/**
 * What a session wants to know of its files.
 *
 * @param classify whether pictures are given to the classifier
 */
public record AssessmentOptions(AnalysisOptions analysis, boolean classify) {}
