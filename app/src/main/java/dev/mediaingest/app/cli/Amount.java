package dev.mediaingest.app.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations and sizes as people write them. */
public final class Words {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})\\s*([a-z]*)");
    private static final Map<String, Long> SECONDS =
            Map.of("s", 1L, "m", 60L, "min", 60L, "h", 3_600L, "d", 86_400L, "w", 604_800L);
    private static final Map<String, Long> BYTES =
            Map.of("b", 1L, "kb", 1_000L, "mb", 1_000_000L, "gb", 1_000_000_000L, "tb", 1_000_000_000_000L);

    private Words() {}

    private static long amount(String text, Map<String, Long> units, String usual, String example) {
        Matcher amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (amount.matches()) {
            Long unit = units.get(amount.group(2).isEmpty() ? usual : amount.group(2));
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

    /** A time; seconds without a unit. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Duration.ofSeconds(amount(text, SECONDS, "s", "a time, as 90s, 5m or 2h"));
        }
    }

    /** Bytes; megabytes without a unit. */
    static final class Size implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return amount(text, BYTES, "mb", "a size, as 512MB or 10GB");
        }
    }

    /** How long something is kept; days without a unit, or for ever. */
    public static final class Keeping implements ITypeConverter<Keep> {
        @Override
        public Keep convert(String text) {
            return text.strip().equalsIgnoreCase("forever")
                    ? Keep.FOREVER
                    : new Keep(
                            Optional.of(Duration.ofSeconds(amount(text, SECONDS, "d", "forever, or a time, as 90d"))));
        }
    }
}
