package dev.mediaingest.media;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date as writers put it into files: in numbers, as EXIF, ISO 8601 and IPTC prescribe and as cameras vary it, or with the
 * month's English name, as RFC 1123 and C's {@code ctime} write it. A time that is blank or missing is midnight.
 *
 * @param clock as the writer's clock showed it
 * @param offset of that clock; null if the text does not name it
 */
record DateText(LocalDateTime clock, @Nullable ZoneOffset offset) {
    private static final int LONGEST = 64;
    private static final String ZONE = "\\s*(?:(?<utc>Z|UTC|GMT|UT)|(?<zone>[+-]\\d\\d?:?\\d\\d))?";
    private static final String TIME =
            "(?<hour>\\d\\d?):?(?<minute>\\d\\d)(?::?(?<second>\\d\\d))?(?:[.,]\\d+)?\\s*(?<half>[AP]M)?";
    private static final List<Pattern> FORMS = List.of(
            // 2021:06:05 12:34:56+09:00, 2021-06-05T12:34Z, 20210605 123456, 2001/ 1/27  1:42PM, 2005-11-28/ 09:19
            pattern(
                    "(?<year>\\d{4})(?:[-:/.] ?(?<month>\\d\\d?)[-:/.] ?(?<day>\\d\\d?)|(?<months>\\d\\d)(?<days>\\d\\d))"
                            + "(?:(?:T|/? +|/)" + TIME + ZONE + "|[T\\s:]*)"),
            // Wed, 30 Apr 2008 15:23:58 +0000
            pattern("(?:[a-z]+,?\\s+)?(?<day>\\d\\d?)[ -](?<name>[a-z]{3})[a-z]*[ -](?<year>\\d{4})(?:\\s+" + TIME
                    + ZONE + ")?"),
            // Mon Mar 10 15:04:43 2003
            pattern("(?:[a-z]+,?\\s+)?(?<name>[a-z]{3})[a-z]*\\s+(?<day>\\d\\d?),?\\s+" + TIME + ZONE
                    + "\\s+(?<year>\\d{4})"));
    private static final Map<String, Integer> MONTHS = months();

    private static Pattern pattern(String form) {
        return Pattern.compile(form, Pattern.CASE_INSENSITIVE);
    }

    private static Map<String, Integer> months() {
        Map<String, Integer> months = new TreeMap<>();
        String names = "janfebmaraprmayjunjulaugsepoctnovdec";
        for (int month = 1; month <= 12; month++) {
            months.put(names.substring(3 * month - 3, 3 * month), month);
        }
        return months;
    }

    /** Reads a text; empty if it is no date, or none there can be. */
    static Optional<DateText> of(String text) {
        String trimmed = text.strip();
        if (trimmed.length() > LONGEST) {
            return Optional.empty();
        }
        return FORMS.stream()
                .map(form -> form.matcher(trimmed))
                .filter(Matcher::matches)
                .findFirst()
                .flatMap(DateText::of);
    }

    private static Optional<DateText> of(Matcher parts) {
        try {
            LocalDateTime clock = LocalDateTime.of(
                    number(parts, "year"),
                    month(parts),
                    Math.max(number(parts, "day"), number(parts, "days")),
                    hour(parts),
                    number(parts, "minute"),
                    Math.min(59, number(parts, "second"))); // 60 is a leap second
            return Optional.of(new DateText(clock, offset(parts)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int month(Matcher parts) {
        String name = group(parts, "name");
        return name == null
                ? Math.max(number(parts, "month"), number(parts, "months"))
                : MONTHS.getOrDefault(name.toLowerCase(Locale.ROOT), 0);
    }

    private static int hour(Matcher parts) {
        String half = group(parts, "half");
        int hour = number(parts, "hour");
        if (half == null) {
            return hour;
        }
        return hour % 12 + (half.toLowerCase(Locale.ROOT).startsWith("p") ? 12 : 0);
    }

    /** An offset no clock on Earth has is as good as none. */
    private static @Nullable ZoneOffset offset(Matcher parts) {
        if (group(parts, "utc") != null) {
            return ZoneOffset.UTC;
        }
        String zone = group(parts, "zone");
        if (zone == null) {
            return null;
        }
        String digits = zone.substring(1).replace(":", "");
        int minutes = Integer.parseInt(digits.substring(digits.length() - 2));
        int hours = Integer.parseInt(digits.substring(0, digits.length() - 2));
        boolean possible = hours <= 14 && minutes <= 59;
        int seconds = 60 * (60 * hours + minutes);
        return possible ? ZoneOffset.ofTotalSeconds(zone.startsWith("-") ? -seconds : seconds) : null;
    }

    private static int number(Matcher parts, String name) {
        String digits = group(parts, name);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static @Nullable String group(Matcher parts, String name) {
        return parts.namedGroups().containsKey(name) ? parts.group(name) : null;
    }
}
