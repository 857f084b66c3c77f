package dev.mediaingest.app.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/**
 * Says that something happened below a folder, not what. Follows folders made later, no symbolic links, and nothing hidden.
 * Where the system has no more watches, or the folder is on a network disk, events are missed: whoever relies on this also
 * looks now and then. Thread-safe.
 */
final class FolderEvents implements AutoCloseable {
    private final Path root;
    private final Runnable happened;
    private final Consumer<String> warn;
    private final WatchService service;
    private boolean warned;

    private FolderEvents(Path root, Runnable happened, Consumer<String> warn, WatchService service) {
        this.root = root;
        this.happened = happened;
        this.warn = warn;
        this.service = service;
    }

    static FolderEvents watch(Path root, Runnable happened, Consumer<String> warn) throws IOException {
        FolderEvents events =
                new FolderEvents(root, happened, warn, root.getFileSystem().newWatchService());
        events.register(root);
        Thread.ofPlatform().name("watch " + root).daemon().start(events::listen);
        return events;
    }

    private void register(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                        throws IOException {
                    if (!directory.equals(root)
                            && directory.getFileName().toString().startsWith(".")) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    directory.register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // gone meanwhile, or not for us
                }
            });
        } catch (IOException | UncheckedIOException e) {
            warnOnce(e);
        }
    }

    private void warnOnce(Exception e) {
        if (!warned) {
            warned = true;
            warn.accept("Not every folder below " + root + " can be watched (" + e.getMessage()
                    + "); it is looked through every few minutes instead.");
        }
    }

    private void listen() {
        try {
            while (true) {
                WatchKey key = service.take();
                for (WatchEvent<?> event : key.pollEvents()) {
                    follow((Path) key.watchable(), event);
                }
                key.reset();
                happened.run();
            }
        } catch (ClosedWatchServiceException e) {
            // the end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Path folder, WatchEvent<?> event) {
        if (event.kind().equals(StandardWatchEventKinds.ENTRY_CREATE) && event.context() instanceof Path name) {
            Path made = folder.resolve(name);
            if (Files.isDirectory(made, LinkOption.NOFOLLOW_LINKS)) {
                register(made);
            }
        }
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
