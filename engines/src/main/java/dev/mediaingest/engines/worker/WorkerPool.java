package dev.mediaingest.engines.worker;

import dev.mediaingest.engines.EngineOptions;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.pixels.PixelRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at pixels in worker processes: as many as files are looked at at once and a warm one to take a dead one's place.
 * They are started when the first file is announced and ended when none came for a minute. Thread-safe.
 */
public final class WorkerPool implements PixelReader, AutoCloseable {
    private static final Duration UNUSED = Duration.ofSeconds(60);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private final WorkerCommand command;
    private final WorkerOptions limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<WorkerProcess> idle = new ArrayDeque<>();
    private final Set<WorkerProcess> busy = new HashSet<>();
    private int waiting;
    private boolean wanted;
    private PixelOptions first = PixelOptions.NONE;
    private boolean closed;
    private @Nullable IOException trouble;

    private WorkerPool(WorkerCommand command) {
        this.command = command;
        this.limits = command.limits();
    }

    /** A pool that starts no process before the first file. */
    public static WorkerPool of(EngineOptions engines, WorkerOptions limits) {
        WorkerPool pool = new WorkerPool(new WorkerCommand(engines, limits));
        Thread.ofVirtual().name("worker-nursery").start(pool::keepWarm);
        return pool;
    }

    /** All workers may have been killed at once: a file that none of them began is given to each, and to two new ones. */
    @Override
    public PixelReading read(PixelRequest request) throws InterruptedException {
        int trials = limits.processes() + 3;
        for (int trial = 1; ; trial++) {
            WorkerProcess worker = take();
            try {
                PixelReading reading = worker.read(request);
                if (worker.hasBegun() || trial == trials) {
                    return reading;
                }
            } catch (InterruptedException e) {
                worker.close();
                throw e;
            } finally {
                giveBack(worker);
            }
        }
    }

    @Override
    public boolean isIsolated() {
        return true;
    }

    @Override
    public void prepare(PixelOptions options) {
        lock.lock();
        try {
            first = options;
            wanted = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitReady() throws InterruptedException {
        giveBack(take());
    }

    /** Process ids of the children there are. */
    public Set<Long> pids() {
        lock.lock();
        try {
            Set<Long> pids = new HashSet<>();
            idle.forEach(worker -> pids.add(worker.pid()));
            busy.forEach(worker -> pids.add(worker.pid()));
            return pids;
        } finally {
            lock.unlock();
        }
    }

    private WorkerProcess take() throws InterruptedException {
        lock.lock();
        waiting++;
        try {
            wanted = true;
            changed.signalAll();
            while (true) {
                WorkerProcess worker = idle.pollFirst();
                if (worker != null && worker.isUsable()) {
                    busy.add(worker);
                    changed.signalAll();
                    return worker;
                }
                if (worker != null) {
                    worker.close();
                    changed.signalAll();
                }
                if (closed || trouble != null) {
                    throw new Unavailable(
                            "No worker process starts: "
                                    + (trouble == null ? "it is being shut down" : trouble.getMessage())
                                    + ". Mend that, or use --isolation none.",
                            trouble == null ? new IOException("closed") : trouble);
                }
                changed.await();
            }
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    private void giveBack(WorkerProcess worker) {
        lock.lock();
        try {
            busy.remove(worker);
            if (worker.isUsable() && !closed) {
                idle.addFirst(worker);
            } else {
                worker.close();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Starts what is missing, one after the other, and ends what nobody uses. */
    private void keepWarm() {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            while (awaitWork()) {
                WorkerProcess worker = null;
                try {
                    worker = WorkerProcess.start(command, expected());
                    worker.awaitReady();
                    add(worker);
                    pause = FIRST_PAUSE_MILLIS;
                } catch (IOException e) {
                    if (worker != null) {
                        worker.close();
                    }
                    fail(e);
                    Thread.sleep(pause);
                    pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a process has to be started; false when the pool is closed. */
    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && !(wanted && idle.size() + busy.size() < limits.processes() + 1)) {
                boolean signalled = changed.await(UNUSED.toMillis(), TimeUnit.MILLISECONDS);
                if (!signalled && busy.isEmpty() && waiting == 0) {
                    wanted = false;
                    idle.forEach(WorkerProcess::close);
                    idle.clear();
                }
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private PixelOptions expected() {
        lock.lock();
        try {
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void add(WorkerProcess worker) {
        lock.lock();
        try {
            trouble = null;
            if (closed) {
                worker.close();
            } else {
                idle.addLast(worker);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(IOException e) {
        lock.lock();
        try {
            trouble = e;
            wanted = waiting > 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all processes, also those at work. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            idle.forEach(WorkerProcess::close);
            busy.forEach(WorkerProcess::close);
            idle.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
