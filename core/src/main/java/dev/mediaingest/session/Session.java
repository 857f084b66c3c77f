package dev.mediaingest.session;

import dev.mediaingest.plan.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One ingestion run, as its row says.
 *
 * @param planned whether the list of items is written; it never changes afterwards
 * @param totalFiles items in the list, 0 until planned
 * @param message why it is paused, interrupted or in error, as one sentence
 * @param startedAt when the first file was begun
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
        Instant updatedAt) {}
