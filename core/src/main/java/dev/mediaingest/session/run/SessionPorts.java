package dev.mediaingest.session.run;

import dev.mediaingest.commit.Catalog;
import dev.mediaingest.plan.AwayFolders;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Ledger;

/** What a runner needs of the store. */
public record SessionPorts(Ledger ledger, Items items, Catalog catalog, AwayFolders awayFolders) {

    /** The same, each call tried until it works. */
    SessionPorts retrying(Retry retry) {
        return new SessionPorts(
                retry.around(Ledger.class, ledger),
                retry.around(Items.class, items),
                retry.around(Catalog.class, catalog),
                retry.around(AwayFolders.class, awayFolders));
    }
}
