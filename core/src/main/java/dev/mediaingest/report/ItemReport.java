package dev.mediaingest.report;

import dev.mediaingest.session.ItemState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One item as people and other programs see it.
 *
 * @param revision grows with every item that ends; unique in its session; 0 while the item has not ended
 * @param reason why it was skipped
 * @param code of the failure or note, see {@code docs/failures.md}
 * @param detail the failure or note as a sentence
 * @param nextStep what a person can do about it
 * @param durationMillis of the last attempt
 */
public record ItemReport(
        long position,
        long revision,
        String path,
        long size,
        ItemState state,
        int attempts,
        @Nullable String reason,
        @Nullable String code,
        @Nullable String detail,
        @Nullable String nextStep,
        @Nullable Long durationMillis,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long mediaId) {

    /** The item's trouble as one line, in the form the Python tool's clients show. */
    public String errorLine() {
        return "Error processing " + path.substring(path.lastIndexOf('/') + 1) + ": " + detail;
    }
}
