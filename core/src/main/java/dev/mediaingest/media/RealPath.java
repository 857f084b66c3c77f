package dev.mediaingest.media;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Paths whose links were resolved, and which lead to what they led to as long as no folder of theirs is swapped for a link. Whoever
 * opens one asks afterwards; between two questions nobody is safe from a folder that is swapped and swapped back.
 */
public final class RealPath {
    private RealPath() {}

    /**
     * Whether a resolved path still goes through no link.
     *
     * @throws IOException if there is nothing any more, or it cannot be looked at
     */
    public static boolean isReal(Path resolved) throws IOException {
        return resolved.toRealPath().equals(resolved.toAbsolutePath().normalize());
    }

    /**
     * Returns if a resolved path still goes through no link.
     *
     * @throws FileSystemException if it does not
     */
    public static void requireReal(Path resolved) throws IOException {
        if (!isReal(resolved)) {
            throw new FileSystemException(resolved.toString(), null, "a folder above it was replaced by a link");
        }
    }
}
