package dev.mediaingest.analyse;

import java.util.List;

/**
 * What an analysis was made with. Files analysed with the same, or with the same and a fingerprint that includes what is
 * wanted, are not analysed again while they are unchanged; raise {@link #NUMBER} when the analysis finds more or other
 * things than before.
 */
public final class AnalyserVersion {
    private static final int NUMBER = 4;

    private AnalyserVersion() {}

    /** The analyser's number and the options that decide what it looks for, as one word. */
    public static String with(AnalysisOptions options) {
        return with(options, options.fingerprint());
    }

    /** The words of all analyses that make one with these options needless. */
    public static List<String> sufficientFor(AnalysisOptions options) {
        return options.fingerprint().orMore().stream()
                .map(fingerprint -> with(options, fingerprint))
                .toList();
    }

    private static String with(AnalysisOptions options, Fingerprint fingerprint) {
        return NUMBER
                + "-"
                + (options.metadata() ? "m" : "")
                + (options.keywords() ? "k" : "")
                + (options.scores() ? "s" : "")
                + switch (fingerprint) {
                    case NONE -> "";
                    case BYTES -> "b";
                    case PIXELS -> "p";
                };
    }
}
