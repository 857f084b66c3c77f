package dev.mediaingest.analyse;

/**
 * What a session wants read from its files.
 *
 * @param metadata embedded texts and generation parameters; without it only type, size and hash
 * @param keywords prompt terms, LoRAs and facts as keywords; needs {@code metadata} for most of them
 * @param scores star ratings from sidecars
 */
public record AnalysisOptions(boolean metadata, boolean keywords, boolean scores) {
    public static AnalysisOptions everything() {
        return new AnalysisOptions(true, true, true);
    }
}
