package dev.mediaingest.engines.worker;

/**
 * Time in which this process ran, for one who looks often: while it is stopped, or the machine sleeps, none passes. Confined to one
 * thread.
 */
final class RunningTime {
    /** Looks are some 50 ms apart; on a machine with too much to do some hundreds. */
    private static final long LONGEST_STEP_NANOS = 1_000_000_000;

    private long last = System.nanoTime();
    private long passed;

    /** Nanoseconds from the beginning to now. */
    long passed() {
        long now = System.nanoTime();
        passed += Math.min(now - last, LONGEST_STEP_NANOS);
        last = now;
        return passed;
    }
}
