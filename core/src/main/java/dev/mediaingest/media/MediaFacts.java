package dev.mediaingest.media;

import org.jspecify.annotations.Nullable;

/**
 * What a file's headers say about its picture or video. A null is "not stated", never zero or false.
 *
 * @param type by magic bytes
 * @param colorMode in Pillow's words: {@code 1, L, LA, P, RGB, RGBA, CMYK, YCbCr, I;16}
 * @param hasAlpha whether the picture has an alpha channel or a transparent colour
 * @param duration seconds, of videos and animations
 * @param frameRate frames a second
 */
public record MediaFacts(
        MediaType type,
        @Nullable Dimensions dimensions,
        @Nullable String colorMode,
        @Nullable Boolean hasAlpha,
        @Nullable Double duration,
        @Nullable Double frameRate) {

    /** Facts of a type that is recognised but whose headers are not read. */
    public static MediaFacts of(MediaType type) {
        return new MediaFacts(type, null, null, null, null, null);
    }
}
