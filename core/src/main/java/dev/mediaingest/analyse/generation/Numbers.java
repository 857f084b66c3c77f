package dev.mediaingest.analyse.generation;

import org.jspecify.annotations.Nullable;

/** Numbers as tools write them; anything else is null, never an exception for ordinary texts. */
final class Numbers {
    private static final int MAX_LENGTH = 40;

    private Numbers() {}

    static @Nullable Integer integer(String text) {
        String digits = text.strip();
        int from = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
        boolean plain = digits.length() > from && digits.length() <= 9 && areDigits(digits, from);
        return plain ? Integer.valueOf(digits) : null;
    }

    static @Nullable Double decimal(String text) {
        String number = text.strip();
        if (number.isEmpty() || number.length() > MAX_LENGTH || !looksDecimal(number)) {
            return null;
        }
        try {
            double value = Double.parseDouble(number);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A seed as decimal text: tools use the whole unsigned 64-bit range, and -1 for "any". */
    static @Nullable String seed(String text) {
        String digits = text.strip();
        int from = digits.startsWith("-") ? 1 : 0;
        return digits.length() > from && digits.length() <= 20 && areDigits(digits, from) ? digits : null;
    }

    /** A size as {@code 1024x1024}. */
    static @Nullable String size(String text) {
        String size = text.strip();
        int cross = size.indexOf('x');
        boolean plain = cross > 0
                && size.length() <= MAX_LENGTH
                && cross < size.length() - 1
                && areDigits(size.substring(0, cross), 0)
                && areDigits(size, cross + 1);
        return plain ? size : null;
    }

    private static boolean looksDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean sign = c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!sign && !isDigit(c)) {
                return false;
            }
        }
        return isDigit(text.charAt(text.length() - 1)) || text.endsWith(".");
    }

    private static boolean areDigits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
