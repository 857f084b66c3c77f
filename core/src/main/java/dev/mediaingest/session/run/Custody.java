package dev.mediaingest.session.run;

import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.session.Items;

/**
 * Which process has a file that is in work, as the ledger has to know it if this one ends now: a file is blamed for that only
 * while this process itself reads it. Thread-safe. What takes moments is not written down: most turns do.
 */
final class Custody {
    private final Items items;
    private final Lease lease;
    private final Item item;
    private boolean isSlow;
    private boolean isHandedOver;

    Custody(Items items, Lease lease, Item item) {
        this.items = items;
        this.lease = lease;
        this.item = item;
    }

    /** The turn takes unusually long, wherever the file is. */
    synchronized void markSlow() {
        isSlow = true;
        if (isHandedOver) {
            items.handedOver(lease, item);
        } else {
            items.markSlow(lease, item);
        }
    }

    /** Another process has the file from now on. */
    synchronized void handedOver() {
        isHandedOver = true;
        if (isSlow || item.attempts() > 0) {
            items.handedOver(lease, item);
        }
    }
}
