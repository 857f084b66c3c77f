package dev.mediaingest.media;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file as it was seen on disk: where it lies and what its directory entry said.
 *
 * @param path absolute, with symbolic links resolved
 * @param size bytes; a claim that may be outdated when the file is opened
 * @param modified last modification, as precise as the file system keeps it, at most to the microsecond
 */
public record SourceFile(Path path, long size, Instant modified) {
    public String fileName() {
        return path.getFileName().toString();
    }
}
