package dev.mediaingest.app.web.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as pages show them; scripts put moments into the reader's own zone. */
public final class ShownTime {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ShownTime() {}

    public static String of(@Nullable Instant moment) {
        return moment == null ? "–" : MOMENT.format(moment);
    }

    public static String of(Duration time, Texts texts) {
        long seconds = time.toSeconds();
        if (seconds < 1) {
            return time.isZero() ? "–" : texts.of("script.under-a-second");
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3_600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }

    public static String ofMillis(@Nullable Long millis) {
        return millis == null ? "–" : millis < 1_000 ? millis + " ms" : rate(millis / 1e3) + " s";
    }

    static String rate(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
    }
}
