package dev.mediaingest.app.web.ingest;

import dev.mediaingest.app.report.ItemView;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.media.MediaType;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what looks like media below folders, by file name only, until its time is up; then it says that its counts are
 * not complete. It opens no file and follows no link out of the media roots, and none at all below the folder it lists.
 * Confined to one request.
 */
final class FolderScan {
    private static final Comparator<Path> BY_NAME = Comparator.comparing(
                    (Path path) -> ItemView.fileName(path.toString()), String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Comparator.naturalOrder());

    private static final int LOOKS_AT_THE_CLOCK_EVERY = 64;

    private final MediaRoots roots;
    private final long deadline;

    FolderScan(MediaRoots roots, long millis) {
        this.roots = roots;
        this.deadline = System.nanoTime() + millis * 1_000_000;
    }

    /** Everything directly in a folder, however long it takes: it is what the person wants to see. */
    Folder all(Path directory) {
        return folder(directory, Long.MAX_VALUE);
    }

    /** Everything directly in a folder, or as much as there is time for. */
    Folder folder(Path directory) {
        return folder(directory, deadline);
    }

    private Folder folder(Path directory, long end) {
        List<Path> subfolders = new ArrayList<>();
        Map<String, Long> types = new TreeMap<>();
        int seen = 0;
        boolean complete = true;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (seen++ % LOOKS_AT_THE_CLOCK_EVERY == 0 && isPast(end)) {
                    complete = false;
                    break;
                }
                look(entry, subfolders, types);
            }
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            return new Folder(directory, List.of(), Map.of(), true);
        }
        subfolders.sort(BY_NAME);
        return new Folder(directory, subfolders, types, complete);
    }

    private static boolean isPast(long end) {
        return end != Long.MAX_VALUE && System.nanoTime() - end > 0;
    }

    private void look(Path entry, List<Path> subfolders, Map<String, Long> types) {
        String name = entry.getFileName().toString();
        if (isHidden(name)) {
            return;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                subfolders.add(entry);
            } else if (attributes.isSymbolicLink()) {
                lookBehindLink(entry, subfolders);
            } else if (attributes.isRegularFile() && isMedia(name)) {
                types.merge(MediaType.extensionOf(name), 1L, Long::sum);
            }
        } catch (IOException | SecurityException e) {
            // Gone meanwhile, or not ours to look at: nothing to show.
        }
    }

    private void lookBehindLink(Path link, List<Path> subfolders) throws IOException {
        Path real = link.toRealPath();
        if (roots.contains(real) && Files.isDirectory(real)) {
            subfolders.add(link);
        }
    }

    /** The subtree's media files by type, in the share of the time left that is given. */
    Subtree below(Path directory, int shares) {
        long end = System.nanoTime() + Math.max(0, deadline - System.nanoTime()) / Math.max(1, shares);
        Walk walk = new Walk(directory, end);
        try {
            Files.walkFileTree(directory, walk);
        } catch (IOException | SecurityException e) {
            walk.complete = false;
        }
        return new Subtree(walk.types, walk.complete);
    }

    static boolean isHidden(String name) {
        return name.startsWith(".");
    }

    private static boolean isMedia(String name) {
        return MediaType.ofFileName(name).isPresent();
    }

    /**
     * One folder's own content.
     *
     * @param types media files by lower-case extension
     * @param complete whether there was time for all of it; else there may be more of everything
     */
    record Folder(Path directory, List<Path> subfolders, Map<String, Long> types, boolean complete) {
        long files() {
            return sum(types);
        }

        /** Without what is below it. */
        Subtree alone() {
            return new Subtree(types, complete);
        }

        /** What a person reads under the tree: {@code 3 jpg, 5 png}. */
        String summary() {
            List<String> parts = new ArrayList<>();
            types.forEach((type, count) -> parts.add(String.format(Locale.ROOT, "%d %s", count, type)));
            return parts.isEmpty() ? "No files" : String.join(", ", parts);
        }
    }

    /** A folder and everything below it; without {@code complete} there may be more. */
    record Subtree(Map<String, Long> types, boolean complete) {
        long files() {
            return sum(types);
        }
    }

    private static long sum(Map<String, Long> types) {
        return types.values().stream().mapToLong(Long::longValue).sum();
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path top;
        private final long end;
        private final Map<String, Long> types = new TreeMap<>();
        private boolean complete = true;
        private int seen;

        Walk(Path top, long end) {
            this.top = top;
            this.end = end;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (!directory.equals(top) && isHidden(directory.getFileName().toString())) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            return goOn();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (attributes.isRegularFile() && !isHidden(name) && isMedia(name)) {
                types.merge(MediaType.extensionOf(name), 1L, Long::sum);
            }
            return goOn();
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return goOn();
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }

        private FileVisitResult goOn() {
            if (seen++ % LOOKS_AT_THE_CLOCK_EVERY == 0 && isPast(end)) {
                complete = false;
                return FileVisitResult.TERMINATE;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
