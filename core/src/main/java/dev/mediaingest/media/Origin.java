package dev.mediaingest.media;

import org.jspecify.annotations.Nullable;

/** When, where and with what a picture was taken, as far as its file says. */
public record Origin(
        @Nullable CapturedAt capturedAt,
        @Nullable Location location,
        @Nullable Camera camera) {
    public static final Origin UNKNOWN = new Origin(null, null, null);
}
