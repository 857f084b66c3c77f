package dev.mediaingest.pixels;

import dev.mediaingest.analyse.Fingerprint;

/**
 * What a session wants to know of its files' pixels.
 *
 * @param pixelHash whether every pixel is hashed; without it decoders may take shortcuts, and the other values are those of a
 *     slightly smaller picture
 * @param perceptualHash whether average and DCT hash are taken
 * @param thumbnails whether thumbnails are made that are not there yet
 * @param classify whether pictures are scored
 */
public record PixelOptions(boolean pixelHash, boolean perceptualHash, boolean thumbnails, boolean classify) {
    /** Metadata only. */
    public static final PixelOptions NONE = new PixelOptions(false, false, false, false);

    /** All there is. */
    public static final PixelOptions ALL = new PixelOptions(true, true, true, true);

    /** What a fingerprint entails: perceptual hashes and thumbnails come with every one, the pixel hash only with its own. */
    public static PixelOptions of(Fingerprint fingerprint, boolean classify) {
        boolean any = fingerprint != Fingerprint.NONE;
        return new PixelOptions(fingerprint == Fingerprint.PIXELS, any, any, classify);
    }

    /** For a video's later frames: only the first is hashed exactly. */
    PixelOptions withoutPixelHash() {
        return new PixelOptions(false, perceptualHash, thumbnails, classify);
    }

    /** Whether there is anything to decode for. */
    public boolean any() {
        return pixelHash || perceptualHash || thumbnails || classify;
    }
}
