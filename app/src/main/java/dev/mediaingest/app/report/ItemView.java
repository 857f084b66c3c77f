package dev.mediaingest.app.report;

import dev.mediaingest.report.ItemReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One item as clients see it: the report, the state as its word, and the file's bare name. */
public record ItemView(
        long position,
        long revision,
        String path,
        String name,
        long size,
        String state,
        int attempts,
        @Nullable String reason,
        @Nullable String code,
        @Nullable String detail,
        @Nullable String nextStep,
        @Nullable Long durationMs,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long mediaId) {

    public static ItemView of(ItemReport item) {
        return new ItemView(
                item.position(),
                item.revision(),
                item.path(),
                fileName(item.path()),
                item.size(),
                item.state().label(),
                item.attempts(),
                item.reason(),
                item.code(),
                item.detail(),
                item.nextStep(),
                item.durationMillis(),
                item.startedAt(),
                item.endedAt(),
                item.mediaId());
    }

    /** The last part of a path. */
    public static String fileName(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.isEmpty() ? path : name;
    }
}
