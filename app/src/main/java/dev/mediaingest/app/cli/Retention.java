package dev.mediaingest.app.cli;

import java.time.Duration;
import java.util.Optional;

/** How long something is kept; empty for ever. */
public record Retention(Optional<Duration> time) {
    public static final Retention FOREVER = new Retention(Optional.empty());
}
