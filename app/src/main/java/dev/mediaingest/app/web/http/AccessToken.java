package dev.mediaingest.app.web.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a client has to show where a server has a token; whoever knows it may do everything. Any letters may stand in it. What is
 * compared takes the same time however much of it is right.
 */
public record AccessToken(String text) {
    /** Shorter ones can be guessed. */
    public static final int LEAST_LENGTH = 16;

    /**
     * A token as a person chose it.
     *
     * @throws IllegalArgumentException with a sentence, if it is too short or holds control characters
     */
    public AccessToken {
        if (text.codePointCount(0, text.length()) < LEAST_LENGTH) {
            throw new IllegalArgumentException("The token is too short: it must have at least " + LEAST_LENGTH
                    + " characters, as openssl rand -hex 16 makes them.");
        }
        if (text.chars().anyMatch(Character::isISOControl) || !text.equals(text.strip())) {
            throw new IllegalArgumentException("The token must have no control characters, and no blanks at its ends.");
        }
    }

    /** Whether that is the token. */
    boolean is(@Nullable String given) {
        return given != null && isSame(text, given);
    }

    /**
     * Whether a header's value is the token. A header has bytes and says no character set: servers read them as ISO 8859-1, clients
     * write them as UTF-8 or as that.
     */
    boolean isHeader(@Nullable String given) {
        return given != null && (isSame(text, given) || isSame(latin1(text), given));
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** What a browser keeps in the token's place: not the token, and only letters a cookie may have (RFC 6265, 4.1.1). */
    String cookie() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    boolean isCookie(@Nullable String given) {
        return given != null && isSame(cookie(), given);
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** Never in a log. */
    @Override
    public String toString() {
        return "AccessToken";
    }
}
