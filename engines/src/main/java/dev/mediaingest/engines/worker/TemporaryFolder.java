package dev.mediaingest.engines.worker;

import dev.mediaingest.media.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A worker's folder for temporary files, its own, so that nothing a decoder leaves there outlives it: the parent deletes it when the
 * worker has ended, and the worker when the parent has.
 */
record TemporaryFolder(Path path) {
    private static final String PREFIX = "media-ingest-worker";

    static TemporaryFolder create(Path parent) throws IOException {
        Files.createDirectories(parent, OwnerOnly.folder());
        return new TemporaryFolder(Files.createTempDirectory(parent, PREFIX));
    }

    /** Deletes the folder of this process, if it is a worker that was given one. */
    static void deleteOwn() {
        Path path = Path.of(System.getProperty("java.io.tmpdir"));
        if (String.valueOf(path.getFileName()).startsWith(PREFIX)) {
            new TemporaryFolder(path).delete();
        }
    }

    /** Deletes it with everything in it, as far as that is possible; follows no link. */
    void delete() {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // the system clears its temporary folder some day
        }
    }
}
