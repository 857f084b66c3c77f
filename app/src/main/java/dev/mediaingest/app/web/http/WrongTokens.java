package dev.mediaingest.app.web.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down whoever guesses: an address that showed {@value #BURST} wrong tokens gets one more try a second. Keeps the latest
 * {@value #MOST_ADDRESSES} addresses. Thread-safe.
 */
final class WrongTokens {
    static final int BURST = 20;

    private static final int MOST_ADDRESSES = 1_000;
    private static final long REFILL_NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<String, Tries> byAddress = new LinkedHashMap<>(16, 0.75f, true);

    WrongTokens(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether an address has to wait before it is answered. */
    synchronized boolean isTooMany(String address) {
        Tries tries = byAddress.get(address);
        return tries != null && tries.refilled(nanoTime.getAsLong()).left() == 0;
    }

    /** One more from an address. */
    synchronized void add(String address) {
        long now = nanoTime.getAsLong();
        Tries before = byAddress.getOrDefault(address, new Tries(BURST, now)).refilled(now);
        byAddress.put(address, new Tries(Math.max(0, before.left() - 1), before.since()));
        if (byAddress.size() > MOST_ADDRESSES) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
    }

    /**
     * What an address still has.
     *
     * @param since when the last one was given back, by a monotonic clock
     */
    private record Tries(int left, long since) {
        Tries refilled(long now) {
            long more = (now - since) / REFILL_NANOS;
            return left + more >= BURST
                    ? new Tries(BURST, now)
                    : new Tries((int) (left + more), since + more * REFILL_NANOS);
        }
    }
}
