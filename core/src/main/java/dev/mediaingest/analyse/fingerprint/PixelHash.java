package dev.mediaingest.analyse.fingerprint;

import dev.mediaingest.analyse.decode.PixelSink;
import dev.mediaingest.media.Dimensions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over a picture's red, green and blue samples, row by row: Python's
 * {@code sha256(Image.open(f).convert('RGB').tobytes())}. Says nothing of opacity and orientation.
 */
public final class PixelHash implements PixelSink {
    private final MessageDigest digest = sha256();

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
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
