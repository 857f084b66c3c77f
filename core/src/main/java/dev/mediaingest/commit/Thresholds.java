package dev.mediaingest.commit;

/**
 * Judges what is in the catalogue anew: a verdict is a stored score held against a threshold, so a new threshold needs no file
 * to be looked at again. Thread-safe. May throw {@link dev.mediaingest.failure.Unavailable}; what was judged until then stays.
 */
public interface Thresholds {

    /**
     * Holds every stored score against a threshold. Files that were not assessed stay so. In several transactions, so that
     * sessions go on meanwhile; a file committed meanwhile keeps the verdict of its session.
     *
     * @param threshold 0.0 to 1.0; a score at or above it is NSFW
     */
    Applied applyThreshold(double threshold);

    /**
     * What came of it.
     *
     * @param files those with a score
     * @param nsfw how many of them are NSFW now
     * @param changed how many were not, or were
     */
    record Applied(long files, long nsfw, long changed) {}
}
