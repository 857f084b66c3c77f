package dev.mediaingest.library;

import java.util.List;

/** Which files, in which order. All terms have to hold. */
public record LibraryQuery(List<Term> terms, Sort sort, boolean descending) {
    public LibraryQuery {
        terms = List.copyOf(terms);
    }

    /** Everything, the newest first. */
    public static LibraryQuery everything() {
        return new LibraryQuery(List.of(), Sort.ADDED, true);
    }

    /** The same files the other way round. */
    public LibraryQuery reversed() {
        return new LibraryQuery(terms, sort, !descending);
    }
}
