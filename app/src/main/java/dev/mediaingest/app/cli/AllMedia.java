package dev.mediaingest.app.cli;

import dev.mediaingest.media.MediaType;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is ingested where nobody named a pattern: every extension of every known type. */
public final class AllMedia {
    public static final String PATTERN = Arrays.stream(MediaType.values())
            .flatMap(type -> type.extensions().stream())
            .map(extension -> "*." + extension)
            .collect(Collectors.joining("|"));

    private AllMedia() {}
}
