package dev.mediaingest.analyse;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an analysis was made with. Files analysed with the same, or with the same and a fingerprint that includes what is
 * wanted, are not analysed again while they are unchanged; raise {@link #NUMBER} when the analysis finds more or other
 * things than before.
 */
public final class AnalyserVersion {
    private static final int NUMBER = 8;

    private AnalyserVersion() {}

    /** The analyser, whatever it is asked to look for: a file one could not read another may. */
    public static String reader() {
        return Integer.toString(NUMBER);
    }

    /**
     * The analyser's number and the options that decide what it looks for, as one word.
     *
     * @param classified whether pictures were scored, as far as they could be
     */
    public static String with(AnalysisOptions options, boolean classified) {
        return with(options, options.fingerprint(), classified);
    }

    /** The words of all analyses that make one with these options needless. */
    public static List<String> sufficientFor(AnalysisOptions options, boolean classified) {
        return options.fingerprint().orMore().stream()
                .flatMap(fingerprint -> (classified ? Stream.of(true) : Stream.of(true, false))
                        .map(classifiedToo -> with(options, fingerprint, classifiedToo)))
                .toList();
    }

    private static String with(AnalysisOptions options, Fingerprint fingerprint, boolean classified) {
        return NUMBER
                + "-"
                + (options.metadata() ? "m" : "")
                + (options.keywords() ? "k" : "")
                + (options.scores() ? "s" : "")
                + switch (fingerprint) {
                    case NONE -> "";
                    case BYTES -> "b";
                    case PIXELS -> "p";
                }
                + (classified ? "n" : "");
    }
}
