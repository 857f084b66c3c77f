package dev.mediaingest.discover;

import dev.mediaingest.failure.Unavailable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folders that may be read. Nothing outside them is opened or listed; that a path exists there is not kept secret.
 * Immutable and thread-safe.
 */
public final class MediaRoots {
    private static final int SECONDS = 20;

    private final List<Path> roots;

    private MediaRoots(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /**
     * Roots given by the person who starts the program.
     *
     * @throws NoSuchRoot if one is no existing directory, or does not answer within {@value #SECONDS} seconds
     */
    public static MediaRoots of(List<Path> directories) throws NoSuchRoot {
        return of(directories, Duration.ofSeconds(SECONDS));
    }

    static MediaRoots of(List<Path> directories, Duration deadline) throws NoSuchRoot {
        List<Path> roots = new ArrayList<>();
        try (FileCalls files = new FileCalls(1, deadline)) {
            for (Path directory : directories) {
                roots.add(root(directory, files));
            }
        }
        return new MediaRoots(roots);
    }

    private static Path root(Path directory, FileCalls files) throws NoSuchRoot {
        try {
            return files.call(directory, () -> {
                Path real = directory.toRealPath();
                if (!Files.isDirectory(real)) {
                    throw new NotDirectoryException(real.toString());
                }
                return real;
            });
        } catch (IOException e) {
            throw new NoSuchRoot("No such directory: " + directory);
        } catch (Unavailable hanging) {
            throw new NoSuchRoot("The directory does not answer: " + directory
                    + "; the disk or network share it is on hangs or sleeps.");
        }
    }

    /** The roots, absolute, links resolved, in the order given. */
    public List<Path> all() {
        return roots;
    }

    /** Whether a path, given with its links resolved, lies in a root or is one. */
    public boolean contains(Path realPath) {
        return roots.stream().anyMatch(realPath::startsWith);
    }

    /**
     * Whether a file is certainly not there any more. Of a root that is gone or empty, as a disk that is not mounted is, nothing
     * is certain; nor of what lies outside the roots, or cannot be looked at.
     */
    public boolean isGone(Path path) {
        List<Path> above = roots.stream().filter(path::startsWith).toList();
        return !above.isEmpty()
                && Files.notExists(path, LinkOption.NOFOLLOW_LINKS)
                && above.stream().allMatch(MediaRoots::holdsSomething);
    }

    /** Whether a folder can be listed and is not empty. */
    public static boolean holdsSomething(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return entries.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            return false;
        }
    }

    /** Whether a path is a root itself: there is no way up from it. */
    public boolean isRoot(Path realPath) {
        return roots.contains(realPath);
    }

    /**
     * Looks up a directory a person or a browser named.
     *
     * @param name an absolute path, or one relative to the first root
     */
    public Lookup directory(String name) {
        return named(name).map(path -> lookUp(name, path)).orElseGet(() -> new Lookup.NotFound(name));
    }

    /**
     * As the other, with a deadline.
     *
     * @throws dev.mediaingest.failure.Unavailable if the directory does not answer
     */
    public Lookup directory(String name, FileCalls files) {
        Optional<Path> path = named(name);
        try {
            return path.isEmpty() ? new Lookup.NotFound(name) : files.call(path.get(), () -> lookUp(name, path.get()));
        } catch (IOException e) {
            return new Lookup.NotFound(name);
        }
    }

    private Optional<Path> named(String name) {
        try {
            Path path = Path.of(name);
            return Optional.of(
                    path.isAbsolute() || roots.isEmpty() ? path : roots.get(0).resolve(path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Lookup lookUp(String name, Path named) {
        Optional<Path> real = realPath(named);
        if (real.isEmpty()) {
            return new Lookup.NotFound(name);
        }
        if (!contains(real.get())) {
            return new Lookup.Outside(name);
        }
        return Files.isDirectory(real.get()) ? new Lookup.Inside(real.get()) : new Lookup.NotFound(name);
    }

    private static Optional<Path> realPath(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    /** What a directory's name turned out to be. */
    public sealed interface Lookup {
        /** A directory inside the roots, its links resolved. */
        record Inside(Path directory) implements Lookup {}

        /** Something outside the roots. */
        record Outside(String name) implements Lookup {}

        /** No such directory. */
        record NotFound(String name) implements Lookup {}
    }

    /** A media root given at start is no directory. */
    public static final class NoSuchRoot extends Exception {
        private static final long serialVersionUID = 1L;

        NoSuchRoot(String sentence) {
            super(sentence);
        }
    }
}
