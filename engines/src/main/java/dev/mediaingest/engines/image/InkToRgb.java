package dev.mediaingest.engines.image;

/** Cyan, magenta, yellow and black to red, green and blue as Pillow does it: plainly, without a colour profile. */
public final class InkToRgb {
    private InkToRgb() {}

    /** What is left of a colour under so much ink and black, each 0 to 255. */
    public static byte convert(int ink, int black) {
        int light = 255 - black;
        return (byte) Math.max(0, light - times(ink, light));
    }

    /** a * b / 255, rounded. */
    private static int times(int a, int b) {
        int product = a * b + 128;
        return ((product >> 8) + product) >> 8;
    }
}
