package dev.mediaingest.session;

import dev.mediaingest.classify.Assessment;
import dev.mediaingest.plan.Item;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Assesses several files at once and hands the results out in list order. At most {@code workers} files are begun and not
 * yet handed out, so nothing piles up behind a slow one. Confined to the thread that runs the session.
 */
final class InOrder implements AutoCloseable {
    private final int workers;
    private final ExecutorService threads;
    private final Function<Item, Assessment> assess;
    private final Deque<Turn> turns = new ArrayDeque<>();

    InOrder(int workers, Function<Item, Assessment> assess) {
        this.workers = workers;
        this.assess = assess;
        this.threads = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("assess-", 1).daemon().factory());
    }

    /** An item that ended a process before goes alone, so that no innocent file shares its fate. */
    boolean hasRoomFor(Item item) {
        boolean suspicious = item.attempts() > 0 || turns.stream().anyMatch(turn -> turn.item.attempts() > 0);
        return turns.isEmpty() || (turns.size() < workers && !suspicious);
    }

    void begin(Item item) {
        turns.addLast(new Turn(item, threads.submit(() -> assess.apply(item))));
    }

    boolean isEmpty() {
        return turns.isEmpty();
    }

    /** The item whose turn it is to be committed. */
    Item first() {
        return turns.getFirst().item;
    }

    /** Waits for the first item's assessment, at most that long. */
    boolean isFirstReadyWithin(Duration time) throws InterruptedException {
        try {
            turns.getFirst().assessment.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    /** The first item's assessment, when it is ready; it stays first until {@link #removeFirst}. */
    Assessment awaitFirst() throws InterruptedException {
        try {
            return turns.getFirst().assessment.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("an assessor must not throw", e.getCause());
        }
    }

    /** Assesses the first item once more; it stays first. */
    void repeatFirst() {
        Item item = turns.removeFirst().item;
        turns.addFirst(new Turn(item, threads.submit(() -> assess.apply(item))));
    }

    void removeFirst() {
        turns.removeFirst();
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private record Turn(Item item, Future<Assessment> assessment) {}
}
