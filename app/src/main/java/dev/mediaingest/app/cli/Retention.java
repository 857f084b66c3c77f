package dev.mediaingest.app.cli;

import java.time.Duration;
import java.util.Optional;

/** How long something is kept; empty for ever. */
public record Keep(Optional<Duration> time) {
    public static final Keep FOREVER = new Keep(Optional.empty());
}
