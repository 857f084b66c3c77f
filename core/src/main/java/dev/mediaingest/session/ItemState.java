package dev.mediaingest.session;

import java.util.Arrays;

/** Where one file of a session stands. */
public enum ItemState {
    PENDING("pending"),
    PROCESSING("processing"),
    COMMITTED("committed"),
    SKIPPED("skipped"),
    FAILED("failed"),
    QUARANTINED("quarantined"),
    MISSING("missing");

    private final String label;

    ItemState(String label) {
        this.label = label;
    }

    /** The word stored and sent. */
    public String label() {
        return label;
    }

    public static ItemState ofLabel(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no item state is called " + label));
    }

    /** Whether nothing more happens to the item in this session unless a person retries it. */
    public boolean hasEnded() {
        return this != PENDING && this != PROCESSING;
    }
}
