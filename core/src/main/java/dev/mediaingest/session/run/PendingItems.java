package dev.mediaingest.session.run;

import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Items;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;

/**
 * A session's pending items in list order, read page by page; behind them, in the same order, those that were deferred, once
 * they had time to settle. Confined to the thread that runs the session.
 */
final class PendingItems {
    private static final int PAGE = 500;

    private final Items items;
    private final SessionId id;
    private final Retry retry;
    private final Duration settling;
    private final Deque<Item> page = new ArrayDeque<>();
    private long lastPosition;
    private boolean exhausted;
    private int deferrals;
    private long deferredAt = System.nanoTime();

    PendingItems(Items items, SessionId id, Retry retry, Duration settling) {
        this.items = items;
        this.id = id;
        this.retry = retry;
        this.settling = settling;
    }

    boolean hasNext() {
        if (page.isEmpty() && !exhausted) {
            page.addAll(items.pending(id, deferrals, lastPosition, PAGE));
            exhausted = page.size() < PAGE;
            lastPosition = page.isEmpty() ? lastPosition : page.getLast().position();
        }
        return !page.isEmpty();
    }

    Item peek() {
        return page.getFirst();
    }

    Item next() {
        return page.removeFirst();
    }

    /** Says that an item was deferred just now. */
    void deferred() {
        deferredAt = System.nanoTime();
    }

    /**
     * Goes on with items that were deferred, when none is in work any more; waits until the last of them had time to settle.
     * Returns whether there are any.
     */
    boolean awaitDeferred() throws InterruptedException {
        OptionalInt next = items.nextDeferral(id, deferrals);
        if (next.isEmpty()) {
            return false;
        }
        deferrals = next.getAsInt();
        lastPosition = 0;
        exhausted = false;
        retry.pause(settling.minusNanos(System.nanoTime() - deferredAt));
        return hasNext();
    }
}
