package dev.mediaingest.app.wiring;

import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.Begun;
import dev.mediaingest.session.SessionEvent.Broken;
import dev.mediaingest.session.SessionEvent.Deferred;
import dev.mediaingest.session.SessionEvent.Deleted;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.Planned;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionEvent.TakenOver;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Numbers for whoever watches many servers, in the form Prometheus reads. Counts begin anew with the process. Thread-safe. */
public final class Metrics implements SessionListener {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<ItemState, Timer> files = new EnumMap<>(ItemState.class);
    private final Map<SessionState, Counter> sessions = new EnumMap<>(SessionState.class);
    private final Counter waits;
    private final AtomicInteger waiting = new AtomicInteger();

    public Metrics() {
        for (ItemState state : ItemState.values()) {
            if (state.hasEnded()) {
                files.put(state, timer(state));
            }
        }
        for (SessionState state : SessionState.values()) {
            sessions.put(
                    state,
                    Counter.builder("media_ingest_sessions")
                            .description("Changes of a session's state, by the new state")
                            .tag("state", state.label())
                            .register(registry));
        }
        waits = Counter.builder("media_ingest_environment_waits")
                .description("How often a session had to wait for its database, disk or folder")
                .register(registry);
        Gauge.builder("media_ingest_environment_waiting", waiting, AtomicInteger::get)
                .description("Sessions that wait for their database, disk or folder now")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    private Timer timer(ItemState state) {
        return Timer.builder("media_ingest_file_duration")
                .description("Files whose turn ended, by outcome, and how long the look at them took")
                .tag("outcome", state.label())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** How many sessions wait for their turn, asked at every reading. */
    void queueLength(Supplier<Number> length) {
        Gauge.builder("media_ingest_queue_length", length)
                .description("Sessions that wait for their turn")
                .register(registry);
    }

    @Override
    public void on(SessionEvent event) {
        switch (event) {
            case StateChanged(var now) -> count(sessions.get(now.state()));
            case ItemEnded ended -> {
                Timer timer = files.get(ended.state());
                if (timer != null) {
                    timer.record(ended.took());
                }
            }
            case Waiting wait -> {
                waits.increment();
                waiting.incrementAndGet();
            }
            case Recovered recovered -> waiting.updateAndGet(before -> Math.max(0, before - 1));
            case Planned planned -> {}
            case Begun begun -> {}
            case ItemBegun begun -> {}
            case Deferred deferred -> {}
            case Broken broken -> {}
            case Deleted deleted -> {}
            case TakenOver taken -> {}
        }
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    /** In the text format of Prometheus. */
    public String text() {
        return registry.scrape();
    }
}
