package dev.mediaingest.plan;

import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.media.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A session's list of items while it is being written. Each method is one transaction; after a crash the list is cleared
 * and written anew, so it promises nothing about half a list.
 */
public interface ItemList {

    /**
     * Adds files at the end, in the order given, and marks as skipped those the catalogue already holds unchanged: same
     * path, size, modification time and sidecars, analysed for the same options, by readers to which today's add nothing that
     * concerns it. Those of them that were
     * missing are so no longer. Likewise skipped, as failed before, are files that failed by their own fault and are as they were then,
     * unless the session is to retry them.
     *
     * @param skipUnchanged false adds all of them as pending
     * @param mostToDo files after the one that makes this many pending ones are not added
     */
    Added add(List<SourceFile> files, boolean skipUnchanged, long mostToDo);

    /** Remembers what was passed over, for people who ask why a file is not there. */
    void leaveOut(List<LeftOut> entries);

    /**
     * Tells of the files that the catalogue holds in these directories, not marked as missing, and the list does not.
     *
     * @param recursive whether also of what is below them
     */
    void absent(List<Path> directories, boolean recursive, Consumer<Path> each);

    /** Remembers the folders of which nothing was marked, since they are away. */
    void leaveAway(List<AwayFolder> folders);

    /**
     * Marks as missing what the catalogue holds in these directories and the list does not, and remembers it as left out.
     * Deletes nothing.
     *
     * @param recursive whether also what is below them
     * @param gone has the last word on each file
     * @return how many were marked that were not before
     */
    long markGone(List<Path> directories, boolean recursive, Predicate<Path> gone);

    /** Declares the list complete: the session has a list from now on. */
    void complete();

    /**
     * How many of a batch were added, and how many of those are pending.
     *
     * @param readAgain unchanged files among the pending ones, by what today's readers find more in them
     */
    record Added(long files, long toDo, Map<ReaderChange, Long> readAgain) {
        static final Added NOTHING = new Added(0, 0);

        /** None of them to be read again. */
        public Added(long files, long toDo) {
            this(files, toDo, Map.of());
        }
    }
}
