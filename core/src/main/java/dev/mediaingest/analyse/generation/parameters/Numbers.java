package dev.mediaingest.analyse.generation.parameters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as tools write them; anything else is null, never an exception for ordinary texts. */
public final class Numbers {
    private static final int MAX_LENGTH = 40;

    /** Applied to short texts only. */
    private static final Pattern TWO_NUMBERS = Pattern.compile("([0-9]{1,6})\\s*[x×X*,]\\s*([0-9]{1,6})");

    private static final Pattern SIZE = Pattern.compile("([0-9]+)\\s*[xX×*]\\s*([0-9]+)");

    private Numbers() {}

    public static @Nullable Integer integer(String text) {
        String digits = text.strip();
        int from = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
        boolean plain = digits.length() > from && digits.length() <= 9 && areDigits(digits, from);
        return plain ? Integer.valueOf(digits) : null;
    }

    public static @Nullable Double decimal(String text) {
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
    public static @Nullable String seed(String text) {
        String digits = text.strip();
        int from = digits.startsWith("-") ? 1 : 0;
        return digits.length() > from && digits.length() <= 20 && areDigits(digits, from) ? digits : null;
    }

    /** A size as {@code 1024x1024}; tools also write {@code 1024 x 1024} and {@code 1024×1024}. */
    public static @Nullable String size(String text) {
        String size = text.strip();
        Matcher sides = SIZE.matcher(size.length() <= MAX_LENGTH ? size : "");
        return sides.matches() ? sides.group(1) + "x" + sides.group(2) : null;
    }

    /** A size as {@code 1024x1024}, if both sides are known and make sense. */
    public static @Nullable String size(@Nullable Integer width, @Nullable Integer height) {
        return width == null || height == null || width <= 0 || height <= 0 ? null : width + "x" + height;
    }

    /** The first two numbers of {@code (1024, 1024)}, {@code 1024 x 1024}, {@code 896×1152 | 7:9}. */
    public static @Nullable String sizeWithin(String text) {
        String shown = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        Matcher numbers = TWO_NUMBERS.matcher(shown);
        return numbers.find() ? size(integer(numbers.group(1)), integer(numbers.group(2))) : null;
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
