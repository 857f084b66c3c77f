package dev.mediaingest.app.watch;

import dev.mediaingest.app.watch.WatchedFolder.Timing;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.queue.NothingFound;
import dev.mediaingest.session.queue.SessionQueue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Opens a session for a watched folder when something in it is new or changed, and for all folders at set times. A folder
 * whose last session has not ended waits for it. Thread-safe.
 */
public final class Watch implements AutoCloseable {
    private static final Actor WATCH = new Actor("watch");
    private static final Actor SCHEDULE = new Actor("schedule");
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(10); // clocks are put forward and back

    private final SessionQueue queue;
    private final Function<List<Path>, SessionParameters> parameters;
    private final Predicate<SessionParameters> isAnythingNew;
    private final Clock clock;
    private final Consumer<String> warn;
    private final List<WatchedFolder> folders = new ArrayList<>();
    private final ScheduledExecutorService timetable = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("schedule").daemon().factory());

    /**
     * A watch over nothing yet.
     *
     * @param parameters of the sessions it opens, by their folders
     * @param isAnythingNew looks, and writes nothing
     * @param warn hears what keeps it from opening one
     */
    public Watch(
            SessionQueue queue,
            Function<List<Path>, SessionParameters> parameters,
            Predicate<SessionParameters> isAnythingNew,
            Clock clock,
            Consumer<String> warn) {
        this.queue = queue;
        this.parameters = parameters;
        this.isAnythingNew = isAnythingNew;
        this.clock = clock;
        this.warn = warn;
    }

    /** Watches a folder with all below it. */
    public void folder(Path folder) {
        folder(folder, Timing.USUAL);
    }

    synchronized void folder(Path folder, Timing timing) {
        folders.add(WatchedFolder.watch(folder, timing, () -> open(List.of(folder), WATCH), warn));
    }

    /** Opens a session over folders at the times of a schedule. */
    public void at(Schedule schedule, List<Path> all) {
        sleepUntilNext(schedule, all, ZonedDateTime.now(clock));
    }

    private void sleepUntilNext(Schedule schedule, List<Path> all, ZonedDateTime since) {
        Optional<ZonedDateTime> next = schedule.after(since);
        if (next.isEmpty()) {
            return; // as on 30 February
        }
        Duration left = Duration.between(ZonedDateTime.now(clock), next.get());
        Duration sleep = left.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : left;
        var unused = timetable.schedule(
                () -> {
                    ZonedDateTime now = ZonedDateTime.now(clock);
                    if (now.isBefore(next.get())) {
                        sleepUntilNext(schedule, all, since);
                    } else {
                        open(all, SCHEDULE);
                        sleepUntilNext(schedule, all, now);
                    }
                },
                Math.max(0, sleep.toMillis()),
                TimeUnit.MILLISECONDS);
    }

    private void open(List<Path> all, Actor by) {
        try {
            SessionParameters wanted = parameters.apply(all);
            if (isAnythingNew.test(wanted)) {
                SessionId id = queue.startIfAnythingIsNew(wanted, by).id();
                queue.await(id);
            }
        } catch (NothingFound e) {
            // all is as it was
        } catch (Unavailable e) {
            warn.accept("A session over " + all + " is not opened now: " + e.getMessage());
        } catch (RuntimeException e) { // the executor would keep it to itself, and never look again
            warn.accept("A session over " + all + " is not opened: " + e);
        }
    }

    @Override
    public synchronized void close() {
        timetable.shutdownNow();
        folders.forEach(WatchedFolder::close);
        folders.clear();
    }
}
