package dev.mediaingest.media;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a picture or video came into being, as something in or beside the file says: the time on the clock of who took it, and
 * the instant where that is known. The day people remember, look for and sort by is the clock's. Whether the clock was right is
 * not known.
 *
 * @param at the instant; of a time without an offset, the clock's time as if it were UTC
 * @param zoned whether the offset is known, so that the instant is certain
 * @param clock what the clock showed; of an instant without an offset, UTC's
 */
public record CapturedAt(Instant at, boolean zoned, Source source, LocalDateTime clock) {
    private static final Instant EARLIEST = Instant.parse("1826-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int DAY = 24 * 60 * 60;
    private static final Pattern OFFSET = Pattern.compile("Z|[+-]\\d\\d?:?\\d\\d");
    /** What clocks show that were never set: QuickTime, Unix, FAT. */
    private static final Set<Instant> UNSET = Set.of(
            Instant.parse("1904-01-01T00:00:00Z"),
            Instant.parse("1970-01-01T00:00:00Z"),
            Instant.parse("1980-01-01T00:00:00Z"));

    /** Who says so, the nearest to the camera first. */
    public enum Source {
        EXIF,
        XMP,
        IPTC,
        CONTAINER,
        /** EXIF's date of the last change, where it has none of the taking; only until all dates of a file are known. */
        EXIF_CHANGE
    }

    /** An instant whose clock showed UTC's time, or, if it is not zoned, that time on an unknown clock. */
    public CapturedAt(Instant at, boolean zoned, Source source) {
        this(at, zoned, source, LocalDateTime.ofInstant(at, ZoneOffset.UTC));
    }

    /** A date the source states, unless no picture can be from then. */
    public static Optional<CapturedAt> of(Instant at, boolean zoned, Source source) {
        return Optional.of(new CapturedAt(at, zoned, source)).filter(CapturedAt::isPossible);
    }

    /** A date in any form writers use, see {@link DateText}; at least year, month and day. */
    public static Optional<CapturedAt> ofText(String text, Source source) {
        return DateText.of(text)
                .map(date -> new CapturedAt(
                        date.clock().toInstant(date.offset() == null ? ZoneOffset.UTC : date.offset()),
                        date.offset() != null,
                        source,
                        date.clock()))
                .filter(CapturedAt::isPossible);
    }

    /** Likewise with the offset in a text of its own, which counts if it is one: Exif prescribes blanks where it is not known. */
    public static Optional<CapturedAt> ofText(String text, String offset, Source source) {
        String zone = offset.strip();
        Optional<CapturedAt> zoned =
                OFFSET.matcher(zone).matches() ? ofText(text.strip() + zone, source) : Optional.empty();
        return zoned.or(() -> ofText(text, source));
    }

    private boolean isPossible() {
        return at.isAfter(EARLIEST) && at.isBefore(LATEST) && !UNSET.contains(at);
    }

    /**
     * The better of two: EXIF's, which the camera wrote. Of others, the older; where they are within a day of each other they
     * mean the same moment, and the one that knows more of it counts.
     */
    public static @Nullable CapturedAt better(@Nullable CapturedAt one, @Nullable CapturedAt other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        if (one.source == Source.EXIF || other.source == Source.EXIF) {
            boolean first =
                    one.source == Source.EXIF && (other.source != Source.EXIF || one.vagueness() <= other.vagueness());
            return first ? one.zonedBy(other) : other.zonedBy(one);
        }
        long apart = Math.abs(one.clock.toEpochSecond(ZoneOffset.UTC) - other.clock.toEpochSecond(ZoneOffset.UTC));
        if (apart > DAY) {
            return one.clock.isBefore(other.clock) ? one : other;
        }
        int order = Integer.compare(one.vagueness(), other.vagueness());
        boolean first = order < 0 || (order == 0 && one.source.compareTo(other.source) <= 0);
        return first ? one.zonedBy(other) : other.zonedBy(one);
    }

    /** Once all dates of a file are known, one of EXIF is one of EXIF. */
    public CapturedAt settled() {
        return source == Source.EXIF_CHANGE ? new CapturedAt(at, zoned, Source.EXIF, clock) : this;
    }

    /** With the other's instant, if both mean one time on the clock and only the other knows its offset. */
    private CapturedAt zonedBy(CapturedAt other) {
        return !zoned && other.zoned && clock.equals(other.clock)
                ? new CapturedAt(other.at, true, source, clock)
                : this;
    }

    /** 0: clock and instant are known; 1: the clock; 2: the instant, as UTC; 3: the day. */
    private int vagueness() {
        if (zoned) {
            return clock.toInstant(ZoneOffset.UTC).equals(at) ? 2 : 0;
        }
        return clock.toLocalTime().toSecondOfDay() == 0 ? 3 : 1;
    }
}
