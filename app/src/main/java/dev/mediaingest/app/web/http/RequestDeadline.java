package dev.mediaingest.app.web.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Ends connections whose request does not get whole: the server's idle timeout starts anew with every byte, so a client that sends one
 * now and then would keep its connection for ever ("slow loris"). However long an answer takes is not looked at.
 */
public final class RequestDeadline implements Connection.Listener, AutoCloseable {
    private static final int MOST_CONNECTIONS = 1_000;

    private final long deadlineNanos;
    private final Map<Connection, Arrival> arrivals = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("request-deadline").daemon().factory());

    public RequestDeadline(Duration deadline) {
        this.deadlineNanos = deadline.toNanos();
    }

    /** Watches a server's connections from its start on, and bounds their number. */
    public void watch(Server server) {
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
        server.addEventListener(
                new LifeCycle.Listener() { // connectors come later than the server
                    @Override
                    public void lifeCycleStarting(LifeCycle starting) {
                        for (Connector connector : server.getConnectors()) {
                            connector.addEventListener(RequestDeadline.this);
                        }
                    }
                });
        var unused = clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        arrivals.put(connection, Arrival.of(connection, System.nanoTime()));
    }

    @Override
    public void onClosed(Connection connection) {
        arrivals.remove(connection);
    }

    private void look() {
        long now = System.nanoTime();
        arrivals.replaceAll((connection, before) -> before.next(connection, now));
        arrivals.forEach((connection, arrival) -> {
            if (arrival.grew() && now - arrival.since() > deadlineNanos) {
                connection.getEndPoint().close();
            }
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /**
     * What has come in on a connection.
     *
     * @param messages requests whose header is whole, and answers that are
     * @param isPartial whether bytes came in since, of a request that is not whole, or was answered not yet
     * @param since when they began to
     * @param grew whether some came since the last look
     */
    private record Arrival(long bytes, long messages, boolean isPartial, long since, boolean grew) {
        static Arrival of(Connection connection, long now) {
            return new Arrival(connection.getBytesIn(), messages(connection), false, now, false);
        }

        Arrival next(Connection connection, long now) {
            Arrival latest = of(connection, now);
            if (latest.messages != messages) {
                return latest;
            }
            return latest.bytes == bytes
                    ? new Arrival(bytes, messages, isPartial, since, false)
                    : new Arrival(latest.bytes, messages, true, isPartial ? since : now, true);
        }

        private static long messages(Connection connection) {
            return connection.getMessagesIn() + connection.getMessagesOut();
        }
    }
}
