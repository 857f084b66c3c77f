package dev.mediaingest.library;

import java.nio.file.Path;
import java.util.Map;

/** How much of a folder the catalogue holds: what the directory browser's badges show. Thread-safe. */
public interface IngestedCounts {

    /**
     * Catalogued files that are not missing, by the directory they lie in.
     *
     * @param top this directory and everything below it
     * @return only directories with at least one file
     */
    Map<Path, Long> byDirectory(Path top);
}
