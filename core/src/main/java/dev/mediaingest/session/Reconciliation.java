package dev.mediaingest.session;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether every item of a session's list has ended.
 *
 * @param unaccounted items that have not ended, or of which there is no row
 * @param positions the first of them
 */
public record Reconciliation(long unaccounted, List<Long> positions) {
    /** How many positions are named. */
    public static final int MOST_POSITIONS = 20;

    public Reconciliation {
        positions = List.copyOf(positions);
    }

    public boolean addsUp() {
        return unaccounted == 0;
    }

    /** What does not add up, for a person. */
    public String sentence() {
        String named = positions.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return unaccounted + (unaccounted == 1 ? " item is" : " items are") + " not accounted for (position " + named
                + (unaccounted > positions.size() ? ", …" : "") + "); resume the session.";
    }
}
