package dev.mediaingest.library;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants to be different about files.
 *
 * @param score -1 to 5; 0 takes the rating back; null leaves it
 * @param favourite whether they are favourites; null leaves it
 * @param add keywords to give
 * @param remove keywords to take away again; those read from the file stay
 */
public record Change(@Nullable Integer score, @Nullable Boolean favourite, List<String> add, List<String> remove) {
    public Change {
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }
}
