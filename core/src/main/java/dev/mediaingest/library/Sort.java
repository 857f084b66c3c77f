package dev.mediaingest.library;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What files are ordered by; files that are equal in it follow the order they were added in. */
public enum Sort {
    ADDED(true),
    CREATED(true),
    NAME(false),
    SCORE(true),
    NSFW(true),
    SIZE(true);

    private final boolean descending;

    Sort(boolean descending) {
        this.descending = descending;
    }

    /** Whether people usually want the largest first. */
    public boolean descending() {
        return descending;
    }

    /** The word in addresses. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Sort> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(sort -> sort.label().equals(label))
                .findFirst();
    }
}
