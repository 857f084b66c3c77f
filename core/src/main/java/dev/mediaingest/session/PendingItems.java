package dev.mediaingest.session;

import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.SessionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;

/**
 * A session's pending items in list order, read page by page; behind them, in the same order, those that were put off, once
 * they had time to settle. Confined to the thread that runs the session.
 */
final class PendingItems {
    private static final int PAGE = 500;

    private final SessionStore sessions;
    private final SessionId id;
    private final Patience patience;
    private final Duration settling;
    private final Deque<Item> page = new ArrayDeque<>();
    private long lastPosition;
    private boolean exhausted;
    private int look;
    private long putOffAt = System.nanoTime();

    PendingItems(SessionStore sessions, SessionId id, Patience patience, Duration settling) {
        this.sessions = sessions;
        this.id = id;
        this.patience = patience;
        this.settling = settling;
    }

    boolean hasNext() throws InterruptedException {
        if (page.isEmpty() && !exhausted) {
            page.addAll(patience.persist(() -> sessions.pending(id, look, lastPosition, PAGE)));
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

    /** Says that an item was put off just now. */
    void putOff() {
        putOffAt = System.nanoTime();
    }

    /**
     * Goes on with items that were put off, when none is in work any more; waits until the last of them had time to settle.
     * Returns whether there are any.
     */
    boolean awaitNextLook() throws InterruptedException {
        OptionalInt next = patience.persist(() -> sessions.nextLook(id, look));
        if (next.isEmpty()) {
            return false;
        }
        look = next.getAsInt();
        lastPosition = 0;
        exhausted = false;
        patience.pause(settling.minusNanos(System.nanoTime() - putOffAt));
        return hasNext();
    }
}
