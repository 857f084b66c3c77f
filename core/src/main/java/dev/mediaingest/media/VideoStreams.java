package dev.mediaingest.media;

import org.jspecify.annotations.Nullable;

/**
 * What a demultiplexer says of a video. A null is "not stated".
 *
 * @param dimensions as stored, before rotation
 * @param rotation clockwise degrees to show it upright: 0, 90, 180 or 270
 * @param duration seconds
 * @param frameRate frames a second, on average
 * @param codec of the video stream in ffmpeg's words
 * @param bitRate bits a second of the whole file
 * @param audioCodec of the first audio stream in ffmpeg's words; null if there is none
 */
public record VideoStreams(
        Dimensions dimensions,
        int rotation,
        @Nullable Double duration,
        @Nullable Double frameRate,
        @Nullable String codec,
        @Nullable Long bitRate,
        @Nullable String audioCodec) {}
