package dev.mediaingest.analyse;

/**
 * What an analysis was made with. Files analysed with the same are not analysed again while they are unchanged; raise
 * {@link #NUMBER} when the analysis finds more or other things than before.
 */
public final class AnalyserVersion {
    private static final int NUMBER = 3;

    private AnalyserVersion() {}

    /** The analyser's number and the options that decide what it looks for, as one word. */
    public static String with(AnalysisOptions options) {
        return NUMBER
                + "-"
                + (options.metadata() ? "m" : "")
                + (options.keywords() ? "k" : "")
                + (options.scores() ? "s" : "");
    }
}
