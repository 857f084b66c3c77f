package dev.mediaingest.media;

/**
 * A star rating imported from a sidecar or the file itself.
 *
 * @param value -1 rejected, 0 unrated, 1 to 5 stars
 * @param source where it was read, as {@code sidecar} for {@code .scores/<file name>.json}
 */
public record Score(int value, String source) {
    public static final int REJECTED = -1;
    public static final int MAX = 5;

    public Score {
        if (value < REJECTED || value > MAX) {
            throw new IllegalArgumentException("a score is -1 to 5, got " + value);
        }
    }
}
