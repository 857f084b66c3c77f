package dev.mediaingest.report;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Files a second over the last ten seconds, and what that says about the time left. An estimate: it follows changes within
 * seconds and promises nothing. Not thread-safe.
 */
public final class Rate {
    private static final long WINDOW = Duration.ofSeconds(10).toNanos();
    /** What the first files take says little: decoders start, code is not compiled yet. */
    private static final long WARM_UP = Duration.ofSeconds(8).toNanos();

    private static final long STEP = Duration.ofMillis(250).toNanos();

    private final Deque<Mark> marks = new ArrayDeque<>();
    private @Nullable Mark first;
    private @Nullable Mark latest;

    /**
     * Notes how many files had ended at a time.
     *
     * @param nanoTime as {@link System#nanoTime} says: a clock that is set has no say in a rate
     */
    public void mark(long nanoTime, long ended) {
        latest = new Mark(nanoTime, ended);
        first = first == null ? latest : first;
        if (marks.isEmpty() || nanoTime - marks.getLast().nanoTime >= STEP) {
            marks.addLast(latest);
        }
        while (marks.size() > 1 && nanoTime - marks.getFirst().nanoTime > WINDOW) {
            marks.removeFirst();
        }
    }

    /** Files a second; 0 until two different times are known. */
    public double filesPerSecond() {
        Mark last = latest;
        if (last == null) {
            return 0;
        }
        Mark oldest = marks.getFirst();
        double seconds = (last.nanoTime - oldest.nanoTime) / 1e9;
        return seconds <= 0 ? 0 : (last.ended - oldest.ended) / seconds;
    }

    /** Whole seconds until so many more files have ended at this rate; empty while there is none that can be relied on. */
    public OptionalLong secondsFor(long files) {
        double rate = filesPerSecond();
        boolean isWarmingUp = first == null || latest == null || latest.nanoTime - first.nanoTime < WARM_UP;
        return rate <= 0 || isWarmingUp ? OptionalLong.empty() : OptionalLong.of((long) Math.ceil(files / rate));
    }

    private record Mark(long nanoTime, long ended) {}
}
