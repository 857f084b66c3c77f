package dev.mediaingest.app.wiring;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.Installation;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.notify.Notifications;
import dev.mediaingest.assess.Assessor;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.pixels.thumbnail.ThumbnailFolder;
import dev.mediaingest.plan.Planner;
import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.report.StateDirectory;
import dev.mediaingest.session.Engine;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.queue.SessionQueue;
import dev.mediaingest.session.run.SessionRunner;
import dev.mediaingest.session.run.WriteBackRunner;
import dev.mediaingest.store.MigrationConsent;
import dev.mediaingest.store.Store;
import dev.mediaingest.writeback.SidecarWriter;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The whole product, put together by plain constructors; the server, the command line and the tests all start here. */
public final class Wiring implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();

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

    private Wiring(Store store, WiringOptions options) {
        Consumer<String> warn = options.warn();
        this.store = store;
        this.installation = options.installation();
        this.discoverer = new Discoverer(options.roots());
        this.progress = new LiveProgress(store.items());
        this.stateDirectory = new StateDirectory(
                options.data().stateDirectory(), store.ledger(), store.reports(), progress, CLOCK, warn);
        this.pixels = options.pixels().open(options.data());
        this.thumbnails = new ThumbnailFolder(options.data().thumbnails());
        this.metrics = new Metrics();
        this.notifications = new Notifications(options.channels(), store.outbox(), store.items(), CLOCK, warn);
        SessionListener listeners = listeners(options);
        Engine engine = Engine.byKind(ingest(options, listeners), writeBack(options, listeners));
        this.queue =
                new SessionQueue(store.ledger(), store.items(), store.leases(), store.auditLog(), engine, listeners);
        metrics.queueLength(queue::waiting);
    }

    /** Opens the database and puts everything else around it. Runs no session yet. */
    public static Wiring open(WiringOptions options) throws CannotStart {
        return around(Databases.open(options.data(), options.url(), MigrationConsent.GIVEN), options);
    }

    /** The same around a database that is open; closing this closes it. */
    public static Wiring around(Store store, WiringOptions options) {
        store.followCommits();
        return new Wiring(store, options);
    }

    /** The product's own first: whoever hears of an event finds it in the counts. */
    private SessionListener listeners(WiringOptions options) {
        return SessionListener.all(
                progress,
                stateDirectory,
                metrics,
                notifications,
                new ThumbnailEviction(thumbnails, options.pixels().thumbnailBytes(), options.warn()),
                options.listener());
    }

    private SessionRunner ingest(WiringOptions options, SessionListener listeners) {
        Assessor assessor = new Assessor(options.roots(), new Analyser(), pixels.reader(), CLOCK);
        return new SessionRunner(
                discoverer, new Planner(), assessor, store.sessionPorts(), listeners, options.settling());
    }

    private WriteBackRunner writeBack(WiringOptions options, SessionListener listeners) {
        SidecarWriter writer = new SidecarWriter(options.roots(), CLOCK);
        return new WriteBackRunner(store.given(), writer, discoverer, store.ledger(), store.items(), listeners);
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
