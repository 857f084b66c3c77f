package dev.mediaingest.media;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a picture or video came into being, as something in or beside the file says. Without an offset in the text, the
 * wall-clock time is taken as if it were UTC: the day and hour a person remembers are kept.
 *
 * @param zoned whether the text named its offset, so that the instant is certain
 */
public record CapturedAt(Instant at, boolean zoned, Source source) {
    private static final int LONGEST = 64;
    private static final Pattern DATE = Pattern.compile(
            "(\\d{4})[-:/]?(\\d\\d)[-:/]?(\\d\\d)(?:[T ]+(\\d\\d):?(\\d\\d)(?::?(\\d\\d))?(?:[.,]\\d+)?)?\\s*(?:UTC|(Z)|([+-]\\d\\d):?(\\d\\d))?\\s*");
    private static final Instant EARLIEST = Instant.parse("1826-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    /** What clocks show that were never set: QuickTime, Unix, FAT. */
    private static final Set<Instant> UNSET = Set.of(
            Instant.parse("1904-01-01T00:00:00Z"),
            Instant.parse("1970-01-01T00:00:00Z"),
            Instant.parse("1980-01-01T00:00:00Z"));

    /** Who says so, the most trustworthy first. */
    public enum Source {
        EXIF,
        XMP,
        IPTC,
        CONTAINER
    }

    /** A date the source states, unless no picture can be from then. */
    public static Optional<CapturedAt> of(Instant at, boolean zoned, Source source) {
        boolean possible = at.isAfter(EARLIEST) && at.isBefore(LATEST) && !UNSET.contains(at);
        return possible ? Optional.of(new CapturedAt(at, zoned, source)) : Optional.empty();
    }

    /** A date in EXIF's, ISO 8601's or IPTC's way of writing; at least year, month and day. */
    public static Optional<CapturedAt> ofText(String text, Source source) {
        String trimmed = text.strip();
        if (trimmed.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher date = DATE.matcher(trimmed);
        try {
            return date.matches() ? of(instant(date), isZoned(date), source) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The older of two; where they are within a day of each other they mean the same moment, and the surer one counts. */
    public static @Nullable CapturedAt oldest(@Nullable CapturedAt one, @Nullable CapturedAt other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        long apart = Math.abs(one.at.getEpochSecond() - other.at.getEpochSecond());
        if (apart > 24 * 60 * 60) {
            return one.at.isBefore(other.at) ? one : other;
        }
        if (one.zoned != other.zoned) {
            return one.zoned ? one : other;
        }
        return one.source.compareTo(other.source) <= 0 ? one : other;
    }

    private static boolean isZoned(Matcher date) {
        return date.group(7) != null || date.group(8) != null;
    }

    private static Instant instant(Matcher date) {
        LocalDateTime local = LocalDateTime.of(
                number(date, 1), number(date, 2), number(date, 3), number(date, 4), number(date, 5), number(date, 6));
        return local.toInstant(date.group(8) == null ? ZoneOffset.UTC : offset(date));
    }

    private static ZoneOffset offset(Matcher date) {
        int hours = number(date, 8);
        boolean west = date.group(8).startsWith("-");
        return ZoneOffset.ofHoursMinutes(hours, west ? -number(date, 9) : number(date, 9));
    }

    private static int number(Matcher date, int group) {
        String digits = date.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
