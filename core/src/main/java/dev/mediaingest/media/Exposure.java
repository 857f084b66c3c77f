package dev.mediaingest.media;

import org.jspecify.annotations.Nullable;

/**
 * How a camera was set; a null is "the file does not say".
 *
 * @param lens as it names itself
 * @param seconds how long the shutter was open
 * @param aperture the f-number
 * @param iso sensitivity (ISO 12232)
 * @param focalLength millimetres, of the lens as it is
 */
public record Exposure(
        @Nullable String lens,
        @Nullable Double seconds,
        @Nullable Double aperture,
        @Nullable Integer iso,
        @Nullable Double focalLength) {}
