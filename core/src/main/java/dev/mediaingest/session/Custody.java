package dev.mediaingest.session;

import dev.mediaingest.plan.Item;

/**
 * Which process has a file that is in work, as the ledger has to know it if this one ends now: a file is blamed for that only
 * while this process itself reads it. Thread-safe. What takes moments is not written down: most turns do.
 */
final class Custody {
    private final SessionStore sessions;
    private final Item item;
    private boolean takesLong;
    private boolean isHandedOver;

    Custody(SessionStore sessions, Item item) {
        this.sessions = sessions;
        this.item = item;
    }

    /** The turn takes unusually long, wherever the file is. */
    synchronized void takesLong() {
        takesLong = true;
        if (isHandedOver) {
            sessions.handedOver(item);
        } else {
            sessions.suspect(item);
        }
    }

    /** Another process has the file from now on. */
    synchronized void handedOver() {
        isHandedOver = true;
        if (takesLong || item.attempts() > 0) {
            sessions.handedOver(item);
        }
    }
}
