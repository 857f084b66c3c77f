package dev.mediaingest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Watches this process and its children: processor time of all, and the most memory all had at one time. Thread-safe. */
final class ProcessTree implements AutoCloseable {
    private static final long LOOK_MILLIS = 50;
    private static final long PAGE = 4096;

    private final Map<Long, Long> childNanos = new ConcurrentHashMap<>();
    private final Thread watch;
    private volatile long mostBytes;

    ProcessTree() {
        watch = Thread.ofPlatform().name("process-tree").daemon().start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private synchronized void look() {
        long bytes = resident(ProcessHandle.current().pid());
        for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
            bytes += resident(child.pid());
            child.info()
                    .totalCpuDuration()
                    .map(Duration::toNanos)
                    .ifPresent(nanos -> childNanos.merge(child.pid(), nanos, Math::max));
        }
        mostBytes = Math.max(mostBytes, bytes);
    }

    /** proc(5), statm; 0 where the system does not tell. */
    private static long resident(long pid) {
        try {
            String[] pages = Files.readString(Path.of("/proc", Long.toString(pid), "statm"))
                    .split(" ", -1);
            return PAGE * Long.parseLong(pages[1]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** Of the children so far, also of those that ended. */
    long childrenCpuNanos() {
        look();
        return childNanos.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Of all so far. */
    long cpuNanos() {
        return ThisProcess.cpuNanos() + childrenCpuNanos();
    }

    /** Resident memory of all together, shared pages counted for each. */
    long mostMegabytes() {
        return mostBytes >> 20;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
