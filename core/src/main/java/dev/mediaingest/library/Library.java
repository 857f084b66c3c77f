package dev.mediaingest.library;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The catalogue as people look through it. What a session commits appears here a moment later; what is changed here is seen
 * here at once. Every method may throw {@link dev.mediaingest.failure.Unavailable}. Thread-safe.
 */
public interface Library {

    /** The first files of a list. */
    default LibraryPage page(LibraryQuery query, int limit) {
        return page(query, Optional.empty(), limit);
    }

    /**
     * A part of a list; costs the same at its end as at its beginning.
     *
     * @param after only files behind this; a cursor of the same order
     */
    LibraryPage page(LibraryQuery query, Optional<Cursor> after, int limit);

    /** How many files there are, counted up to {@code most}. */
    long count(LibraryQuery query, long most);

    /** {@link #page} and {@link #count}, side by side. */
    CountedPage countedPage(LibraryQuery query, Optional<Cursor> after, int limit, long most);

    Optional<MediaDetail> find(long id);

    /** What comes before and behind a file in a list, whether or not it is in that list itself. */
    Neighbours around(LibraryQuery query, long id);

    Facets facets();

    /**
     * Files that look like this one, the nearest first, without it.
     *
     * @param distance bits that may differ, at most {@link dev.mediaingest.pixels.fingerprint.NearDuplicates#MAX_DISTANCE}
     */
    List<Similar> similar(long id, int distance, int limit);

    /** Changes files in one transaction; a rating given here wins over every imported one. Says how many files there were. */
    int change(Collection<Long> ids, Change change);

    /** How many files wait to appear here. */
    long waiting();

    /** Lets everything appear that is committed by now. */
    void catchUp();

    /** A part of a list, and how many files the whole has. */
    record CountedPage(LibraryPage page, long files) {}

    /** Ids; empty at the ends. */
    record Neighbours(OptionalLong before, OptionalLong behind) {}

    /** A file that looks like another. */
    record Similar(LibraryItem item, int distance) {}
}
