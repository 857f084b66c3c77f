package dev.mediaingest.library;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param next where the next part begins; empty at the end
 */
public record LibraryPage(List<LibraryItem> items, Optional<Cursor> next) {
    public LibraryPage {
        items = List.copyOf(items);
    }
}
