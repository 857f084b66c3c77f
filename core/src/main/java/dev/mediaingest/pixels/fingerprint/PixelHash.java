package dev.mediaingest.pixels.fingerprint;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Sha256;
import dev.mediaingest.pixels.decode.PixelSink;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over a picture's red, green and blue samples, row by row: Python's
 * {@code sha256(Image.open(f).convert('RGB').tobytes())}. Says nothing of opacity and orientation.
 */
public final class PixelHash implements PixelSink {
    private final Sha256 digest = new Sha256();

    @Override
    public void begin(Dimensions size) {
        digest.reset();
    }

    @Override
    public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
        digest.update(exact);
    }

    /** 64 lower-case hexadecimal digits, once after the last row. */
    public String hex() {
        return digest.hex();
    }
}
