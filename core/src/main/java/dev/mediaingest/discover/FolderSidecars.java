package dev.mediaingest.discover;

import dev.mediaingest.media.PathText;
import dev.mediaingest.media.SidecarStamp;
import dev.mediaingest.media.Sidecars;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * The sidecars of the files in one folder, found in its listing: only those that are there are looked at, so a folder
 * without any costs no call to the disk. Links are looked at, never followed. What cannot be looked at counts as absent.
 */
final class FolderSidecars {
    static final FolderSidecars NONE = new FolderSidecars(Path.of(""), new String[0], new String[0]);

    /** With the same beginning of their names. */
    private static final int MOST_NEIGHBOURS = 64;

    private final Path folder;
    private final String[] names;
    private final String[] scores;

    private FolderSidecars(Path folder, String[] names, String[] scores) {
        this.folder = folder;
        this.names = names;
        this.scores = scores;
    }

    /**
     * Those of a folder.
     *
     * @param names of its entries, sorted
     */
    static FolderSidecars of(Path folder, String[] names) {
        boolean mayBeRated = Arrays.binarySearch(names, Sidecars.SCORES_FOLDER) >= 0;
        return new FolderSidecars(
                folder, names, mayBeRated ? scoresIn(folder.resolve(Sidecars.SCORES_FOLDER)) : new String[0]);
    }

    private static String[] scoresIn(Path folder) {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) ? Listing.of(folder) : new String[0];
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            return new String[0];
        }
    }

    /** The stamp of the file at that place of the listing. */
    SidecarStamp stamp(int index) {
        String name = names[index];
        SidecarStamp stamp = SidecarStamp.NONE;
        if (scores.length > 0 && Arrays.binarySearch(scores, Sidecars.score(name)) >= 0) {
            stamp = with(stamp, folder.resolve(Sidecars.SCORES_FOLDER), Sidecars.score(name));
        }
        if (mayHaveNeighbours(index)) {
            for (String sidecar : Sidecars.besides(name)) {
                if (Arrays.binarySearch(names, sidecar) >= 0 && !sidecar.equals(name)) {
                    stamp = with(stamp, folder, sidecar);
                }
            }
        }
        return stamp;
    }

    /** Names that begin alike are neighbours in a sorted list; only those without an extension may be further apart. */
    private boolean mayHaveNeighbours(int index) {
        String start = Sidecars.commonStart(names[index]);
        return !names[index].startsWith(start)
                || (index > 0 && names[index - 1].startsWith(start))
                || (index + 1 < names.length && names[index + 1].startsWith(start));
    }

    /** Whether a name is that of a sidecar of a file beside it that matches. Looks at a bounded number of neighbours. */
    boolean isUsed(String sidecar, FilePattern pattern) {
        for (int dot = sidecar.lastIndexOf('.'); dot > 0; dot = sidecar.lastIndexOf('.', dot - 1)) {
            String start = sidecar.substring(0, dot);
            int first = Arrays.binarySearch(names, start);
            int from = first < 0 ? -first - 1 : first;
            int end = Math.min(names.length, from + MOST_NEIGHBOURS);
            for (int i = from; i < end && names[i].startsWith(start); i++) {
                if (pattern.matches(names[i]) && Sidecars.besides(names[i]).contains(sidecar)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The stamp of a file whose folder was not listed. */
    static SidecarStamp stamp(Path file) {
        Path folder = file.resolveSibling("");
        String name = PathText.nameOf(file);
        SidecarStamp stamp = SidecarStamp.NONE;
        Path scores = folder.resolve(Sidecars.SCORES_FOLDER);
        if (Files.isDirectory(scores, LinkOption.NOFOLLOW_LINKS)
                && Files.exists(scores.resolve(Sidecars.score(name)), LinkOption.NOFOLLOW_LINKS)) {
            stamp = with(stamp, scores, Sidecars.score(name));
        }
        for (String sidecar : Sidecars.besides(name)) {
            boolean present = Files.exists(PathText.resolve(folder, sidecar), LinkOption.NOFOLLOW_LINKS);
            stamp = present && !sidecar.equals(name) ? with(stamp, folder, sidecar) : stamp;
        }
        return stamp;
    }

    private static SidecarStamp with(SidecarStamp stamp, Path folder, String sidecar) {
        Path path = PathText.resolve(folder, sidecar);
        try {
            return stamp.with(
                    sidecar, Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | SecurityException e) {
            return stamp;
        }
    }
}
