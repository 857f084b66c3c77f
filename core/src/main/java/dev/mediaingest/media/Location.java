package dev.mediaingest.media;

import org.jspecify.annotations.Nullable;

/**
 * Where a picture was taken.
 *
 * @param latitude degrees, north is positive
 * @param longitude degrees, east is positive
 * @param altitude metres above the sea, negative below
 */
public record Location(
        double latitude, double longitude, @Nullable Double altitude) {
    /** A ten-millionth of a degree is a centimetre; what lies behind it is the arithmetic of fractions. */
    private static final double FINEST = 1e7;

    public Location {
        if (!isPossible(latitude, longitude)) {
            throw new IllegalArgumentException("no place on Earth: " + latitude + ", " + longitude);
        }
        latitude = Math.rint(latitude * FINEST) / FINEST;
        longitude = Math.rint(longitude * FINEST) / FINEST;
    }

    public static boolean isPossible(double latitude, double longitude) {
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    }
}
