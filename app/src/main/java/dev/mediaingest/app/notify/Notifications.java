package dev.mediaingest.app.notify;

import dev.mediaingest.app.notify.Channel.Undelivered;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.Outbox;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens to sessions and tells all channels when one has completed, failed, or waited long for its environment. A channel
 * that does not answer is tried again with growing pauses, and never holds a session up. The ledger knows of which ends not
 * all channels have heard: their notices are delivered again, to all channels, by {@link #deliverPending} after a restart. Thread-safe.
 */
public final class Notifications implements SessionListener, AutoCloseable {
    private static final int MOST_ATTEMPTS = 5;
    private static final Duration NEWS = Duration.ofDays(7);

    private final List<Channel> channels;
    private final Outbox outbox;
    private final Items items;
    private final InstantSource clock;
    private final Timing timing;
    private final Consumer<String> warn;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("notifications").daemon().factory());
    /** Notices about sessions that wait; cancelled if they go on before. */
    private final Map<SessionId, Future<?>> waiting = new ConcurrentHashMap<>();
    /** As they were when their state changed last, for a notice that the database does not answer. */
    private final Map<SessionId, Session> active = new ConcurrentHashMap<>();

    /**
     * How long is waited.
     *
     * @param attention a session that waits for less is not worth telling
     * @param firstPause before the second attempt; each later one waits five times as long
     * @param close for deliveries under way when the program ends
     */
    record Timing(Duration attention, Duration firstPause, Duration close) {
        static final Timing USUAL = new Timing(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    /** The outcome of a test on one channel. */
    public record Tried(String channel, boolean delivered, Optional<String> why) {}

    public Notifications(
            List<Channel> channels, Outbox outbox, Items items, InstantSource clock, Consumer<String> warn) {
        this(channels, outbox, items, clock, Timing.USUAL, warn);
    }

    Notifications(
            List<Channel> channels,
            Outbox outbox,
            Items items,
            InstantSource clock,
            Timing timing,
            Consumer<String> warn) {
        this.channels = List.copyOf(channels);
        this.outbox = outbox;
        this.items = items;
        this.clock = clock;
        this.timing = timing;
        this.warn = warn;
    }

    /** Delivers the notices that were pending when the program ended last. */
    public void deliverPending() {
        now(() -> outbox.pending(clock.instant().minus(NEWS)).forEach(this::deliverEnd));
    }

    @Override
    public void on(SessionEvent event) {
        switch (event) {
            case StateChanged(Session now) -> stateChanged(now);
            case Waiting(SessionId id, String sentence)
            when !channels.isEmpty() ->
                waiting.computeIfAbsent(id, any -> later(() -> deliverWaiting(id, sentence), timing.attention));
            case Recovered(SessionId id) -> forget(id);
            default -> {}
        }
    }

    private void stateChanged(Session now) {
        if (now.state().isActive()) {
            active.put(now.id(), now);
        } else {
            active.remove(now.id());
            forget(now.id());
        }
        if (now.state() == SessionState.COMPLETED || now.state() == SessionState.ERROR) {
            now(() -> deliverEnd(now));
        }
    }

    private void deliverEnd(Session ended) {
        Instant at = ended.endedAt() == null ? clock.instant() : ended.endedAt();
        Notice notice = ended.state() == SessionState.COMPLETED
                ? Notice.completed(ended, items.tally(ended.id()), at)
                : Notice.failed(ended, tally(ended.id()), at);
        deliver(notice, () -> outbox.delivered(ended.id()));
    }

    /** Tells every channel a test, once, and waits for the outcomes. */
    public List<Tried> test() throws InterruptedException {
        Notice notice = Notice.test(clock.instant());
        List<Tried> tried = new ArrayList<>();
        for (Channel channel : channels) {
            try {
                channel.deliver(notice);
                tried.add(new Tried(channel.name(), true, Optional.empty()));
            } catch (Undelivered e) {
                tried.add(new Tried(channel.name(), false, Optional.ofNullable(e.getMessage())));
            }
        }
        return tried;
    }

    /** Where notices go, without secrets. */
    public List<String> channels() {
        return channels.stream().map(Channel::name).toList();
    }

    private void forget(SessionId id) {
        Future<?> notice = waiting.remove(id);
        if (notice != null) {
            notice.cancel(false);
        }
    }

    private void deliverWaiting(SessionId id, String sentence) {
        Session session = active.get(id);
        if (session != null) {
            deliver(Notice.needsAttention(session, tally(id), sentence, clock.instant()), () -> {});
        }
    }

    private @Nullable Tally tally(SessionId id) {
        try {
            return items.tally(id);
        } catch (RuntimeException e) {
            return null; // a ledger that does not answer may be what there is to tell
        }
    }

    /** Calls {@code delivered} when each channel has the notice or was given up. */
    private void deliver(Notice notice, Runnable delivered) {
        AtomicInteger pending = new AtomicInteger(channels.size());
        Runnable done = () -> {
            if (pending.decrementAndGet() <= 0) {
                delivered.run();
            }
        };
        if (channels.isEmpty()) {
            delivered.run();
        }
        channels.forEach(channel -> attempt(channel, notice, done, 1, timing.firstPause));
    }

    private void attempt(Channel channel, Notice notice, Runnable done, int attempt, Duration pause) {
        try {
            channel.deliver(notice);
            done.run();
        } catch (Undelivered e) {
            if (e.isWorthRepeating() && attempt < MOST_ATTEMPTS) {
                Future<?> unused =
                        later(() -> attempt(channel, notice, done, attempt + 1, pause.multipliedBy(5)), pause);
            } else {
                warn.accept("The " + channel.name() + " did not get \"" + notice.sentence() + "\": " + e.getMessage()
                        + (attempt > 1 ? ", tried " + attempt + " times." : "."));
                done.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void now(Runnable task) {
        Future<?> unused = later(task, Duration.ZERO);
    }

    private Future<?> later(Runnable task, Duration pause) {
        return thread.schedule(() -> orWarn(task), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void orWarn(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError e) { // the executor would keep it to itself
            warn.accept("A notification is not sent: " + e);
        }
    }

    /** Lets what is being delivered arrive, for a moment. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(timing.close.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
