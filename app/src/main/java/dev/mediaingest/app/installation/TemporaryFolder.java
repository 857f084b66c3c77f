package dev.mediaingest.app.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that is deleted with everything in it when it is closed. Promises nothing of what another program holds open in it: that may
 * stay behind, in the system's folder for such things.
 */
public record TemporaryFolder(Path path) implements AutoCloseable {

    /** A new one, known by its real path. */
    public static TemporaryFolder create(String prefix) throws CannotStart {
        try {
            return new TemporaryFolder(Files.createTempDirectory(prefix).toRealPath());
        } catch (IOException e) {
            throw new CannotStart("No temporary folder can be made: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(path)) {
            paths.sorted(Comparator.reverseOrder()).forEach(TemporaryFolder::delete);
        } catch (IOException | UncheckedIOException e) {
            // see above: the system clears its own folder
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
