package dev.mediaingest.discover;

import dev.mediaingest.discover.Absence.Away;
import dev.mediaingest.discover.Absence.Gone;
import dev.mediaingest.discover.Absence.GoneWith;
import dev.mediaingest.discover.Absence.Unknown;
import dev.mediaingest.discover.Absence.Why;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells files that are gone from files whose disk is away. Looks at each folder once, however many files it had, so it says what
 * was true when it first looked. Confined to one thread.
 */
public final class AbsenceCheck {
    private final MediaRoots roots;
    private final FileCalls files;
    private final Set<Mount> mounts;
    private final Map<Path, Absence> byFolder = new HashMap<>();

    /**
     * A check of files below the roots.
     *
     * @param mounts as they were when all was well
     */
    AbsenceCheck(MediaRoots roots, FileCalls files, Set<Mount> mounts) {
        this.roots = roots;
        this.files = files;
        this.mounts = Set.copyOf(mounts);
    }

    /**
     * What became of a file.
     *
     * @throws dev.mediaingest.failure.Unavailable if its folder does not answer
     */
    public Absence of(Path file) {
        Path folder = file.resolveSibling("");
        Absence absence = byFolder.computeIfAbsent(folder, this::ofFolder);
        return absence instanceof Gone && !asked(folder, () -> isNotThere(file)) ? new Unknown() : absence;
    }

    private Absence ofFolder(Path folder) {
        try {
            return files.call(folder, () -> look(folder));
        } catch (IOException e) {
            return new Unknown();
        }
    }

    private Absence look(Path folder) throws IOException {
        Optional<Path> root = roots.all().stream().filter(folder::startsWith).max(Comparator.naturalOrder());
        if (root.isEmpty()) {
            return new Unknown();
        }
        for (Mount mount : mounts) {
            if (folder.startsWith(mount.folder()) && !mount.isThere()) {
                return new Away(mount.folder(), Why.UNMOUNTED);
            }
        }
        return below(root.get(), folder);
    }

    private static Absence below(Path root, Path folder) {
        Path gone = null;
        Path there = folder;
        while (isNotThere(there)) {
            if (there.equals(root)) {
                return new Away(root, Why.GONE);
            }
            gone = there;
            there = there.resolveSibling("");
        }
        Optional<Boolean> holdsSomething = holdsSomething(there);
        if (holdsSomething.isEmpty()) {
            return new Unknown();
        }
        if (!holdsSomething.get()) {
            return new Away(there, Why.EMPTY);
        }
        return gone == null ? new Gone() : new GoneWith(gone);
    }

    /** Whether a folder lists anything; nothing if it cannot be listed. */
    private static Optional<Boolean> holdsSomething(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return Optional.of(entries.iterator().hasNext());
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean isNotThere(Path path) {
        return Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private boolean asked(Path folder, FileCalls.Call<Boolean> question) {
        try {
            return files.call(folder, question);
        } catch (IOException e) {
            return false;
        }
    }
}
