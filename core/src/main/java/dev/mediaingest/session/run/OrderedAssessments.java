package dev.mediaingest.session.run;

import dev.mediaingest.assess.Assessment;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.Item;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Assesses several files at once and hands the results out in list order. With one worker a file is handed out before the
 * next is begun; with more, twice as many are begun as are worked on, so that a slow file keeps nobody idle for long, and no
 * more, so that nothing piles up behind it. Confined to the thread that runs the session.
 */
final class OrderedAssessments implements AutoCloseable {
    /** Between looks whether a file that takes long still answers. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration UNUSUALLY_LONG = Duration.ofSeconds(1);

    private final int workers;
    private final int mostBegun;
    private final ItemTurn turn;
    private ExecutorService threads;
    private final Deque<Begun> begun = new ArrayDeque<>();
    /** Whether all must be begun anew, since the threads that had them hang. */
    private boolean abandoned;

    OrderedAssessments(int workers, ItemTurn turn) {
        this.workers = workers;
        this.mostBegun = workers == 1 ? 1 : 2 * workers;
        this.turn = turn;
        this.threads = newThreads();
    }

    private ExecutorService newThreads() {
        return Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("assess-", 1).daemon().factory());
    }

    /** An item that ended a process before goes alone, so that no innocent file shares its fate. */
    boolean hasRoomFor(Item item) {
        boolean suspicious = item.attempts() > 0 || begun.stream().anyMatch(other -> other.item.attempts() > 0);
        return begun.isEmpty() || (begun.size() < mostBegun && !suspicious);
    }

    void begin(Item item) {
        begun.addLast(submit(item));
    }

    private Begun submit(Item item) {
        Custody custody = turn.custody(item);
        return new Begun(item, custody, threads.submit(() -> turn.assess(item, custody)));
    }

    boolean isEmpty() {
        return begun.isEmpty();
    }

    /** The item whose turn it is to be committed. */
    Item first() {
        return begun.getFirst().item;
    }

    /** Waits for the first item's assessment, at most that long. */
    private boolean isFirstReadyWithin(Duration time) throws InterruptedException {
        try {
            begun.getFirst().assessment.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    /** The first item's assessment, when it is ready; it stays first until {@link #removeFirst}. */
    Assessment awaitFirst() throws InterruptedException {
        if (!isFirstReadyWithin(UNUSUALLY_LONG)) {
            turn.retry().run(this::requireAnswer); // a file is not to be suspected of what its disk does
            turn.retry().run(begun.getFirst().custody::markSlow);
        }
        return turn.retry().call(this::tryFirst);
    }

    /**
     * Waits for the first item's assessment.
     *
     * @throws Unavailable if no file can be assessed now; the item is being assessed once more then, or will be when its disk
     *     answers
     */
    private Assessment tryFirst() throws InterruptedException {
        if (abandoned) {
            requireAnswer();
            abandoned = false;
            repeatAll();
        }
        while (!isFirstReadyWithin(LOOK)) {
            requireAnswer();
        }
        try {
            return begun.getFirst().assessment.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof Unavailable unavailable) {
                repeatFirst();
                throw unavailable;
            }
            throw new IllegalStateException("an assessor must not throw", e.getCause());
        }
    }

    /**
     * Makes sure that the first item's file can be looked at and read. If it is no file any more, it is assessed once more: opening a
     * pipe that was put in its place may never return.
     *
     * @throws Unavailable if it does not answer; the threads that wait for it are left behind then
     */
    private void requireAnswer() {
        try {
            Optional<BasicFileAttributes> there =
                    turn.files().look(first().file().path());
            if (there.isPresent() && !there.get().isRegularFile() && !abandoned) {
                startAfresh();
                repeatAll();
            }
        } catch (Unavailable hanging) {
            if (!abandoned) {
                abandoned = true;
                startAfresh();
            }
            throw hanging;
        }
    }

    private void startAfresh() {
        leaveBehind(threads);
        threads = newThreads();
    }

    /**
     * Ends threads as soon as what they wait for lets them. On a thread of its own: interrupting one that reads a file closes the
     * file, which a disk that does not answer may never do.
     */
    private static void leaveBehind(ExecutorService threads) {
        Thread.ofPlatform().name("assess-end").daemon().start(threads::shutdownNow);
    }

    /** Assesses the first item once more; it stays first. */
    void repeatFirst() {
        begun.addFirst(submit(begun.removeFirst().item));
    }

    /** Assesses everything that was begun once more: what is known of it may be out of date. */
    void repeatAll() {
        int all = begun.size();
        for (int i = 0; i < all; i++) {
            begin(begun.removeFirst().item);
        }
    }

    void removeFirst() {
        begun.removeFirst();
    }

    @Override
    public void close() {
        leaveBehind(threads);
    }

    private record Begun(Item item, Custody custody, Future<Assessment> assessment) {}
}
