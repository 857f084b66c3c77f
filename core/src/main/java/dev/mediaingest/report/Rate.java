package dev.mediaingest.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Files a second over the last ten seconds, and what that says about the time left. An estimate: it follows changes within
 * seconds and promises nothing. Not thread-safe.
 */
public final class Rate {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(250);

    private final Deque<Mark> marks = new ArrayDeque<>();
    private @Nullable Mark latest;

    /** Notes how many files had ended at a time; times do not go back. */
    public void mark(Instant time, long ended) {
        latest = new Mark(time, ended);
        if (marks.isEmpty() || Duration.between(marks.getLast().time, time).compareTo(STEP) >= 0) {
            marks.addLast(latest);
        }
        while (marks.size() > 1 && Duration.between(marks.getFirst().time, time).compareTo(WINDOW) > 0) {
            marks.removeFirst();
        }
    }

    /** Files a second; 0 until two different times are known. */
    public double filesPerSecond() {
        Mark last = latest;
        if (last == null) {
            return 0;
        }
        Mark first = marks.getFirst();
        double seconds = Duration.between(first.time, last.time).toNanos() / 1e9;
        return seconds <= 0 ? 0 : (last.ended - first.ended) / seconds;
    }

    /** Whole seconds until so many more files have ended at this rate; empty while there is no rate. */
    public OptionalLong secondsFor(long files) {
        double rate = filesPerSecond();
        return rate <= 0 ? OptionalLong.empty() : OptionalLong.of((long) Math.ceil(files / rate));
    }

    private record Mark(Instant time, long ended) {}
}
