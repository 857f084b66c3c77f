package dev.mediaingest.analyse;

/**
 * What a session wants read from its files.
 *
 * @param metadata embedded texts and generation parameters; without it only type, size and fingerprint
 * @param keywords prompt terms, LoRAs and facts as keywords; needs {@code metadata} for most of them
 * @param scores star ratings from sidecars
 * @param fingerprint what the file is recognised by; the pixels' part of it is not the analyser's
 */
public record AnalysisOptions(boolean metadata, boolean keywords, boolean scores, Fingerprint fingerprint) {

    /** With the fingerprint that is the default. */
    public AnalysisOptions(boolean metadata, boolean keywords, boolean scores) {
        this(metadata, keywords, scores, Fingerprint.PIXELS);
    }

    public static AnalysisOptions everything() {
        return new AnalysisOptions(true, true, true);
    }

    /** Whether every byte is read and hashed; without it, bytes that are neither headers nor texts are passed over. */
    public boolean contentHash() {
        return fingerprint != Fingerprint.NONE;
    }
}
