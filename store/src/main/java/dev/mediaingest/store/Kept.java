package dev.mediaingest.store;

import dev.mediaingest.failure.Unavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something made of the whole library, made anew when there is a newer revision of it, but not all the time. Thread-safe. */
final class Kept<T> {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Database database;
    private final Supplier<T> make;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile @Nullable T value;
    private long revision = -1;
    private volatile long lookedAt;

    Kept(Database database, Supplier<T> make) {
        this.database = database;
        this.make = make;
    }

    /** As it is now, or was some seconds ago. */
    synchronized T get() {
        T kept = value;
        if (kept != null && isFresh()) {
            return kept;
        }
        long now = database.read(handle -> Prepared.number(handle, "select revision from library_state"));
        if (kept == null || now != revision) {
            kept = make.get();
            value = kept;
            revision = now;
        }
        lookedAt = System.nanoTime();
        return kept;
    }

    /** As it was when somebody asked last, at once; whoever asks next gets a newer one. Only the first has to wait. */
    T recent() {
        T kept = value;
        if (kept == null) {
            return get();
        }
        if (!isFresh() && renewing.compareAndSet(false, true)) {
            Thread unused = Thread.ofVirtual().name("renewal").start(this::renew);
        }
        return kept;
    }

    private void renew() {
        try {
            T unused = get();
        } catch (Unavailable e) {
            // whoever asks next is answered with what there is, or hears of it from the database
        } finally {
            renewing.set(false);
        }
    }

    private boolean isFresh() {
        return System.nanoTime() - lookedAt < FRESH.toNanos();
    }
}
