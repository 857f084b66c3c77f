package dev.mediaingest.bench;

import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionListener;
import java.util.ArrayList;
import java.util.List;

/**
 * Files a second over each window of so many files, the first from its first file on; what is left over at the end does not count.
 * Thread-safe.
 */
final class ThroughputWindows {
    private final int length;
    private final List<Double> rates = new ArrayList<>();
    private long files;
    private long begunAt;

    ThroughputWindows(int length) {
        this.length = length;
    }

    /** Counts a file that has ended now; whether a window ends with it. */
    synchronized boolean count() {
        long now = System.nanoTime();
        if (files == 0) {
            begunAt = now;
        }
        files++;
        if (files % length != 0) {
            return false;
        }
        rates.add(length * 1e9 / (now - begunAt));
        begunAt = now;
        return true;
    }

    /** Counts the files of sessions. */
    SessionListener counting() {
        return event -> {
            if (event instanceof ItemEnded) {
                boolean unused = count();
            }
        };
    }

    synchronized List<Double> rates() {
        return List.copyOf(rates);
    }

    /** A machine that others use too has bad moments, which do not move it; not a number if there is no window. */
    double median() {
        List<Double> sorted = rates().stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }
}
