package dev.mediaingest.media;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) as the whole project takes it and writes it. Confined to one thread. */
public final class Sha256 {
    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public void update(byte[] bytes) {
        digest.update(bytes);
    }

    public void update(byte[] bytes, int from, int length) {
        digest.update(bytes, from, length);
    }

    /** Forgets what was given so far. */
    public void reset() {
        digest.reset();
    }

    /** 64 lower-case hexadecimal digits of what was given so far; begins anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
