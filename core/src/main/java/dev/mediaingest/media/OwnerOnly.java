package dev.mediaingest.media;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Attributes of new files and folders that nobody but their owner may look into, whatever the umask is: prompts and pictures in small
 * are nobody else's. Says nothing where the system has no such permissions, and changes nothing that is there.
 */
public final class OwnerOnly {
    private static final boolean KNOWN =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private OwnerOnly() {}

    /** For a file: its owner reads and writes it. */
    public static FileAttribute<?>[] file() {
        return of("rw-------");
    }

    /** For a folder, and those above it that are made with it. */
    public static FileAttribute<?>[] folder() {
        return of("rwx------");
    }

    private static FileAttribute<?>[] of(String permissions) {
        return KNOWN
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
