package dev.mediaingest.app.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Reads a time; seconds without a unit. */
final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return Duration.ofSeconds(Amount.ofTime(text, "s", "a time, as 90s, 5m or 2h"));
    }
}
