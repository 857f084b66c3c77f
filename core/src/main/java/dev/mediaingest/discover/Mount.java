package dev.mediaingest.discover;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder that another file system is mounted on. Known by the name and type of that file system, not by its device number,
 * which may be another after each start of the machine; so two disks that take the same name in turn are not told apart.
 *
 * @param fileSystem as the system calls it, such as {@code /dev/sdb1 ext4}
 */
public record Mount(Path folder, String fileSystem) {

    /** What is mounted on a folder now; nothing if it belongs to the same file system as the folder above it. */
    static Optional<Mount> at(Path folder) throws IOException {
        Path above = folder.getParent();
        return above == null || device(folder) == device(above)
                ? Optional.empty()
                : Optional.of(new Mount(folder, fileSystem(folder)));
    }

    /** Whether it is mounted there still, or again. A folder that is gone is no mount. */
    public boolean isThere() throws IOException {
        return Files.isDirectory(folder) && at(folder).filter(this::equals).isPresent();
    }

    private static long device(Path folder) throws IOException {
        try {
            return ((Number) Files.getAttribute(folder, "unix:dev")).longValue();
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return 0; // where there are no device numbers no mount is seen
        }
    }

    private static String fileSystem(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.name() + " " + store.type();
        } catch (IOException | SecurityException e) {
            return ""; // a part of a file system with a number of its own, as btrfs has them
        }
    }
}
