package dev.mediaingest.engines.worker;

import dev.mediaingest.engines.worker.Frames.Frame;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.pixels.PixelRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One child process and the conversation with it. Used by one thread at a time. */
final class WorkerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int OUT_OF_HEAP = 3;
    private static final long LONGEST_END_SECONDS = 2;
    private static final Frame END = new Frame((byte) 0, new byte[0]);

    private final Process process;
    private final TemporaryFolder temporary;
    private final WorkerOptions limits;
    private final StandardError standardError;
    private final LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private volatile boolean heard;
    private volatile boolean begun;
    private volatile boolean closed;
    private int served;

    private WorkerProcess(Process process, TemporaryFolder temporary, WorkerOptions limits) {
        this.process = process;
        this.temporary = temporary;
        this.limits = limits;
        this.standardError = new StandardError(process.getErrorStream());
        InputStream out = new BufferedInputStream(process.getInputStream());
        Thread.ofVirtual().name("worker-" + process.pid()).start(() -> listen(out));
    }

    /** Starts a child, which gets ready for files with these options, without waiting for it. */
    static WorkerProcess start(WorkerCommand command, PixelOptions expected) throws IOException {
        TemporaryFolder temporary = TemporaryFolder.create(command.engines().temporary());
        try {
            ProcessBuilder builder = new ProcessBuilder(command.arguments(temporary.path(), expected));
            builder.environment().clear();
            builder.environment().putAll(command.environment(System.getenv()));
            return new WorkerProcess(builder.start(), temporary, command.limits());
        } catch (IOException e) {
            temporary.delete();
            throw e;
        }
    }

    private void listen(InputStream out) {
        try {
            while (true) {
                Frame frame = Frames.read(out);
                heard = true;
                switch (frame.kind()) {
                    case Frames.HEARTBEAT -> {}
                    case Frames.BEGUN -> begun = true;
                    default -> frames.add(frame);
                }
            }
        } catch (IOException e) {
            frames.add(END);
        }
    }

    /**
     * Waits until the child is ready.
     *
     * @throws IOException if it ends or stays silent instead
     */
    void awaitReady() throws IOException, InterruptedException {
        Frame frame = frames.poll(START.toMillis(), TimeUnit.MILLISECONDS);
        if (frame == null || frame.kind() != Frames.READY) {
            process.destroyForcibly().waitFor();
            throw new IOException(
                    frame == null ? "it was not ready after " + START.toSeconds() + " s" : ending(process.waitFor()));
        }
    }

    /** Has the child look at one file. Afterwards it may be dead: see {@link #isUsable}. */
    PixelReading read(PixelRequest request) throws InterruptedException {
        served++;
        begun = false;
        standardError.clear();
        try {
            Frames.write(process.getOutputStream(), Frames.REQUEST, Wire.write(request));
        } catch (IOException e) {
            return crashed();
        }
        Duration deadline = limits.deadlineOf(request);
        RunningTime time = new RunningTime();
        long heardAt = 0;
        while (true) {
            Frame frame = frames.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (frame != null) {
                return frame.kind() == Frames.READING ? reading(frame) : crashed();
            }
            long now = time.passed();
            if (heard) {
                heard = false;
                heardAt = now;
            }
            PixelReading excess = excess(now, now - heardAt, deadline);
            if (excess != null) {
                process.destroyForcibly().waitFor();
                return excess;
            }
        }
    }

    private PixelReading reading(Frame frame) throws InterruptedException {
        try {
            return Wire.readReading(frame.body());
        } catch (IOException e) {
            process.destroyForcibly().waitFor();
            return ended(FailureCode.DECODER_CRASHED, "the worker answered " + e.getMessage());
        }
    }

    private @Nullable PixelReading excess(long taken, long silent, Duration deadline) {
        long megabytes = ResidentMemory.of(process.pid()).orElse(0) >> 20;
        if (megabytes > limits.memoryMegabytes()) {
            return ended(FailureCode.MEMORY, "over " + limits.memoryMegabytes() + " MB");
        }
        if (taken > deadline.toNanos()) {
            return ended(FailureCode.TIMEOUT, "over " + deadline.toSeconds() + " s");
        }
        return silent > SILENCE.toNanos()
                ? ended(FailureCode.TIMEOUT, "no sign of life for " + SILENCE.toSeconds() + " s")
                : null;
    }

    /** The pipe is closed: the child has ended, or is about to. */
    private PixelReading crashed() throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        int exit = process.waitFor();
        return exit == OUT_OF_HEAP
                ? ended(FailureCode.MEMORY, "over " + limits.heapMegabytes() + " MB of Java heap")
                : ended(FailureCode.DECODER_CRASHED, ending(exit));
    }

    private static PixelReading ended(FailureCode code, String detail) {
        return new PixelReading.Ended(new Failure(code, detail));
    }

    private String ending(int exit) throws InterruptedException {
        String words = standardError.lastWords();
        String how = exit > 128 ? "signal " + (exit - 128) : "exit " + exit;
        return words.isEmpty() ? how : how + ": " + words;
    }

    /** Whether another file may be given to it. */
    boolean isUsable() {
        return !closed && process.isAlive() && served < limits.recycleAfter();
    }

    /** Whether the child began the last file given to it; one that died before has nothing to do with its death. */
    boolean hasBegun() {
        return begun;
    }

    long pid() {
        return process.pid();
    }

    /** Ends the child at once; nothing is lost, since it holds nothing. */
    @Override
    public void close() {
        closed = true; // the process may show as alive for a moment
        process.destroyForcibly();
        try {
            boolean unused = process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        temporary.delete();
    }
}
