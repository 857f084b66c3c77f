package dev.mediaingest.store;

import dev.mediaingest.failure.LeaseLost;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/**
 * Which sessions this server may write to. A lease is taken by whoever finds none that lasts, moved on every few seconds
 * while it is held, and checked, by owner and fence, in each transaction that writes to its session. So a server that dies
 * keeps its sessions for {@link #LENGTH} at the most, and one that was only asleep writes nothing when it wakes up.
 * Thread-safe.
 */
final class Leases implements AutoCloseable {
    static final Duration LENGTH = Duration.ofSeconds(30);
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(5);

    private final Database database;
    private final String server;
    private final String findIfOurs;
    /** The fences of the leases held here. */
    private final Map<SessionId, Long> held = new ConcurrentHashMap<>();

    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("leases").daemon().factory());

    private Leases(Database database, String server) {
        this.database = database;
        this.server = server;
        this.findIfOurs = """
                select id from ingest_sessions where id = ? and lease_owner = ? and lease_fence = ? %s
                """.formatted(database.dialect().keeping("ingest_sessions"));
    }

    /**
     * Begins to move the leases on.
     *
     * @param server the same for every process that can only be the successor of the one before
     */
    static Leases start(Database database, String server) {
        Leases leases = new Leases(database, server);
        long pause = BETWEEN_RENEWALS.toMillis();
        var unused = leases.heart.scheduleWithFixedDelay(leases::renew, pause, pause, TimeUnit.MILLISECONDS);
        return leases;
    }

    /** Takes a session unless another server holds it; says whether it is this server's now. */
    boolean claim(SessionId id) {
        return database.write(handle -> claim(handle, id));
    }

    /** Within the transaction that writes the session. */
    boolean claim(Handle handle, SessionId id) {
        Optional<Long> fence = handle.createQuery(
                        """
                        update ingest_sessions
                        set lease_owner = :server, lease_until = %1$s + :length, lease_fence = lease_fence + 1
                        where id = :id and (lease_owner is null or lease_owner = :server or lease_until < %1$s)
                        returning lease_fence
                        """.formatted(database.dialect().now()))
                .bind("id", id.value())
                .bind("server", server)
                .bind("length", micros(LENGTH))
                .mapTo(Long.class)
                .findOne();
        fence.ifPresent(number -> held.put(id, number));
        return fence.isPresent();
    }

    /** Lets another server have it. If the database can't be told now, the lease runs out by itself. */
    void release(SessionId id) {
        Long fence = held.remove(id);
        if (fence == null) {
            return;
        }
        try {
            database.write(handle -> handle.execute(
                    "update ingest_sessions set lease_owner = null, lease_until = null"
                            + " where id = ? and lease_owner = ? and lease_fence = ?",
                    id.value(),
                    server,
                    fence));
        } catch (Unavailable e) {
            // it is not renewed any more
        }
    }

    /** The session is gone. */
    void forget(SessionId id) {
        held.remove(id);
    }

    /**
     * Lets the transaction go on only if the session is this server's, until its end.
     *
     * @throws LeaseLost if it is not
     */
    void require(Handle handle, SessionId id) throws SQLException {
        try (Prepared prepared = Prepared.of(handle, findIfOurs);
                ResultSet row = prepared.query(id.value(), server, fence(id))) {
            if (!row.next()) {
                throw lost(id);
            }
        }
    }

    /** Whether no other server has the session. */
    boolean isFree(Handle handle, SessionId id) {
        return handle.createQuery("""
                        select count(*) from ingest_sessions
                        where id = :id and (lease_owner is null or lease_owner = :server or lease_until < %s)
                        """.formatted(database.dialect().now()))
                        .bind("id", id.value())
                        .bind("server", server)
                        .mapTo(Long.class)
                        .one()
                == 1;
    }

    /** Of the lease held here, for a query that checks it itself. */
    long fence(SessionId id) {
        Long fence = held.get(id);
        if (fence == null) {
            throw lost(id);
        }
        return fence;
    }

    String server() {
        return server;
    }

    /** The session's row is not as this server left it. */
    LeaseLost lost(SessionId id) {
        held.remove(id);
        return new LeaseLost("Session " + id + " is not this server's any more; another has taken it over.");
    }

    private void renew() {
        List<String> ids = held.keySet().stream().map(SessionId::value).toList();
        if (ids.isEmpty()) {
            return;
        }
        try {
            database.write(handle -> handle.createUpdate(
                            """
                            update ingest_sessions set lease_until = %s + :length
                            where id in (<ids>) and lease_owner = :server
                            """.formatted(database.dialect().now()))
                    .bindList("ids", ids)
                    .bind("server", server)
                    .bind("length", micros(LENGTH))
                    .execute());
        } catch (RuntimeException e) {
            // Tried again soon. Until another server takes the session, the lease is good even when its time is over.
        }
    }

    private static long micros(Duration time) {
        return TimeUnit.MILLISECONDS.toMicros(time.toMillis());
    }

    @Override
    public void close() {
        heart.shutdownNow();
        List.copyOf(held.keySet()).forEach(this::release);
    }
}
