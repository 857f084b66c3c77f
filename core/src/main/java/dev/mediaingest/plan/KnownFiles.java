package dev.mediaingest.plan;

import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.media.SourceFile;
import java.util.List;

/** What the catalogue knows of files, asked without writing anything. Thread-safe. */
public interface KnownFiles {

    /**
     * How files stand to the catalogue, in the order given: by the same comparison that {@link ItemList#add} makes.
     *
     * @param earlier analyses that need not be made again; if none, no file is unchanged, and none is known to fail
     * @param retryFailed whether files that failed before are to be tried again
     */
    List<Standing> compare(List<SourceFile> files, EarlierReadings earlier, boolean retryFailed);

    /** How one file stands to the catalogue. */
    sealed interface Standing {

        /** One that needs no reason. */
        enum Plain implements Standing {
            /** There is none at its path; it may have been moved there, which only its bytes tell. */
            NEW,
            /** It, its sidecars or what is asked of it differ. */
            CHANGED,
            UNCHANGED,
            /** It failed by its own fault, and is as it was then. */
            FAILED_BEFORE
        }

        /** It is unchanged, and today's readers find more in it. */
        record Outdated(ReaderChange by) implements Standing {}
    }
}
