package dev.mediaingest.session;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a session stands, and all legal moves between these states. */
public enum SessionState {
    /** Being planned, or waiting for its turn. */
    STARTING("starting"),
    /** Files are being analysed and committed. */
    PROCESSING("processing"),
    /** Stopped at a file boundary by a person, or by trouble with the environment. */
    PAUSED("paused"),
    /** The process that ran it ended or was told to stop. */
    INTERRUPTED("interrupted"),
    /** Every item is accounted for. */
    COMPLETED("completed"),
    /** Ended by a person; the rest of the list was skipped. */
    CANCELLED("cancelled"),
    /** Ended by a mistake of Media Ingest; what was committed stays. */
    ERROR("error");

    /** Every state. */
    public static final Set<SessionState> ALL = Set.of(values());

    private static final Map<SessionState, Set<SessionState>> LEGAL = Map.of(
            STARTING, EnumSet.of(PROCESSING, PAUSED, INTERRUPTED, CANCELLED, ERROR),
            PROCESSING, EnumSet.of(PAUSED, INTERRUPTED, COMPLETED, CANCELLED, ERROR),
            PAUSED, EnumSet.of(STARTING, INTERRUPTED, CANCELLED),
            INTERRUPTED, EnumSet.of(STARTING, PAUSED, CANCELLED),
            COMPLETED, EnumSet.of(STARTING, ERROR), // in error if it turns out not to add up
            CANCELLED, EnumSet.noneOf(SessionState.class),
            ERROR, EnumSet.of(STARTING, CANCELLED));

    private final String label;

    SessionState(String label) {
        this.label = label;
    }

    /** The word stored and sent. */
    public String label() {
        return label;
    }

    public static SessionState ofLabel(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no session state is called " + label));
    }

    public boolean mayBecome(SessionState next) {
        return LEGAL.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether a runner has it or will have it without anybody doing anything. */
    public boolean isActive() {
        return this == STARTING || this == PROCESSING;
    }

    /** Whether nothing more happens to it by itself and its list is done with. */
    public boolean hasEnded() {
        return this == COMPLETED || this == CANCELLED || this == ERROR;
    }
}
