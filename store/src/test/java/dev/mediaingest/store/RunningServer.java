package dev.mediaingest.store;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.assess.Assessor;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.plan.Planner;
import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.session.Engine;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.queue.SessionQueue;
import dev.mediaingest.session.run.SessionRunner;
import dev.mediaingest.session.run.WriteBackRunner;
import dev.mediaingest.store.sql.DatabaseUrl;
import dev.mediaingest.writeback.SidecarWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Everything of a server but its page, on a database that other servers may use too. */
final class RunningServer implements AutoCloseable {
    private final Path media;
    private final Store store;
    private final LiveProgress progress;
    private final SessionQueue queue;
    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    private volatile Consumer<SessionEvent> onEvent = event -> {};

    private RunningServer(DatabaseUrl url, PixelReader pixels, InstantSource clock, Duration settling, Path... roots)
            throws Exception {
        this.media = roots[0];
        this.store = Stores.open(url, InstantSource.system());
        this.progress = new LiveProgress(store.items());
        MediaRoots readable = MediaRoots.of(List.of(roots));
        SessionListener listener = SessionListener.all(progress, event -> {
            events.add(event);
            onEvent.accept(event);
        });
        SessionRunner runner = new SessionRunner(
                new Discoverer(readable),
                new Planner(),
                new Assessor(readable, new Analyser(), pixels, clock),
                store.sessionPorts(),
                listener,
                settling);
        WriteBackRunner writeBack = new WriteBackRunner(
                store.given(),
                new SidecarWriter(readable, InstantSource.system()),
                new Discoverer(readable),
                store.ledger(),
                store.items(),
                listener);
        this.queue = new SessionQueue(
                store.ledger(),
                store.items(),
                store.leases(),
                store.auditLog(),
                Engine.byKind(runner, writeBack),
                listener);
    }

    /** One that takes every file as it is; the first root is what its sessions ingest. */
    static RunningServer start(DatabaseUrl url, Path... roots) throws Exception {
        return new RunningServer(url, PixelReader.NONE, InstantSource.system(), Duration.ZERO, roots);
    }

    /** One whose pictures are looked at by this reader. */
    static RunningServer reading(DatabaseUrl url, PixelReader pixels, Path... roots) throws Exception {
        return new RunningServer(url, pixels, InstantSource.system(), Duration.ZERO, roots);
    }

    /** One that looks again at files modified less long ago. */
    static RunningServer settling(DatabaseUrl url, Duration settling, Path... roots) throws Exception {
        return new RunningServer(url, PixelReader.NONE, InstantSource.system(), settling, roots);
    }

    /** One whose turns ask this clock, which they do between looking at a file and opening it. */
    static RunningServer asking(DatabaseUrl url, InstantSource clock, Path... roots) throws Exception {
        return new RunningServer(url, PixelReader.NONE, clock, Duration.ZERO, roots);
    }

    Store store() {
        return store;
    }

    SessionQueue queue() {
        return queue;
    }

    LiveProgress progress() {
        return progress;
    }

    List<SessionEvent> events() {
        return events;
    }

    /** Done with every event, on the thread that runs the session. */
    void onEvent(Consumer<SessionEvent> action) {
        onEvent = action;
    }

    SessionParameters parameters(int workers) {
        return parameters(workers, Fingerprint.BYTES);
    }

    SessionParameters parameters(int workers, Fingerprint fingerprint) {
        return new SessionParameters(
                List.of(media),
                FilePattern.of("*.png"),
                true,
                false,
                0.5,
                true,
                true,
                true,
                fingerprint,
                true,
                OptionalLong.empty(),
                workers);
    }

    @Override
    public void close() {
        queue.close();
        store.close();
    }
}
