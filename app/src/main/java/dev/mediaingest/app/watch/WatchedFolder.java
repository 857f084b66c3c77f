package dev.mediaingest.app.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has a folder looked through when what happens in it has settled, and every few minutes for what went unseen. One look at a
 * time. Thread-safe.
 */
final class WatchedFolder implements AutoCloseable {

    /**
     * How long is waited.
     *
     * @param settle without an event, before the folder is looked through
     * @param most after the first event, if they never stop
     * @param poll between looks that nothing gave occasion to
     */
    record Timing(Duration settle, Duration most, Duration poll) {
        static final Timing USUAL = new Timing(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(10));
    }

    private final Path folder;
    private final Timing timing;
    private final Runnable look;
    private final Consumer<String> warn;
    private final ScheduledExecutorService thread;
    private @Nullable FolderEvents events;
    private @Nullable Future<?> next;
    private boolean closed;
    /** When the first event came that no look has answered; 0 if none has. */
    private long firstEvent;

    private WatchedFolder(Path folder, Timing timing, Runnable look, Consumer<String> warn) {
        this.folder = folder;
        this.timing = timing;
        this.look = look;
        this.warn = warn;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("watched " + folder).daemon().factory());
    }

    /** Looks once at the start: for what came while nobody watched. */
    static WatchedFolder watch(Path folder, Timing timing, Runnable look, Consumer<String> warn) {
        WatchedFolder watched = new WatchedFolder(folder, timing, look, warn);
        var unused =
                watched.thread.scheduleWithFixedDelay(watched::poll, 0, timing.poll.toMillis(), TimeUnit.MILLISECONDS);
        return watched;
    }

    /**
     * A folder that is not there now, as on a disk that is unplugged, is watched when it is back. One whose disk hangs holds up this
     * thread, so it is asked while nobody else waits for it.
     */
    private void poll() {
        if (!Files.isDirectory(folder)) {
            closeEvents();
            return;
        }
        if (!isWatched()) {
            try {
                keep(FolderEvents.watch(folder, this::happened, warn));
            } catch (IOException e) {
                warn.accept("The folder " + folder + " cannot be watched (" + e.getMessage()
                        + "); it is looked through every few minutes instead.");
            }
        }
        look();
    }

    private synchronized boolean isWatched() {
        return events != null;
    }

    private synchronized void keep(FolderEvents begun) {
        if (closed) {
            begun.close();
        } else {
            events = begun;
        }
    }

    /** On a thread of its own: a disk that hangs holds up the end of its events, too. */
    private synchronized void closeEvents() {
        if (events != null) {
            Thread.ofPlatform().name("watch-end " + folder).daemon().start(events::close);
            events = null;
        }
    }

    private synchronized void happened() {
        long now = System.nanoTime();
        if (firstEvent == 0) {
            firstEvent = now;
        }
        long settled = Math.min(timing.settle.toNanos(), firstEvent + timing.most.toNanos() - now);
        if (next != null) {
            next.cancel(false);
        }
        next = thread.schedule(this::look, Math.max(0, settled), TimeUnit.NANOSECONDS);
    }

    private void look() {
        synchronized (this) {
            firstEvent = 0;
        }
        look.run();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        synchronized (this) {
            closed = true;
        }
        closeEvents();
    }
}
