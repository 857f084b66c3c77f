package dev.mediaingest.store.database;

import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.store.sql.Prepared;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value computed from many rows, computed again once their revision is newer. One that is quick to compute is always as new as the
 * rows; a slow one takes at most a tenth of the time, while a session changes them at every moment. Thread-safe.
 */
public final class RevisionCache<T> {
    private static final int SHARE = 10;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(150);

    private final Supplier<?> revision;
    private final Supplier<T> make;
    private volatile @Nullable T value;
    private volatile long madeAt;
    private volatile long took;
    private @Nullable Object madeOf;
    private CompletableFuture<Boolean> renewal = CompletableFuture.completedFuture(true);

    /**
     * @param revision tells one state of the rows from another by {@link Object#equals}, and is cheap
     */
    public RevisionCache(Supplier<?> revision, Supplier<T> make) {
        this.revision = revision;
        this.make = make;
    }

    /** A value computed from the whole library. */
    public static <T> RevisionCache<T> ofLibrary(Database database, Supplier<T> make) {
        return new RevisionCache<>(
                () -> database.read(handle -> Prepared.number(handle, "select revision from library_state")), make);
    }

    /** The value as the rows are now, or were not long ago. */
    public synchronized T get() {
        T kept = value;
        if (kept != null && isFresh()) {
            return kept;
        }
        Object now = revision.get(); // before it is made: what happens meanwhile makes it old
        if (kept == null || !now.equals(madeOf)) {
            long start = System.nanoTime();
            kept = make.get();
            value = kept;
            madeOf = now;
            madeAt = System.nanoTime();
            took = madeAt - start;
        }
        return kept;
    }

    /** The value of {@link #get} if that is done within a moment; else the last one, while a newer one is computed. */
    public T getStale() {
        return value == null ? get() : getWithin().orElseGet(this::get);
    }

    /** The value of {@link #getStale}, or none if there is no last one and the first takes longer than a moment. */
    public Optional<T> getWithin() {
        if (value == null || !isFresh()) {
            await(renewal());
        }
        return Optional.ofNullable(value);
    }

    /** Computes on a thread of its own: SQLite's driver would hold one that others share. */
    private CompletableFuture<Boolean> renewal() {
        synchronized (make) {
            if (renewal.isDone()) {
                renewal = CompletableFuture.supplyAsync(
                        this::renew,
                        work -> Thread.ofPlatform().daemon().name("renewal").start(work));
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
            work.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
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
