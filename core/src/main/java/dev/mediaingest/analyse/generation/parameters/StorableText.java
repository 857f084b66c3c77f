package dev.mediaingest.analyse.generation.parameters;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts as a database takes them. A container's texts are clean, but what JSON or quotes escape ({@code \}{@code u0000},
 * half of a surrogate pair) only appears when they are parsed.
 */
public final class StorableText {
    private StorableText() {}

    /** Without NULs; a surrogate without its half becomes U+FFFD. */
    static @Nullable String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }

    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return cleaned(text);
            }
        }
        return text;
    }

    public static Map<String, String> of(Map<String, String> texts) {
        if (texts.isEmpty()) {
            return Map.of();
        }
        Map<String, String> clean = new LinkedHashMap<>();
        texts.forEach((key, value) -> clean.put(of(key), of(value)));
        return Collections.unmodifiableMap(clean);
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .filter(character -> character != 0)
                .map(character -> isHalf(character) ? 0xfffd : character)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isHalf(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}
