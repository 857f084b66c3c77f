package dev.mediaingest.analyse;

import dev.mediaingest.media.ReaderChange;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an analysis was made with. Files analysed with the same, or with the same and a fingerprint that includes what is
 * wanted, are not analysed again while they are unchanged; those analysed by older readers only if a {@link ReaderChange}
 * since then concerns them.
 */
public final class AnalyserVersion {
    private static final int NUMBER = ReaderChange.newestVersion();

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
        return with(NUMBER, options, options.fingerprint(), classified);
    }

    /** The words of all analyses that make one with these options needless. */
    public static List<String> sufficientFor(AnalysisOptions options, boolean classified) {
        return sufficientFor(NUMBER, options, classified);
    }

    /** The words that those of older readers have, by version, the newest first. */
    public static SortedMap<Integer, List<String>> olderThanSufficient(AnalysisOptions options, boolean classified) {
        SortedMap<Integer, List<String>> words = new TreeMap<>(Comparator.reverseOrder());
        for (int version = NUMBER - 1; version > 0; version--) {
            words.put(version, sufficientFor(version, options, classified));
        }
        return words;
    }

    private static List<String> sufficientFor(int version, AnalysisOptions options, boolean classified) {
        return options.fingerprint().orMore().stream()
                .flatMap(fingerprint -> (classified ? Stream.of(true) : Stream.of(true, false))
                        .map(classifiedToo -> with(version, options, fingerprint, classifiedToo)))
                .toList();
    }

    private static String with(int version, AnalysisOptions options, Fingerprint fingerprint, boolean classified) {
        return version
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
