package dev.mediaingest.media;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A file as it was seen on disk: where it lies and what its directory entry said.
 *
 * @param path absolute, with symbolic links resolved
 * @param size bytes; a claim that may be outdated when the file is opened
 * @param modified last modification, as precise as the file system keeps it, at most to the microsecond
 * @param sidecars those beside it when its folder was listed
 */
public record SourceFile(Path path, long size, Instant modified, SidecarStamp sidecars) {

    /** A file without sidecars. */
    public SourceFile(Path path, long size, Instant modified) {
        this(path, size, modified, SidecarStamp.NONE);
    }

    /**
     * A file as its attributes describe it. Everyone who looks at a file makes it here, so that two looks at an
     * unchanged file are equal.
     */
    public static SourceFile of(Path path, BasicFileAttributes attributes, SidecarStamp sidecars) {
        Instant modified = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS);
        return new SourceFile(path, attributes.size(), modified, sidecars);
    }

    public String fileName() {
        return PathText.nameOf(path);
    }
}
