package dev.mediaingest.session.run;

import dev.mediaingest.analyse.Analysis.Unreadable;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.discover.FileCalls;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.discover.Mount;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.AwayFolders;
import dev.mediaingest.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folders a session was asked to ingest, and whether they are there: a file that is missing from a folder that is gone too
 * says nothing about the file, for the disk may be unplugged. An unmounted disk leaves an empty folder behind; so one that is
 * empty is there only if it is the same, by device and number, that had files in it before. Confined to one thread.
 */
final class SessionFolders {
    private final List<Path> folders;
    private final Map<Path, Mount> mounts;
    private final FileCalls files;
    private final Retry retry;
    /** Of those that had something in them when last looked at. */
    private final Map<Path, Object> keys = new ConcurrentHashMap<>();

    private SessionFolders(List<Path> directories, Set<Mount> mounts, FileCalls files, Retry retry)
            throws InterruptedException {
        this.mounts = mounts.stream().collect(Collectors.toMap(Mount::folder, mount -> mount));
        this.folders = Stream.concat(directories.stream(), this.mounts.keySet().stream())
                .distinct()
                .toList();
        this.files = files;
        this.retry = retry;
        retry.run(() -> folders.forEach(this::isThere));
    }

    /** Looks at a session's folders and at the disks below them, which may be unplugged by themselves. */
    static SessionFolders of(Session session, AwayFolders away, FileCalls files, Retry retry)
            throws InterruptedException {
        List<Path> directories = session.parameters().directories();
        return new SessionFolders(directories, away.mounts(directories), files, retry);
    }

    /** Makes sure that a walk met all folders, however long it took. */
    static void requireAll(List<Path> folders, FileCalls files) {
        for (Path folder : folders) {
            if (!asked(files, folder, () -> Files.isDirectory(folder))) {
                throw new Unavailable(sentence(folder), new NoSuchFileException(folder.toString()));
            }
        }
    }

    /** Whether a file could not be read because the folder it is in is away. */
    boolean isGoneWith(Assessment assessment) throws InterruptedException {
        return assessment.analysis() instanceof Unreadable(Failure reason)
                && (reason.code() == FailureCode.MISSING || reason.code() == FailureCode.UNREADABLE)
                && !retry.call(() -> isThere(of(assessment)));
    }

    /** Whether a file that was missing when it was looked at is there now: its disk was gone just then. */
    boolean isBack(Assessment assessment) throws InterruptedException {
        Path file = assessment.file().path();
        return assessment.analysis() instanceof Unreadable(Failure reason)
                && reason.code() == FailureCode.MISSING
                && retry.call(() -> asked(files, of(assessment), () -> Files.isRegularFile(file)));
    }

    /** Waits until the file's folder is back; returns whether it is, or the session is asked to stop. */
    boolean awaitBack(Assessment assessment) throws InterruptedException {
        Path folder = of(assessment);
        return retry.await(() -> isThereNow(folder), sentence(folder));
    }

    private boolean isThereNow(Path folder) {
        try {
            return isThere(folder);
        } catch (Unavailable e) {
            return false;
        }
    }

    private Path of(Assessment assessment) {
        Path file = assessment.file().path();
        return folders.stream()
                .filter(file::startsWith)
                .max(Comparator.comparingInt(Path::getNameCount))
                .orElseGet(file::getRoot);
    }

    private boolean isThere(Path folder) {
        return asked(files, folder, () -> looksThere(folder));
    }

    private boolean looksThere(Path folder) throws IOException {
        Mount mount = mounts.get(folder);
        if (mount != null && !mount.isThere()) {
            return false;
        }
        Optional<Object> key = key(folder);
        if (key.isEmpty()) {
            return false;
        }
        if (MediaRoots.holdsSomething(folder)) {
            keys.put(folder, key.get());
            return true;
        }
        return key.get().equals(keys.get(folder)) && Files.isReadable(folder);
    }

    private static Optional<Object> key(Path folder) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
            Object key = attributes.fileKey() == null ? folder : attributes.fileKey();
            return attributes.isDirectory() ? Optional.of(key) : Optional.empty();
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean asked(FileCalls files, Path folder, FileCalls.Call<Boolean> question) {
        try {
            return files.call(folder, question);
        } catch (IOException e) {
            return false;
        }
    }

    private static String sentence(Path folder) {
        return "The folder " + folder + " cannot be reached; reconnect it and the session goes on by itself.";
    }
}
