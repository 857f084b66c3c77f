package dev.mediaingest.discover;

import dev.mediaingest.failure.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of the file system with a deadline, on a bounded number of daemon threads: a call that hangs, as on a sleeping disk or a
 * dead network share, keeps one of those threads and never the caller. While one hangs, further calls about the same folder
 * fail at once, but for one now and then that looks whether the folder answers again. Thread-safe.
 *
 * <p>It does not end a call that hangs, for nothing can; it only stops waiting. A folder is known by its path alone, so what
 * lies below a folder that hangs is tried for itself.
 */
public final class FileCalls implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;
    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long FIRST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LAST_RETRY_NANOS = TimeUnit.MINUTES.toNanos(30);

    private final Duration deadline;
    private final Semaphore permits;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("files-", 1).daemon().factory());
    private final Map<Path, Hang> hanging = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Makes room for calls.
     *
     * @param most at once, those that hang included
     * @param deadline after which a caller waits no longer
     */
    public FileCalls(int most, Duration deadline) {
        this.permits = new Semaphore(most);
        this.deadline = deadline;
    }

    /** Room for those of a server's routes: what a person waits for. */
    public static FileCalls forRequests() {
        return new FileCalls(8, Duration.ofSeconds(10));
    }

    /** Something that asks the file system. */
    public interface Call<T> {
        T run() throws IOException;
    }

    /**
     * Makes a call and waits for it.
     *
     * @param folder which the call is about, named when it does not answer
     * @throws Unavailable if it does not answer in time, or so many calls hang that no more are made
     */
    public <T> T call(Path folder, Call<T> call) throws IOException {
        refuseIfHanging(folder);
        long start = System.nanoTime();
        acquire(folder, start);
        FutureTask<T> task = new FutureTask<>(call::run);
        threads.execute(() -> {
            task.run();
            permits.release();
            hanging.remove(folder); // whichever of its calls returned: it answers
        });
        return await(task, folder, start);
    }

    /**
     * Makes sure that a path can be looked at and read.
     *
     * @throws Unavailable if it does not answer; that it is not there, or may not be read, is an answer
     */
    public void requireAnswer(Path path) {
        Optional<BasicFileAttributes> unused = look(path);
    }

    /**
     * Makes sure of the same, and tells what is there, links not followed; empty if nothing is, or it may not be read.
     *
     * @throws Unavailable if it does not answer
     */
    public Optional<BasicFileAttributes> look(Path path) {
        try {
            return Optional.of(call(path, () -> readable(path)));
        } catch (IOException e) {
            return Optional.empty(); // it answers
        }
    }

    /** Likewise of all that hung when it was asked last, at a folder or below it: before it is walked once more. */
    public void requireAnswersBelow(Path folder) {
        hanging.keySet().stream().filter(path -> path.startsWith(folder)).forEach(this::requireAnswer);
    }

    /** Opens what it looks at: attributes may come from the kernel's memory when the disk is gone. A FIFO would block. */
    private static BasicFileAttributes readable(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            boolean unused = MediaRoots.holdsSomething(path);
        } else if (attributes.isRegularFile()) {
            Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)
                    .close();
        }
        return attributes;
    }

    private void refuseIfHanging(Path folder) {
        Hang hang = hanging.get(folder);
        if (hang != null && System.nanoTime() - hang.since < hang.retryNanos) {
            throw doesNotAnswer(folder);
        }
    }

    private void acquire(Path folder, long start) {
        try {
            while (!permits.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isOver(start)) {
                    throw new Unavailable(
                            "Too many requests wait for folders that do not answer; try again when their disks or network"
                                    + " shares are back.",
                            new TimeoutException(folder.toString()));
                }
            }
        } catch (InterruptedException e) {
            throw interrupted(folder, e);
        }
    }

    private <T> T await(FutureTask<T> task, Path folder, long start) throws IOException {
        while (true) {
            try {
                return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (isOver(start)) {
                    note(folder, task);
                    throw doesNotAnswer(folder);
                }
            } catch (InterruptedException e) {
                throw interrupted(folder, e);
            } catch (ExecutionException e) {
                throw thrown(e);
            }
        }
    }

    private boolean isOver(long start) {
        return System.nanoTime() - start > (closed ? Math.min(CLOSING_NANOS, deadline.toNanos()) : deadline.toNanos());
    }

    private void note(Path folder, FutureTask<?> task) {
        hanging.merge(folder, Hang.first(), (before, first) -> before.again());
        if (task.isDone()) {
            hanging.remove(folder); // it answered just now
        }
    }

    private static IOException thrown(ExecutionException failed) {
        return switch (failed.getCause()) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(failed);
        };
    }

    private static Unavailable interrupted(Path folder, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Unavailable("The look at " + folder + " was broken off.", e);
    }

    private static Unavailable doesNotAnswer(Path folder) {
        return new Unavailable(
                folder
                        + " does not answer: the disk or network share it is on hangs or sleeps. What waits for it goes on by"
                        + " itself when it answers.",
                new TimeoutException(folder.toString()));
    }

    /** Waits for no call longer than a second from now on; what hangs is left behind. */
    @Override
    public void close() {
        closed = true;
    }

    /** A folder of which a call did not return, and when it is tried again. */
    private record Hang(long since, long retryNanos) {
        static Hang first() {
            return new Hang(System.nanoTime(), FIRST_RETRY_NANOS);
        }

        Hang again() {
            return new Hang(System.nanoTime(), Math.min(2 * retryNanos, LAST_RETRY_NANOS));
        }
    }
}
