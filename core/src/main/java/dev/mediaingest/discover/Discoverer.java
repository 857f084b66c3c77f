package dev.mediaingest.discover;

import dev.mediaingest.discover.Discovered.Found;
import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.discover.Discovered.Reason;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.SidecarStamp;
import dev.mediaingest.media.SourceFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Walks directories and gives each entry as found or left out, in a stable order: by name within a directory, files
 * before its subdirectories. Holds the names of one directory and its score sidecars at a time, so memory does not grow
 * with the tree.
 *
 * <p>Hidden entries are left out. A symbolic link is followed only if it ends inside the media roots and outside what the
 * walk covers anyway; so a loop of links cannot be walked, and every file is found under its real path, once.
 *
 * <p>Thread-safe; each iterator is confined to one thread.
 */
public final class Discoverer {
    private static final int MOST_CALLS = 16;
    /** A disk wakes up in 5 to 10 s. */
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final MediaRoots roots;
    private final FileCalls files;

    public Discoverer(MediaRoots roots) {
        this(roots, new FileCalls(MOST_CALLS, DEADLINE));
    }

    /**
     * One for these roots.
     *
     * @param files makes the calls that its caller waits for
     */
    Discoverer(MediaRoots roots, FileCalls files) {
        this.roots = roots;
        this.files = files;
    }

    /** Makes calls about folders for whoever runs a session over them. */
    public FileCalls files() {
        return files;
    }

    /**
     * Starts a walk.
     *
     * @param directories real paths inside the media roots
     * @param recursive whether subdirectories are walked too
     */
    public Iterator<Discovered> walk(List<Path> directories, FilePattern pattern, boolean recursive) {
        return walk(directories, pattern, recursive, Exclusions.DEFAULT);
    }

    /** Starts a walk that leaves out more, or less. */
    public Iterator<Discovered> walk(
            List<Path> directories, FilePattern pattern, boolean recursive, Exclusions exclusions) {
        return new Walk(directories, pattern, recursive, exclusions);
    }

    /**
     * The sidecars of a file as a walk would see them now.
     *
     * @throws dev.mediaingest.failure.Unavailable if its folder does not answer
     */
    public SidecarStamp sidecars(Path file) {
        try {
            return files.call(file.resolveSibling(""), () -> FolderSidecars.stamp(file));
        } catch (IOException e) {
            return SidecarStamp.NONE;
        }
    }

    /**
     * Starts the same walk on a thread of its own.
     *
     * @throws dev.mediaingest.failure.Unavailable if a folder does not answer, here or where the next entry is taken
     */
    public WalkAhead walkAhead(List<Path> directories, FilePattern pattern, boolean recursive, Exclusions exclusions) {
        directories.forEach(files::requireAnswersBelow);
        Walk walk = new Walk(directories, pattern, recursive, exclusions);
        return WalkAhead.of(walk, walk.mounts, () -> files.requireAnswer(walk.lookingAt));
    }

    /**
     * Whether a file is not where it was, whatever became of its folder.
     *
     * @throws dev.mediaingest.failure.Unavailable if its folder does not answer
     */
    public boolean isNotThere(Path file) {
        try {
            return files.call(file.resolveSibling(""), () -> Files.notExists(file, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Tells files that are gone from files whose disk is away.
     *
     * @param mounts as they were when all was well
     */
    public AbsenceCheck absenceCheck(Set<Mount> mounts) {
        return new AbsenceCheck(roots, files, mounts);
    }

    /**
     * See {@link MediaRoots#isGone}.
     *
     * @throws dev.mediaingest.failure.Unavailable if its folder does not answer
     */
    public boolean isGone(Path file) {
        try {
            return files.call(file.resolveSibling(""), () -> roots.isGone(file));
        } catch (IOException e) {
            return false;
        }
    }

    private final class Walk implements Iterator<Discovered> {
        private final FilePattern pattern;
        private final boolean recursive;
        /** Real paths of the directories the walk started from or reached through a link. */
        private final Set<Path> covered = new LinkedHashSet<>();

        private final Set<Path> linkedFiles = new HashSet<>();
        private final Deque<Folder> directories = new ArrayDeque<>();
        private final Deque<Folder> subdirectories = new ArrayDeque<>();
        private final long minSize;
        private IgnoreScope scope = IgnoreScope.ofStart(Path.of(""), IgnoreRules.NONE);
        private Path directory = Path.of("");
        private String[] names = {};
        private final Set<Mount> mounts = ConcurrentHashMap.newKeySet();
        private FolderSidecars sidecars = FolderSidecars.NONE;
        private int nextName;
        private @Nullable Discovered next;
        /** What a call of the file system is about just now; read by other threads. */
        private volatile Path lookingAt = directory;

        /** To be listed, with the rules of the folder it was met in. */
        private record Folder(Path path, IgnoreScope scope) {}

        Walk(List<Path> starts, FilePattern pattern, boolean recursive, Exclusions exclusions) {
            this.minSize = exclusions.minSize();
            this.pattern = pattern;
            this.recursive = recursive;
            for (Path start : starts) {
                if (!isCovered(start)) {
                    covered.removeIf(other -> recursive && other.startsWith(start));
                    covered.add(start);
                }
            }
            IgnoreRules asked = exclusions.asked();
            covered.forEach(start -> directories.addLast(new Folder(start, IgnoreScope.ofStart(start, asked))));
        }

        @Override
        public boolean hasNext() {
            while (next == null && (nextName < names.length || openNextDirectory())) {
                if (nextName < names.length) {
                    next = look(nextName++);
                }
            }
            return next != null;
        }

        @Override
        public Discovered next() {
            Discovered found = hasNext() ? next : null;
            if (found == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return found;
        }

        /** Moves on to the next directory; one that cannot be listed becomes {@link #next}. */
        private boolean openNextDirectory() {
            while (!subdirectories.isEmpty()) {
                directories.addFirst(subdirectories.removeLast());
            }
            Folder following = directories.pollFirst();
            if (following == null) {
                return false;
            }
            directory = following.path;
            lookingAt = directory;
            nextName = 0;
            try {
                names = Listing.of(directory);
                sidecars = FolderSidecars.of(directory, names);
                scope = following.scope.within(directory, Arrays.binarySearch(names, Exclusions.FILE) >= 0);
                Mount.at(directory).ifPresent(mounts::add);
            } catch (IOException | DirectoryIteratorException | SecurityException e) {
                names = new String[0];
                sidecars = FolderSidecars.NONE;
                next = new LeftOut(directory, Reason.UNREADABLE);
            }
            return true;
        }

        private @Nullable Discovered look(int index) {
            String name = names[index];
            Path path = PathText.resolve(directory, name);
            lookingAt = path;
            if (name.startsWith(".")) {
                return new LeftOut(path, Reason.HIDDEN);
            }
            if (name.indexOf('\uFFFD') >= 0 && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return new LeftOut(path, Reason.UNDECODABLE_NAME);
            }
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return attributes.isSymbolicLink()
                        ? lookBehindLink(path)
                        : lookAt(path, attributes, () -> sidecars.stamp(index));
            } catch (IOException | SecurityException e) {
                return new LeftOut(path, Reason.UNREADABLE);
            }
        }

        /** Null for a directory that will be walked: its entries speak for it. */
        private @Nullable Discovered lookAt(Path path, BasicFileAttributes attributes, Supplier<SidecarStamp> stamp) {
            Optional<IgnoreScope.Verdict> excluded = scope.of(path, attributes.isDirectory());
            if (excluded.isPresent()) {
                return new LeftOut(path, excluded.get().reason(), excluded.get().rule());
            }
            if (attributes.isDirectory()) {
                if (recursive) {
                    subdirectories.addLast(new Folder(path, scope));
                }
                return null;
            }
            if (!attributes.isRegularFile()) {
                return new LeftOut(path, Reason.NOT_A_FILE);
            }
            if (!pattern.matches(PathText.nameOf(path))) {
                return new LeftOut(path, isUsedSidecar(path) ? Reason.SIDECAR : Reason.NOT_MATCHED);
            }
            return attributes.size() < minSize
                    ? new LeftOut(path, Reason.TOO_SMALL, "--min-size " + minSize)
                    : new Found(SourceFile.of(path, attributes, stamp.get()));
        }

        private boolean isUsedSidecar(Path path) {
            return directory.equals(path.getParent()) && sidecars.isUsed(PathText.nameOf(path), pattern);
        }

        private @Nullable Discovered lookBehindLink(Path link) throws IOException {
            Path real;
            try {
                real = link.toRealPath();
            } catch (IOException e) {
                return new LeftOut(link, Reason.BROKEN_LINK);
            }
            if (!roots.contains(real)) {
                return new LeftOut(link, Reason.OUTSIDE_ROOTS);
            }
            BasicFileAttributes attributes =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                return lookBehindDirectoryLink(link, real);
            }
            Path parent = real.getParent();
            if ((parent != null && isCovered(parent)) || !linkedFiles.add(real)) {
                return new LeftOut(link, Reason.DUPLICATE_PATH);
            }
            return lookAt(real, attributes, () -> FolderSidecars.stamp(real));
        }

        private @Nullable Discovered lookBehindDirectoryLink(Path link, Path real) {
            if (!recursive) {
                return null;
            }
            if (isCovered(real) || covered.stream().anyMatch(other -> other.startsWith(real))) {
                return new LeftOut(link, Reason.DUPLICATE_PATH);
            }
            covered.add(real);
            subdirectories.addLast(new Folder(real, scope));
            return null;
        }

        private boolean isCovered(Path realDirectory) {
            return recursive ? covered.stream().anyMatch(realDirectory::startsWith) : covered.contains(realDirectory);
        }
    }
}
