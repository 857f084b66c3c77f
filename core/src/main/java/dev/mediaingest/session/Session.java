package dev.mediaingest.session;

import dev.mediaingest.plan.SessionId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One ingestion run, as its row says.
 *
 * @param planned whether the list of items is written; it never changes afterwards
 * @param totalFiles items in the list, 0 until planned
 * @param message why it is paused, interrupted or in error, as one sentence
 * @param startedAt when the first file was begun
 * @param queuePlace grows along the queue; null if it neither waits nor runs nor was interrupted
 * @param workingSince when the runner that has it took it up; null if none has
 * @param workedBefore how long earlier runners had it
 */
public record Session(
        SessionId id,
        SessionState state,
        SessionParameters parameters,
        boolean planned,
        long totalFiles,
        @Nullable String message,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Instant updatedAt,
        @Nullable Long queuePlace,
        @Nullable Instant workingSince,
        Duration workedBefore) {

    /** How long runners have had it and did not wait for its environment. */
    public Duration worked(Instant now) {
        Duration worked = workingSince == null ? workedBefore : workedBefore.plus(Duration.between(workingSince, now));
        return worked.isNegative() ? Duration.ZERO : worked;
    }

    /** How long it was in the queue, paused or interrupted, or waited for a disk or a database. */
    public Duration waited(Instant now) {
        Duration waited =
                Duration.between(createdAt, endedAt == null ? now : endedAt).minus(worked(now));
        return waited.isNegative() ? Duration.ZERO : waited;
    }
}
