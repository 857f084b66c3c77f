package dev.mediaingest.app.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations and sizes as people write them: a whole number and a unit. */
final class Amount {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*([a-z]*)");
    private static final Map<String, Long> SECONDS =
            Map.of("s", 1L, "m", 60L, "min", 60L, "h", 3_600L, "d", 86_400L, "w", 604_800L);
    private static final Map<String, Long> BYTES =
            Map.of("b", 1L, "kb", 1_000L, "mb", 1_000_000L, "gb", 1_000_000_000L, "tb", 1_000_000_000_000L);

    private Amount() {}

    /** In seconds. */
    static long ofTime(String text, String usualUnit, String example) {
        return parse(text, SECONDS, usualUnit, example);
    }

    static long ofBytes(String text, String usualUnit, String example) {
        return parse(text, BYTES, usualUnit, example);
    }

    private static long parse(String text, Map<String, Long> units, String usualUnit, String example) {
        Matcher amount = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (amount.matches()) {
            Long unit = units.get(amount.group(2).isEmpty() ? usualUnit : amount.group(2));
            if (unit != null) {
                try {
                    return Math.multiplyExact(Long.parseLong(amount.group(1)), unit);
                } catch (ArithmeticException e) {
                    throw new TypeConversionException("'" + text + "' is too large");
                }
            }
        }
        throw new TypeConversionException("'" + text + "' must be " + example);
    }
}
