package dev.mediaingest.report;

import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Tally;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A session in numbers, each map with the largest number first and without zeros.
 *
 * @param byState items by state
 * @param byCode items by failure or note
 * @param byType committed items by media type
 * @param byGenerator committed items by the tool that made them
 * @param slowest the {@value #SLOWEST} items whose last attempt took longest
 */
public record SessionSummary(
        Map<String, Long> byState,
        Map<String, Long> byCode,
        Map<String, Long> byType,
        Map<String, Long> byGenerator,
        List<ItemReport> slowest) {
    public static final int SLOWEST = 20;

    /** Labels of states and how many items are in them. */
    public static Map<String, Long> byState(Tally tally) {
        return ordered(Map.of(
                ItemState.PENDING.label(), tally.pending(),
                ItemState.PROCESSING.label(), tally.processing(),
                ItemState.COMMITTED.label(), tally.committed(),
                ItemState.SKIPPED.label(), tally.skipped(),
                ItemState.FAILED.label(), tally.failed(),
                ItemState.QUARANTINED.label(), tally.quarantined(),
                ItemState.MISSING.label(), tally.missing()));
    }

    /** The same numbers, the largest first, without zeros. */
    public static Map<String, Long> ordered(Map<String, Long> counts) {
        Map<String, Long> ordered = new LinkedHashMap<>();
        counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }
}
