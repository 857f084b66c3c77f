package dev.mediaingest.library;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Years, months and days as people write them: {@code 2025}, {@code 2025-03}, {@code >=2025-03-01}, {@code 2025..2026-02}. */
record Days(LocalDate first, LocalDate behind) {
    static Condition.Created parse(String value) throws BadQuery {
        int dots = value.indexOf("..");
        if (dots >= 0) {
            return new Condition.Created(
                    dots == 0 ? null : start(of(value.substring(0, dots)).first),
                    dots + 2 == value.length() ? null : start(of(value.substring(dots + 2)).behind));
        }
        if (value.startsWith(">=")) {
            return new Condition.Created(start(of(value.substring(2)).first), null);
        }
        if (value.startsWith("<=")) {
            return new Condition.Created(null, start(of(value.substring(2)).behind));
        }
        if (value.startsWith(">")) {
            return new Condition.Created(start(of(value.substring(1)).behind), null);
        }
        if (value.startsWith("<")) {
            return new Condition.Created(null, start(of(value.substring(1)).first));
        }
        Days days = of(value);
        return new Condition.Created(start(days.first), start(days.behind));
    }

    private static Days of(String text) throws BadQuery {
        String[] parts = text.strip().split("-", -1);
        try {
            if (parts.length > 0 && parts.length <= 3 && parts[0].length() == 4) {
                LocalDate first = LocalDate.of(Integer.parseInt(parts[0]), part(parts, 1), part(parts, 2));
                Period length = switch (parts.length) {
                    case 1 -> Period.ofYears(1);
                    case 2 -> Period.ofMonths(1);
                    default -> Period.ofDays(1);
                };
                return new Days(first, first.plus(length));
            }
        } catch (DateTimeException | NumberFormatException e) {
            // Said below.
        }
        throw new BadQuery("date: takes a day, month or year, as date:2025-03 or date:>=2025-03-01.");
    }

    private static int part(String[] parts, int number) {
        return number < parts.length ? Integer.parseInt(parts[number]) : 1;
    }

    private static @Nullable Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
