package dev.mediaingest.app.report;

import dev.mediaingest.media.ReaderChange;
import java.util.List;
import java.util.Map;

/**
 * Unchanged files that are read again, as the API tells it.
 *
 * @param reason what today's readers find more in them
 * @param files how many
 */
public record ReadAgainView(String reason, long files) {

    /** In the order of the reasons; none if no file is. */
    public static List<ReadAgainView> of(Map<ReaderChange, Long> readAgain) {
        return readAgain.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new ReadAgainView(entry.getKey().label(), entry.getValue()))
                .toList();
    }
}
