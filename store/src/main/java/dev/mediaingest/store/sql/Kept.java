package dev.mediaingest.store.sql;

import dev.mediaingest.failure.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something made of many rows, made anew when there is a newer revision of them. What is quick to make is always as new as the
 * rows; what is not is made at most a tenth of the time, while a session changes them at every moment. Thread-safe.
 */
public final class Kept<T> {
    private static final int SHARE = 10;
    private static final Duration PATIENCE = Duration.ofMillis(150);

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
    public Kept(Supplier<?> revision, Supplier<T> make) {
        this.revision = revision;
        this.make = make;
    }

    /** Something made of the whole library. */
    public static <T> Kept<T> ofLibrary(Database database, Supplier<T> make) {
        return new Kept<>(
                () -> database.read(handle -> Prepared.number(handle, "select revision from library_state")), make);
    }

    /** As it is now, or was not long ago. */
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

    /** As {@link #get} if that is soon done; else as it was when somebody asked last, and whoever asks next gets a newer one. */
    public T recent() {
        return value == null ? get() : soon().orElseGet(this::get);
    }

    /** As {@link #recent}, but none if it was never made and takes longer; whoever asks next may get it. */
    public Optional<T> soon() {
        if (value == null || !isFresh()) {
            await(renewal());
        }
        return Optional.ofNullable(value);
    }

    /** On a thread of its own: SQLite's driver would hold one that others share. */
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
