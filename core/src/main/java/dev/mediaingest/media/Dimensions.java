package dev.mediaingest.media;

/**
 * Width and height in pixels as the file's header states them, before any rotation.
 *
 * @param width at least 1
 * @param height at least 1
 */
public record Dimensions(int width, int height) {
    public Dimensions {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("dimensions must be at least 1x1, got " + width + "x" + height);
        }
    }

    public long pixels() {
        return (long) width * height;
    }

    /** Those of the same picture after a quarter turn. */
    public Dimensions turned() {
        return new Dimensions(/* width= */ height, /* height= */ width);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
