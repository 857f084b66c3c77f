package dev.mediaingest.store;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.assess.Assessor;
import dev.mediaingest.commit.Catalog;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.Planner;
import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.queue.SessionQueue;
import dev.mediaingest.session.run.SessionPorts;
import dev.mediaingest.session.run.SessionRunner;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that runs the one session of a database, beginning it if there is none, and dies at a point told to it: before or
 * after the nth call of a method of one of the ports. What it was about to do is then not done, what it did is.
 */
final class KilledRun {
    private static final int KILLED = 137;

    private final String point;
    private final boolean before;
    private final int nth;
    private final AtomicInteger calls = new AtomicInteger();

    private KilledRun(String point, boolean before, int nth) {
        this.point = point;
        this.before = before;
        this.nth = nth;
    }

    /**
     * Runs until the session is completed or the point is reached.
     *
     * @param arguments database URL, media root, workers, method, before or after, which call of it
     */
    public static void main(String[] arguments) throws Exception {
        KilledRun run = new KilledRun(arguments[3], arguments[4].equals("before"), Integer.parseInt(arguments[5]));
        run.run(DatabaseUrl.parse(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().halt(0);
    }

    private void run(DatabaseUrl url, Path media, int workers) throws Exception {
        InstantSource clock = InstantSource.system();
        Store store = Stores.open(url, clock, "the-one-that-dies", MigrationConsent.GIVEN);
        MediaRoots roots = MediaRoots.of(List.of(media));
        Ledger ledger = deadly(Ledger.class, store.ledger());
        Items items = deadly(Items.class, store.items());
        SessionListener listener = deadly(SessionListener.class, new LiveProgress(items));
        PixelReader reader = deadly(PixelReader.class, PixelReader.NONE);
        SessionRunner runner = new SessionRunner(
                new Discoverer(roots),
                new Planner(),
                new Assessor(roots, new Analyser(), reader, clock),
                new SessionPorts(ledger, items, deadly(Catalog.class, store.catalog()), store.awayFolders()),
                listener,
                Duration.ZERO);
        SessionQueue queue = new SessionQueue(ledger, items, store.leases(), store.auditLog(), runner, listener);
        System.out.println("running");
        queue.recover(any -> true);
        List<Session> known = store.ledger().list(SessionState.ALL, 1, 0);
        queue.await(
                known.isEmpty()
                        ? queue.start(parameters(media, workers), Actor.PROGRAM).id()
                        : known.getFirst().id());
    }

    private static SessionParameters parameters(Path media, int workers) {
        return new SessionParameters(
                List.of(media),
                FilePattern.of("*.png"),
                true,
                false,
                0.5,
                true,
                true,
                true,
                Fingerprint.BYTES,
                true,
                OptionalLong.empty(),
                workers);
    }

    private <T> T deadly(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> call(real, method, arguments)));
    }

    private Object call(Object real, Method method, Object[] arguments) throws Throwable {
        boolean dies = method.getName().equals(point) && calls.incrementAndGet() == nth;
        if (dies && before) {
            Runtime.getRuntime().halt(KILLED);
        }
        try {
            Object result = method.invoke(real, arguments);
            if (dies) {
                Runtime.getRuntime().halt(KILLED);
            }
            return result instanceof ItemList list ? deadly(ItemList.class, list) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
