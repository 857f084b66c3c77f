package dev.mediaingest.media;

import java.util.Arrays;
import java.util.Optional;

/** How a stored picture must be turned to be shown upright, in the eight ways EXIF numbers; a video's rotation is one of them. */
public enum Orientation {
    UPRIGHT(1, 0, false),
    MIRRORED(2, 0, true),
    UPSIDE_DOWN(3, 180, false),
    UPSIDE_DOWN_MIRRORED(4, 180, true),
    MIRRORED_THEN_LEFT(5, 270, true),
    TURN_RIGHT(6, 90, false),
    MIRRORED_THEN_RIGHT(7, 90, true),
    TURN_LEFT(8, 270, false);

    private final int exif;
    private final int degrees;
    private final boolean mirrored;

    Orientation(int exif, int degrees, boolean mirrored) {
        this.exif = exif;
        this.degrees = degrees;
        this.mirrored = mirrored;
    }

    /** The orientation EXIF and XMP give this number, 1 to 8. */
    public static Optional<Orientation> ofExif(long number) {
        return Arrays.stream(values()).filter(known -> known.exif == number).findFirst();
    }

    /**
     * The orientation that mirrors left and right first and then turns.
     *
     * @param degrees clockwise, a multiple of 90
     */
    public static Optional<Orientation> ofTurn(int degrees, boolean mirrored) {
        int turn = Math.floorMod(degrees, 360);
        return Arrays.stream(values())
                .filter(known -> known.degrees == turn && known.mirrored == mirrored)
                .findFirst();
    }

    /** The number of the EXIF tag. */
    public int exif() {
        return exif;
    }

    /** By how much to turn clockwise, after mirroring. */
    public int degrees() {
        return degrees;
    }

    /** Whether left and right are exchanged before turning. */
    public boolean isMirrored() {
        return mirrored;
    }

    /** Whether the shown width is the stored height. */
    public boolean swapsSides() {
        return degrees % 180 != 0;
    }

    /**
     * Where a stored pixel lies in the upright picture.
     *
     * @param width of the stored picture
     * @param height of the stored picture
     * @return its index, counted row by row
     */
    public int uprightIndex(int x, int y, int width, int height) {
        int mirroredX = mirrored ? width - 1 - x : x;
        return switch (degrees) {
            case 90 -> mirroredX * height + (height - 1 - y);
            case 180 -> (height - 1 - y) * width + (width - 1 - mirroredX);
            case 270 -> (width - 1 - mirroredX) * height + y;
            default -> y * width + mirroredX;
        };
    }
}
