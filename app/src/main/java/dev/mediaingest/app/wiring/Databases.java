package dev.mediaingest.app.wiring;

import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.store.MigrationConsent;
import dev.mediaingest.store.Store;
import dev.mediaingest.store.Stores;
import dev.mediaingest.store.Stores.NotOpened;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.time.InstantSource;
import java.util.UUID;

/** Opens the database as the program at hand needs it. Whoever opens one closes it. */
public final class Databases {
    private Databases() {}

    /**
     * For the one process that runs sessions of a data directory.
     *
     * @param consent asked before the first change to a database that another program made
     */
    public static Store open(DataDirectory data, DatabaseUrl url, MigrationConsent consent) throws CannotStart {
        return open(url, InstantSource.system(), data.serverId(), consent);
    }

    /** For programs that run no session. */
    public static Store open(DatabaseUrl url, InstantSource clock) throws CannotStart {
        return open(url, clock, UUID.randomUUID().toString(), MigrationConsent.GIVEN);
    }

    private static Store open(DatabaseUrl url, InstantSource clock, String server, MigrationConsent consent)
            throws CannotStart {
        try {
            return Stores.open(url, clock, server, consent);
        } catch (NotOpened e) {
            throw new CannotStart(String.valueOf(e.getMessage()));
        }
    }

    /** For commands that look: nothing is made, migrated or written. */
    public static Store openToRead(DatabaseUrl url, InstantSource clock) throws CannotStart {
        try {
            return Stores.openToRead(url, clock);
        } catch (NotOpened e) {
            throw new CannotStart(String.valueOf(e.getMessage()));
        }
    }
}
