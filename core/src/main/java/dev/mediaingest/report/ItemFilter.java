package dev.mediaingest.report;

import dev.mediaingest.session.ItemState;
import java.util.Optional;

/**
 * Which items of a session are wanted; what is empty narrows nothing.
 *
 * @param code of the failure or note
 * @param text part of the path, in any case
 */
public record ItemFilter(Optional<ItemState> state, Optional<String> code, Optional<String> text) {
    /** Every item. */
    public static final ItemFilter ALL = new ItemFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
