package dev.mediaingest.bench;

import java.util.ArrayList;
import java.util.List;

/** How long answers took. Thread-safe. */
final class Latencies {
    private final List<Long> nanos = new ArrayList<>();

    synchronized void add(long took) {
        nanos.add(took);
    }

    synchronized void clear() {
        nanos.clear();
    }

    synchronized int count() {
        return nanos.size();
    }

    /** In milliseconds; not a number if there are none. 0.5 is the median, 1 the longest. */
    synchronized double quantile(double part) {
        if (nanos.isEmpty()) {
            return Double.NaN;
        }
        List<Long> sorted = nanos.stream().sorted().toList();
        int index = (int) Math.ceil(part * sorted.size()) - 1;
        return sorted.get(Math.max(0, index)) / 1e6;
    }
}
