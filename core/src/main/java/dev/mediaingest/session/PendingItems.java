package dev.mediaingest.session;

import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.SessionId;
import java.util.ArrayDeque;
import java.util.Deque;

/** A session's pending items in list order, read page by page. Confined to the thread that runs the session. */
final class PendingItems {
    private static final int PAGE = 500;

    private final SessionStore sessions;
    private final SessionId id;
    private final Patience patience;
    private final Deque<Item> page = new ArrayDeque<>();
    private long lastPosition;
    private boolean exhausted;

    PendingItems(SessionStore sessions, SessionId id, Patience patience) {
        this.sessions = sessions;
        this.id = id;
        this.patience = patience;
    }

    boolean hasNext() throws InterruptedException {
        if (page.isEmpty() && !exhausted) {
            page.addAll(patience.persist(() -> sessions.pending(id, lastPosition, PAGE)));
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
}
