package dev.mediaingest.library;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The catalogue in numbers. May throw {@link dev.mediaingest.failure.Unavailable}. Thread-safe. */
@FunctionalInterface
public interface Statistics {

    /** As of some seconds ago at the most, or of when this was asked last if that is why it is counted anew. */
    Numbers numbers();

    /**
     * All of them.
     *
     * @param made files by the day (UTC) they were made, as far as anybody knows
     * @param added files by the day (UTC) they came into the catalogue
     * @param scores files by score, from -1 to 5
     * @param nsfwScores how many files scored in each twentieth from 0 to 1
     * @param folders those that take most space
     */
    record Numbers(
            long files,
            long videos,
            long bytes,
            long missing,
            SortedMap<LocalDate, Long> made,
            SortedMap<LocalDate, Long> added,
            List<Share> types,
            List<Share> folders,
            List<Facets.Value> models,
            List<Facets.Value> samplers,
            List<Facets.Value> generators,
            List<Facets.Value> loras,
            SortedMap<Integer, Long> scores,
            Map<NsfwState, Long> nsfw,
            List<Long> nsfwScores) {}

    /** Files that have something in common, and the space they take. */
    record Share(String name, long files, long bytes) {}
}
