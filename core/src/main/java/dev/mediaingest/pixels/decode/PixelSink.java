package dev.mediaingest.pixels.decode;

import dev.mediaingest.media.Dimensions;
import org.jspecify.annotations.Nullable;

/**
 * Takes a picture row by row, as it lies in the file: top to bottom, no orientation applied unless the decoder says so. Confined to one thread; the
 * arrays belong to the decoder, which overwrites them after the call.
 */
public interface PixelSink {

    /** Called once, before the first row; the rows then come complete or the decoder throws. */
    void begin(Dimensions size);

    /**
     * The next row.
     *
     * @param shown red, green, blue of each pixel, 8 bits a sample, as a person should see them; not premultiplied
     * @param exact the same as Pillow's {@code convert('RGB')} gives it: another array only for 16-bit grey, where Pillow
     *     clips every value over 255
     * @param alpha opacity of each pixel; null if the picture is opaque
     */
    void row(byte[] shown, byte[] exact, byte @Nullable [] alpha);
}
