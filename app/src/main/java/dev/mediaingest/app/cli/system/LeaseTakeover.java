package dev.mediaingest.app.cli.system;

import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.queue.SessionQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Looks now and then whether another server on the same database died, and takes over the sessions it ran. */
final class LeaseTakeover {
    private static final long PAUSE_SECONDS = 10;

    private LeaseTakeover() {}

    /** Goes on until the process ends. */
    static void watch(SessionQueue queue, Predicate<Session> mayResume) {
        var unused = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("lease-takeover").daemon().factory())
                .scheduleWithFixedDelay(
                        () -> takeOver(queue, mayResume), PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    private static void takeOver(SessionQueue queue, Predicate<Session> mayResume) {
        try {
            queue.takeOver(mayResume);
        } catch (Unavailable | IllegalStateException | java.util.concurrent.RejectedExecutionException e) {
            // the database is gone, or this server is being stopped; the next look comes soon
        }
    }
}
