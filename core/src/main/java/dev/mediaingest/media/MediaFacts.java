package dev.mediaingest.media;

import org.jspecify.annotations.Nullable;

/**
 * What a file's headers say about its picture or video. A null is "not stated", never zero or false.
 *
 * @param type by magic bytes
 * @param colorMode in Pillow's words: {@code 1, L, LA, P, RGB, RGBA, CMYK, YCbCr, LAB, I;16, F}
 * @param hasAlpha whether the picture has an alpha channel or a transparent colour
 * @param duration seconds, of videos and animations
 * @param frameRate frames a second
 * @param frameCount pictures in an animation, video or document of several pages
 * @param codec of the video stream or a video-coded picture, in ffmpeg's words: {@code h264, hevc, av1, vp9, …}
 * @param bitRate bits a second of the whole file
 * @param orientation how to turn the picture to show it upright
 * @param iccProfile the colour profile's own name
 * @param origin when, where and with what the picture was taken
 */
public record MediaFacts(
        MediaType type,
        @Nullable Dimensions dimensions,
        @Nullable String colorMode,
        @Nullable Boolean hasAlpha,
        @Nullable Double duration,
        @Nullable Double frameRate,
        @Nullable Long frameCount,
        @Nullable String codec,
        @Nullable Long bitRate,
        @Nullable Orientation orientation,
        @Nullable String iccProfile,
        Origin origin) {

    /** Facts of a picture or video whose headers say no more than this. */
    public MediaFacts(
            MediaType type,
            @Nullable Dimensions dimensions,
            @Nullable String colorMode,
            @Nullable Boolean hasAlpha,
            @Nullable Double duration,
            @Nullable Double frameRate) {
        this(type, dimensions, colorMode, hasAlpha, duration, frameRate, null, null, null, null, null, Origin.UNKNOWN);
    }

    /** Facts of a type that is recognised but whose headers are not read. */
    public static MediaFacts of(MediaType type) {
        return new MediaFacts(type, null, null, null, null, null);
    }

    /** The same picture, of which more is known from beside the file. */
    public MediaFacts with(@Nullable Orientation newOrientation, Origin newOrigin) {
        return new MediaFacts(
                type,
                dimensions,
                colorMode,
                hasAlpha,
                duration,
                frameRate,
                frameCount,
                codec,
                bitRate,
                newOrientation,
                iccProfile,
                newOrigin);
    }

    /** The same video with what its streams say where its headers say nothing. */
    public MediaFacts completedBy(
            Dimensions streamDimensions,
            @Nullable Double streamDuration,
            @Nullable Double streamFrameRate,
            @Nullable String streamCodec,
            @Nullable Long streamBitRate) {
        return new MediaFacts(
                type,
                dimensions == null ? streamDimensions : dimensions,
                colorMode,
                hasAlpha,
                duration == null ? streamDuration : duration,
                frameRate == null ? streamFrameRate : frameRate,
                frameCount,
                codec == null ? streamCodec : codec,
                bitRate == null ? streamBitRate : bitRate,
                orientation,
                iccProfile,
                origin);
    }

    /** Width and height as a person sees them. */
    public @Nullable Dimensions shownDimensions() {
        if (dimensions == null || orientation == null || !orientation.swapsSides()) {
            return dimensions;
        }
        return dimensions.turned();
    }
}
