package dev.mediaingest.media;

import org.jspecify.annotations.Nullable;

/** When, where, with what and how a picture was taken, as far as its file says. */
public record Origin(
        @Nullable CapturedAt capturedAt,
        @Nullable Location location,
        @Nullable Camera camera,
        @Nullable Exposure exposure) {
    public static final Origin UNKNOWN = new Origin(null, null, null, null);

    /** The same but for when and where. */
    public Origin with(@Nullable CapturedAt otherTime, @Nullable Location otherPlace) {
        return new Origin(otherTime, otherPlace, camera, exposure);
    }
}
