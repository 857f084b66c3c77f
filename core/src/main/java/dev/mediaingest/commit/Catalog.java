package dev.mediaingest.commit;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.Lease;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of media files, as the last stage before the report sees it. Each method is one transaction that ends the
 * item: its rows and its state change together or not at all; it throws {@link dev.mediaingest.failure.LeaseLost}, and
 * changes nothing, once another server has the session. Not thread-safe: one thread commits, in list order. Every
 * method may throw {@link dev.mediaingest.failure.Unavailable}, and then nothing has changed.
 */
public interface Catalog {

    /**
     * Writes what was found of a file and marks its item committed. Done twice, it changes nothing the second time.
     *
     * <p>Keywords, scores and other values a person gave stay as they are. Of a file that was moved, the row of its former path
     * follows it, with all that a person gave and all that refers to it; if that row is no longer there, or its content is another,
     * the file gets a new row.
     *
     * @param analysedWith see {@link dev.mediaingest.analyse.AnalyserVersion}
     * @param movedFrom one of {@link #sameContent}, or null if it was not moved
     */
    void commit(
            Lease lease,
            Item item,
            Assessment assessment,
            Findings findings,
            String analysedWith,
            @Nullable Path movedFrom);

    /**
     * Where the catalogue holds files with the same bytes, if it knows neither this path nor so many copies that it would be of
     * no use; those marked as missing first, then those of the same name. Changes nothing.
     */
    List<Path> sameContent(Item item, Findings findings);

    /** Why the catalogue cannot hold a file whatever is found in it, if it cannot. Asks no database. */
    Optional<Failure> refusal(SourceFile file);

    /** Marks an item as failed; the catalogue keeps whatever it knew of the file. */
    void fail(Lease lease, Item item, Failure failure, Assessment assessment);

    /** Marks an item, and the catalogue's row of its file if there is one, as missing. Deletes nothing. */
    void markMissing(Lease lease, Item item, Failure failure, Assessment assessment);
}
