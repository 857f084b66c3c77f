package dev.mediaingest.app.web.ingest;

import dev.mediaingest.discover.MediaRoots;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Looks for folders by a part of their names: first among those the catalogue knows, then on disk, level by level, until there
 * are enough or time is up. Follows no links and enters no hidden folder. Confined to one request.
 */
final class FolderSearch {
    private static final int MOST = 50;

    private final MediaRoots roots;
    private final String wanted;
    private final long deadline;
    private final Set<Path> found = new LinkedHashSet<>();

    /**
     * @param wanted is in the names, whatever the case of its letters
     */
    FolderSearch(MediaRoots roots, String wanted, long millis) {
        this.roots = roots;
        this.wanted = wanted.toLowerCase(Locale.ROOT);
        this.deadline = System.nanoTime() + millis * 1_000_000;
    }

    /**
     * The folders, those nearest to a root first.
     *
     * @param complete whether these are all there are
     */
    record Found(List<Path> folders, boolean complete) {}

    /**
     * @param known directories of the catalogue; what lies above them is known too
     */
    Found among(Iterable<Path> known) {
        for (Path directory : known) {
            addWithAllAbove(directory);
        }
        boolean complete = lookOnDisk();
        return new Found(
                found.stream()
                        .sorted(Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()))
                        .limit(MOST)
                        .toList(),
                complete && found.size() <= MOST);
    }

    private void addWithAllAbove(Path directory) {
        for (Path folder = directory; folder != null && roots.contains(folder); folder = folder.getParent()) {
            if (isEnough()) {
                return;
            }
            if (matches(folder) && !found.contains(folder) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                found.add(folder);
            }
        }
    }

    /** Returns whether it saw everything. */
    private boolean lookOnDisk() {
        Deque<Path> waiting = new ArrayDeque<>(roots.all());
        while (!waiting.isEmpty()) {
            Path folder = waiting.removeFirst();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, FolderSearch::isShownFolder)) {
                for (Path entry : entries) {
                    if (isEnough() || System.nanoTime() - deadline > 0) {
                        return false;
                    }
                    if (matches(entry)) {
                        found.add(entry);
                    }
                    waiting.addLast(entry);
                }
            } catch (IOException | DirectoryIteratorException | SecurityException e) {
                // Gone meanwhile, or not ours to look at: nothing to find.
            }
        }
        return true;
    }

    private boolean isEnough() {
        return found.size() > MOST;
    }

    private boolean matches(Path folder) {
        Path name = folder.getFileName();
        return name != null && name.toString().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static boolean isShownFolder(Path entry) {
        return !FolderScan.isHidden(entry.getFileName().toString())
                && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
    }
}
