package dev.mediaingest.session.run;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.assess.Assessor;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.fixtures.memory.MemoryDatabase;
import dev.mediaingest.fixtures.memory.MemoryStore;
import dev.mediaingest.fixtures.memory.SettableClock;
import dev.mediaingest.media.SidecarStamp;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.Planner;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.Ledger.Created;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.StopSignal;
import dev.mediaingest.session.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Sessions over real files into a store in memory. */
final class Flow {
    final Path media;
    final SettableClock clock = new SettableClock();
    final MemoryDatabase database = new MemoryDatabase(clock);
    final MemoryStore store = new MemoryStore(database);
    final List<SessionEvent> events = new ArrayList<>();
    final StopSignal stop = new StopSignal();
    final Discoverer discoverer;
    final Assessor assessor;
    private final Duration settling;
    Consumer<SessionEvent> onEvent = event -> {};

    Flow(Path media) throws Exception {
        this(media, PixelReader.NONE, Duration.ZERO);
    }

    Flow(Path media, PixelReader pixels, Duration settling) throws Exception {
        this.media = media.toRealPath();
        this.settling = settling;
        MediaRoots roots = MediaRoots.of(List.of(this.media));
        this.discoverer = new Discoverer(roots);
        this.assessor = new Assessor(roots, new Analyser(), pixels, Instant::now);
    }

    void on(SessionEvent event) {
        synchronized (events) {
            events.add(event);
        }
        onEvent.accept(event);
    }

    <T extends SessionEvent> List<T> events(Class<T> kind) {
        synchronized (events) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    SessionRunner runner() {
        return new SessionRunner(discoverer, new Planner(), assessor, store.ports(), this::on, settling);
    }

    /** Of all pictures in the media folder. */
    SessionParameters parameters(int workers) {
        return new SessionParameters(
                List.of(media),
                FilePattern.of("*.png"),
                true,
                true,
                0.5,
                true,
                true,
                true,
                Fingerprint.PIXELS,
                true,
                OptionalLong.empty(),
                workers);
    }

    Created create(SessionParameters parameters) {
        return store.ledger().create(SessionId.random(), parameters, Actor.PROGRAM);
    }

    /** Runs a new session to its end, or to where it is stopped. */
    Session run(int workers) throws InterruptedException {
        Created created = create(parameters(workers));
        runner().run(created.session(), created.lease(), stop);
        return session(created.session().id());
    }

    /** Goes on with a session as the next process would. */
    Session resume(SessionId id) throws InterruptedException {
        Lease lease = store.leases().claim(id).orElseThrow();
        runner().run(session(id), lease, new StopSignal());
        return session(id);
    }

    Session session(SessionId id) {
        return store.ledger().find(id).orElseThrow();
    }

    Tally tally(Session session) {
        return store.items().tally(session.id());
    }

    Path picture(String name) throws IOException {
        return PngFile.of(8, 8).seed(name.hashCode()).infotext("a cat").writeTo(media.resolve(name));
    }

    void pictures(int count) throws IOException {
        for (int number = 1; number <= count; number++) {
            picture("%03d.png".formatted(number));
        }
    }

    static SourceFile look(Path file) throws IOException {
        return SourceFile.of(file, Files.readAttributes(file, BasicFileAttributes.class), SidecarStamp.NONE);
    }
}
