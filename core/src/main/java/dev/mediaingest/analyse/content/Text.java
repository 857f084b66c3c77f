package dev.mediaingest.analyse.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** From bytes to text a database accepts. */
public final class Text {
    private static final char REPLACEMENT = '\uFFFD';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Latin-1 with letters and marks where that has control characters nobody writes. */
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static final Set<String> COMMON_NAMES = Set.of(
            "comment",
            "description",
            "title",
            "prompt",
            "workflow",
            "parameters",
            "generation_data",
            "date",
            "encoder");

    private Text() {}

    /** Strict UTF-8, and Windows' Latin-1 for what is no UTF-8: many writers put UTF-8 where a standard says Latin-1. */
    public static String utf8OrWindows1252(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        boolean valid = text.indexOf(REPLACEMENT) < 0 || isUtf8(bytes, from, to);
        return valid ? text : new String(bytes, from, to - from, WINDOWS);
    }

    public static String utf8OrWindows1252(byte[] bytes) {
        return utf8OrWindows1252(bytes, 0, bytes.length);
    }

    public static boolean isUtf8(byte[] bytes, int from, int to) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** A text's name as it is usually written, if it is one of those tools put parameters under; else as it is. */
    public static String commonName(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return COMMON_NAMES.contains(lower) ? lower : key;
    }

    /** Whether all bytes are ASCII a person can read, NULs at the end apart. */
    public static boolean isPrintable(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (bytes[i] < ' ' || bytes[i] > '~') {
                return false;
            }
        }
        return end > 0;
    }

    /** Without NUL characters and a leading byte order mark; a surrogate without its half becomes U+FFFD. */
    public static String clean(String text) {
        return isClean(text) ? text : cleaned(text);
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c == BYTE_ORDER_MARK || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            boolean lone = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            boolean mark = character == BYTE_ORDER_MARK && clean.isEmpty();
            if (character != 0 && !mark) {
                clean.appendCodePoint(lone ? REPLACEMENT : character);
            }
        }
        return clean.toString();
    }

    /** Where the next NUL lies, or -1. */
    public static int nul(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    public static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
