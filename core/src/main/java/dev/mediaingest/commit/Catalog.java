package dev.mediaingest.commit;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.classify.Assessment;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.plan.Item;

/**
 * The catalogue of media files, as the last stage before the report sees it. Each method is one transaction that ends the
 * item: its rows and its state change together or not at all. Not thread-safe: one thread commits, in list order. Every
 * method may throw {@link dev.mediaingest.failure.Unavailable}, and then nothing has changed.
 */
public interface Catalog {

    /**
     * Writes what was found of a file and marks its item committed. Done twice, it changes nothing the second time.
     *
     * <p>Keywords, scores and other values a person gave stay as they are.
     *
     * @param analysedWith see {@link dev.mediaingest.analyse.AnalyserVersion}
     */
    void commit(Item item, Assessment assessment, Findings findings, String analysedWith);

    /** Marks an item as failed; the catalogue keeps whatever it knew of the file. */
    void fail(Item item, Failure failure, Assessment assessment);

    /** Marks an item as one that is not tried again by itself; the catalogue keeps whatever it knew of the file. */
    void quarantine(Item item, Failure failure, Assessment assessment);

    /** Marks an item, and the catalogue's row of its file if there is one, as missing. Deletes nothing. */
    void markMissing(Item item, Failure failure, Assessment assessment);
}
