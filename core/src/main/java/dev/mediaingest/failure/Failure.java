package dev.mediaingest.failure;

/**
 * What was wrong with one file.
 *
 * @param code the kind of trouble
 * @param detail what exactly was seen, in a few words, for a person; empty if the code says it all
 */
public record Failure(FailureCode code, String detail) {
    /** Longest detail kept: it may quote the file. */
    public static final int MAX_DETAIL = 500;

    public Failure {
        if (detail.length() > MAX_DETAIL) {
            detail = detail.substring(0, MAX_DETAIL - 1) + "…";
        }
    }

    public static Failure of(FailureCode code) {
        return new Failure(code, "");
    }

    /** The code's sentence, with the detail behind it if there is one. */
    public String sentence() {
        return detail.isEmpty() ? code.sentence() : code.sentence() + " (" + detail + ")";
    }
}
