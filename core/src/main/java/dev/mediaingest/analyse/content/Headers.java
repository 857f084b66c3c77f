package dev.mediaingest.analyse.content;

import dev.mediaingest.media.Dimensions;
import org.jspecify.annotations.Nullable;

/** Checks every header goes through. */
public final class Headers {
    private Headers() {}

    /** Width and height as a header claims them, or none and a complaint if no picture can have them. */
    public static @Nullable Dimensions dimensions(long width, long height, Gathered found) {
        boolean possible = width >= 1 && height >= 1 && width <= Integer.MAX_VALUE && height <= Integer.MAX_VALUE;
        if (!possible) {
            found.damaged("the header claims " + width + "x" + height + " pixels");
            return null;
        }
        return new Dimensions((int) width, (int) height);
    }
}
