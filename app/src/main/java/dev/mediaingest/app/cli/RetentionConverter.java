package dev.mediaingest.app.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/** Reads how long something is kept; days without a unit, or for ever. */
public final class RetentionConverter implements ITypeConverter<Retention> {
    @Override
    public Retention convert(String text) {
        return text.strip().equalsIgnoreCase("forever")
                ? Retention.FOREVER
                : new Retention(
                        Optional.of(Duration.ofSeconds(Amount.ofTime(text, "d", "forever, or a time, as 90d"))));
    }
}
