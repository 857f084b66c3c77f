package dev.mediaingest.session;

/**
 * A session's counts, derived from its item rows.
 *
 * @param pending items not begun
 * @param processing items begun and not ended
 * @param metadataExtracted committed files of which more than bare bytes is known
 * @param keywordsAdded keywords over all committed files
 * @param nsfwDetected committed files over the threshold
 * @param nsfwAssessed committed files that have a score at all
 * @param notes committed files with a note, such as a truncated picture
 */
public record Tally(
        long total,
        long pending,
        long processing,
        long committed,
        long skipped,
        long failed,
        long quarantined,
        long missing,
        long metadataExtracted,
        long keywordsAdded,
        long scoresImported,
        long nsfwDetected,
        long nsfwAssessed,
        long notes) {

    /** Items that reached their end, whichever it was. */
    public long processed() {
        return committed + skipped + failed + quarantined + missing;
    }

    /** Items a person may want to look at. */
    public long errors() {
        return failed + quarantined + missing;
    }

    /** 0 to 100, rounded down, so that 100 means all; an empty list is done. */
    public int percent() {
        return total == 0 ? 100 : (int) (100 * processed() / total);
    }

    /** Whether every item is accounted for. */
    public boolean addsUp() {
        return total == processed() && pending == 0 && processing == 0;
    }
}
