package dev.mediaingest.pixels.thumbnail;

import dev.mediaingest.media.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Thumbnails on disk as {@code ab/cd/<content hash>-<size>.jpg}. A cache: everything in it can be made again. Several
 * processes may write it at once; a thumbnail appears whole or not at all.
 */
public final class ThumbnailFolder {
    /** Longest side of each frame in a strip. */
    public static final int STRIP_SIDE = 160;

    private static final String STRIP = "strip";

    private final Path root;

    public ThumbnailFolder(Path root) {
        this.root = root;
    }

    /** Where a thumbnail lies or would lie. */
    public Path path(String contentSha256, ThumbnailSize size) {
        return path(contentSha256, Integer.toString(size.longestSide()));
    }

    private Path path(String contentSha256, String suffix) {
        return root.resolve(contentSha256.substring(0, 2))
                .resolve(contentSha256.substring(2, 4))
                .resolve(contentSha256 + "-" + suffix + ".jpg");
    }

    /** The thumbnail, marked as used now, or nothing if it has to be made. */
    public Optional<Path> find(String contentSha256, ThumbnailSize size) {
        return used(path(contentSha256, size));
    }

    /** The frames of a video side by side, likewise. */
    public Optional<Path> findStrip(String contentSha256) {
        return used(path(contentSha256, STRIP));
    }

    private static Optional<Path> used(Path path) {
        try {
            Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
            return Optional.of(path);
        } catch (IOException e) {
            return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
        }
    }

    /** Remembers that thumbnails show only what could be decoded, so that they are made anew when more can be. */
    public void markIncomplete(String contentSha256) throws IOException {
        Path mark = mark(contentSha256);
        Files.createDirectories(mark.getParent());
        Files.write(mark, new byte[0]);
    }

    /** Takes that back. */
    public void markComplete(String contentSha256) throws IOException {
        Files.deleteIfExists(mark(contentSha256));
    }

    /** Remembers that a video's thumbnails are of a frame that was chosen, as those made before were not. */
    public void markFrameChosen(String contentSha256) throws IOException {
        Files.write(mark(contentSha256, "chosen"), new byte[0]);
    }

    /** Whether it was. */
    public boolean isFrameChosen(String contentSha256) {
        return Files.exists(mark(contentSha256, "chosen"));
    }

    private Path mark(String contentSha256) {
        return mark(contentSha256, "incomplete");
    }

    private Path mark(String contentSha256, String what) {
        return path(contentSha256, ThumbnailSize.SMALL).resolveSibling(contentSha256 + "." + what);
    }

    /** Whether all sizes are there and show the whole picture; says nothing of a strip. */
    public boolean isComplete(String contentSha256) {
        if (Files.exists(mark(contentSha256))) {
            return false;
        }
        for (ThumbnailSize size : ThumbnailSize.values()) {
            if (!Files.isRegularFile(path(contentSha256, size))) {
                return false;
            }
        }
        return true;
    }

    /** Writes a thumbnail, over an older one if there is one. */
    public void write(String contentSha256, ThumbnailSize size, byte[] jpeg) throws IOException {
        write(path(contentSha256, size), jpeg);
    }

    /** Writes the frames of a video side by side. */
    public void writeStrip(String contentSha256, byte[] jpeg) throws IOException {
        write(path(contentSha256, STRIP), jpeg);
    }

    /** What a person has to know if a thumbnail could not be written. */
    public String trouble(IOException e) {
        String reason = e instanceof FileSystemException failed && failed.getReason() != null
                ? failed.getReason()
                : String.valueOf(e.getMessage());
        return "The thumbnail folder " + root + " cannot be written (" + reason
                + "); free some space or make it writable, and the session goes on by itself.";
    }

    private static void write(Path path, byte[] jpeg) throws IOException {
        Path folder = Files.createDirectories(path.getParent(), OwnerOnly.folder());
        Path draft = Files.createTempFile(folder, "draft-", ".tmp");
        try {
            Files.write(draft, jpeg);
            moveInto(draft, path);
        } catch (IOException e) {
            deleteQuietly(draft);
            throw e;
        }
    }

    private static void deleteQuietly(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // what it could not be written for keeps it from being deleted
        }
    }

    private static void moveInto(Path draft, Path path) throws IOException {
        try {
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Deletes the thumbnails used longest ago until the rest takes nine tenths of the limit; nothing if they are within it.
     * Memory grows with the number of thumbnails, by about 100 bytes each.
     *
     * @return bytes freed
     */
    public long evict(long mostBytes) throws IOException {
        List<Kept> kept = list();
        long total = kept.stream().mapToLong(Kept::bytes).sum();
        if (total <= mostBytes) {
            return 0;
        }
        kept.sort(Comparator.comparing(Kept::usedAt));
        long freed = 0;
        for (Kept thumbnail : kept) {
            if (total - freed <= mostBytes / 10 * 9) {
                break;
            }
            Files.deleteIfExists(root.resolve(thumbnail.path()));
            freed += thumbnail.bytes();
        }
        return freed;
    }

    private record Kept(String path, long bytes, FileTime usedAt) {}

    private List<Kept> list() throws IOException {
        List<Kept> kept = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return kept;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                kept.add(new Kept(root.relativize(file).toString(), attributes.size(), attributes.lastModifiedTime()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // another process moved its draft into place
                }
                throw new UncheckedIOException(e);
            }
        });
        return kept;
    }
}
