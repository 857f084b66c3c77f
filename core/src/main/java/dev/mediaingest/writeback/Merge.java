package dev.mediaingest.writeback;

/** What becomes of a sidecar. */
sealed interface Merge {
    /** It says so already, or there is nothing to say. */
    record Same() implements Merge {}

    /** Its new content. */
    record Changed(String content) implements Merge {}

    /** What is there is not understood, so it stays as it is. */
    record NotUnderstood(String why) implements Merge {}
}
