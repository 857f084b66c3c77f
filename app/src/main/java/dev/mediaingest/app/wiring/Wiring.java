package dev.mediaingest.app.wiring;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.thumbnail.ThumbnailFolder;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.Installation;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.notify.Channel;
import dev.mediaingest.app.notify.Notifications;
import dev.mediaingest.classify.Assessor;
import dev.mediaingest.classify.PixelReader;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.plan.Planner;
import dev.mediaingest.session.Engine;
import dev.mediaingest.session.LiveProgress;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionQueue;
import dev.mediaingest.session.SessionRunner;
import dev.mediaingest.session.StateDirectory;
import dev.mediaingest.session.WriteBackRunner;
import dev.mediaingest.store.MigrationConsent;
import dev.mediaingest.store.Store;
import dev.mediaingest.store.Stores;
import dev.mediaingest.store.Stores.NotOpened;
import dev.mediaingest.store.sql.DatabaseUrl;
import dev.mediaingest.writeback.SidecarWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The whole product, put together by plain constructors; the server, the command line and the tests all start here. */
public final class Wiring implements AutoCloseable {
    private final Store store;
    private final Discoverer discoverer;
    private final LiveProgress progress;
    private final StateDirectory stateDirectory;
    private final PixelSetup.Opened pixels;
    private final ThumbnailFolder thumbnails;
    private final SessionQueue queue;
    private final Metrics metrics;
    private final Notifications notifications;
    private final Installation installation;

    private Wiring(
            Store store,
            Discoverer discoverer,
            LiveProgress progress,
            StateDirectory stateDirectory,
            PixelSetup.Opened pixels,
            ThumbnailFolder thumbnails,
            SessionQueue queue,
            Metrics metrics,
            Notifications notifications,
            Installation installation) {
        this.store = store;
        this.discoverer = discoverer;
        this.progress = progress;
        this.stateDirectory = stateDirectory;
        this.pixels = pixels;
        this.thumbnails = thumbnails;
        this.queue = queue;
        this.metrics = metrics;
        this.notifications = notifications;
        this.installation = installation;
    }

    /** As the other, for programs whose files nobody else writes. */
    public static Wiring open(
            DataDirectory data,
            DatabaseUrl url,
            MediaRoots roots,
            PixelSetup pixelSetup,
            SessionListener listener,
            Consumer<String> warn)
            throws CannotStart {
        return open(data, url, roots, pixelSetup, Duration.ZERO, listener, warn);
    }

    /** As the other, for programs that notify nobody. */
    public static Wiring open(
            DataDirectory data,
            DatabaseUrl url,
            MediaRoots roots,
            PixelSetup pixelSetup,
            Duration settling,
            SessionListener listener,
            Consumer<String> warn)
            throws CannotStart {
        return open(data, url, roots, pixelSetup, settling, List.of(), listener, warn);
    }

    /**
     * Opens the database and puts everything else around it. Runs no session yet.
     *
     * @param settling a file modified less long ago is looked at again when the others are done
     * @param channels hear when a session has ended or needs somebody
     * @param listener hears of every event after the product's own listeners
     * @param warn hears sentences about trouble that stops nothing
     */
    public static Wiring open(
            DataDirectory data,
            DatabaseUrl url,
            MediaRoots roots,
            PixelSetup pixelSetup,
            Duration settling,
            List<Channel> channels,
            SessionListener listener,
            Consumer<String> warn)
            throws CannotStart {
        return around(
                openStore(data, url, MigrationConsent.GIVEN),
                data,
                url,
                roots,
                pixelSetup,
                settling,
                channels,
                listener,
                warn);
    }

    /** As {@link #open}, around a database that is open. */
    public static Wiring around(
            Store store,
            DataDirectory data,
            DatabaseUrl url,
            MediaRoots roots,
            PixelSetup pixelSetup,
            Duration settling,
            List<Channel> channels,
            SessionListener listener,
            Consumer<String> warn)
            throws CannotStart {
        InstantSource clock = InstantSource.system();
        store.followCommits();
        LiveProgress progress = new LiveProgress(store.items());
        StateDirectory stateDirectory =
                new StateDirectory(data.stateDirectory(), store.ledger(), store.reports(), progress, clock, warn);
        ThumbnailFolder thumbnails = new ThumbnailFolder(data.thumbnails());
        Metrics metrics = new Metrics();
        Notifications notifications = new Notifications(channels, store.outbox(), store.items(), clock, warn);
        SessionListener all = SessionListener.all(
                progress,
                stateDirectory,
                metrics,
                notifications,
                new ThumbnailEviction(thumbnails, pixelSetup.thumbnailBytes(), warn),
                listener);
        Discoverer discoverer = new Discoverer(roots);
        PixelSetup.Opened pixels = pixelSetup.open(data);
        SessionRunner runner = new SessionRunner(
                discoverer,
                new Planner(),
                new Assessor(roots, new Analyser(), pixels.reader(), clock),
                store.sessionPorts(),
                all,
                settling);
        WriteBackRunner writeBack = new WriteBackRunner(
                store.given(), new SidecarWriter(roots, clock), discoverer, store.ledger(), store.items(), all);
        SessionQueue queue = new SessionQueue(
                store.ledger(), store.items(), store.leases(), store.auditLog(), Engine.byKind(runner, writeBack), all);
        metrics.queueLength(queue::waiting);
        return new Wiring(
                store,
                discoverer,
                progress,
                stateDirectory,
                pixels,
                thumbnails,
                queue,
                metrics,
                notifications,
                new Installation(data, url, roots.all(), pixelSetup));
    }

    /** Only the database, for programs that run no session. */
    public static Store openStore(DatabaseUrl url, InstantSource clock) throws CannotStart {
        return openStore(url, clock, UUID.randomUUID().toString(), MigrationConsent.GIVEN);
    }

    /** Only the database, for commands that look: nothing is made, migrated or written. */
    public static Store openToRead(DatabaseUrl url, InstantSource clock) throws CannotStart {
        try {
            return Stores.openToRead(url, clock);
        } catch (NotOpened e) {
            throw new CannotStart(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The database, for the one process that runs sessions of a data directory.
     *
     * @param consent asked before the first change to a database that another program made
     */
    public static Store openStore(DataDirectory data, DatabaseUrl url, MigrationConsent consent) throws CannotStart {
        return openStore(url, InstantSource.system(), data.serverId(), consent);
    }

    private static Store openStore(DatabaseUrl url, InstantSource clock, String server, MigrationConsent consent)
            throws CannotStart {
        try {
            return Stores.open(url, clock, server, consent);
        } catch (NotOpened e) {
            throw new CannotStart(String.valueOf(e.getMessage()));
        }
    }

    public Store store() {
        return store;
    }

    public Discoverer discoverer() {
        return discoverer;
    }

    public LiveProgress progress() {
        return progress;
    }

    public StateDirectory stateDirectory() {
        return stateDirectory;
    }

    /** Where thumbnails are kept. */
    public ThumbnailFolder thumbnails() {
        return thumbnails;
    }

    /** Looks at pixels, as the sessions do. */
    public PixelReader pixelReader() {
        return pixels.reader();
    }

    public SessionQueue queue() {
        return queue;
    }

    public Metrics metrics() {
        return metrics;
    }

    public Notifications notifications() {
        return notifications;
    }

    /** What this was opened with. */
    public Installation installation() {
        return installation;
    }

    /** Stops the running session at its file boundary, ends the worker processes, closes the database. */
    @Override
    public void close() {
        queue.close();
        pixels.close().run();
        notifications.close();
        store.close();
    }
}
