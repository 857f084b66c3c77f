package dev.mediaingest.store;

import dev.mediaingest.failure.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something made of the whole library, made anew when there is a newer revision of it. What is quick to make is always as new as
 * the library; what is not is made at most a tenth of the time, while a session changes the library at every moment.
 * Thread-safe.
 */
final class Kept<T> {
    private static final int SHARE = 10;
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private final Database database;
    private final Supplier<T> make;
    private volatile @Nullable T value;
    private volatile long madeAt;
    private volatile long took;
    private long revision = -1;
    private CompletableFuture<Boolean> renewal = CompletableFuture.completedFuture(true);

    Kept(Database database, Supplier<T> make) {
        this.database = database;
        this.make = make;
    }

    /** As it is now, or was not long ago. */
    synchronized T get() {
        T kept = value;
        if (kept != null && isFresh()) {
            return kept;
        }
        long now = database.read(handle -> Prepared.number(handle, "select revision from library_state"));
        if (kept == null || now != revision) {
            long start = System.nanoTime();
            kept = make.get();
            value = kept;
            revision = now;
            madeAt = System.nanoTime();
            took = madeAt - start;
        }
        return kept;
    }

    /** As {@link #get} if that is soon done; else as it was when somebody asked last, and whoever asks next gets a newer one. */
    T recent() {
        T kept = value;
        if (kept == null) {
            return get();
        }
        if (!isFresh()) {
            await(renewal());
        }
        T renewed = value;
        return renewed == null ? kept : renewed;
    }

    private CompletableFuture<Boolean> renewal() {
        synchronized (make) {
            if (renewal.isDone()) {
                renewal = CompletableFuture.supplyAsync(
                        this::renew, work -> Thread.ofVirtual().name("renewal").start(work));
            }
            return renewal;
        }
    }

    private boolean renew() {
        try {
            T unused = get();
            return true;
        } catch (Unavailable e) {
            return false; // whoever asks next is answered with what there is, or hears of it from the database
        }
    }

    private static void await(CompletableFuture<Boolean> work) {
        try {
            work.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // what there is serves
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isFresh() {
        return System.nanoTime() - madeAt < SHARE * took;
    }
}
