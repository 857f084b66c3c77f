package dev.mediaingest.store.ledger;

import dev.mediaingest.failure.LeaseLost;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Leases;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.sql.Prepared;
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
 * Leases in SQL. A lease is taken by whoever finds none that lasts, moved on every few seconds
 * while it is held, and checked, by owner and fence, in each transaction that writes to its session. So a server that dies
 * keeps its sessions for {@link #LENGTH} at the most, and one that was only asleep writes nothing when it wakes up.
 * Thread-safe.
 */
public final class JdbcLeases implements Leases, AutoCloseable {
    static final Duration LENGTH = Duration.ofSeconds(30);
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(5);

    private final Database database;
    private final String server;
    private final String findIfOurs;
    /** Those that are renewed here. */
    private final Map<SessionId, Lease> held = new ConcurrentHashMap<>();

    private final ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("leases").daemon().factory());

    private JdbcLeases(Database database, String server) {
        this.database = database;
        this.server = server;
        this.findIfOurs = """
                select id from ingest_sessions where id = ? and lease_owner = ? and lease_fence = ? %s
                """.formatted(database.dialect().lockForShare("ingest_sessions"));
    }

    /**
     * Begins to move the leases on.
     *
     * @param server the same for every process that can only be the successor of the one before
     */
    public static JdbcLeases start(Database database, String server) {
        JdbcLeases leases = new JdbcLeases(database, server);
        long pause = BETWEEN_RENEWALS.toMillis();
        var unused = leases.heartbeat.scheduleWithFixedDelay(leases::renew, pause, pause, TimeUnit.MILLISECONDS);
        return leases;
    }

    @Override
    public Optional<Lease> claim(SessionId id) {
        return database.write(handle -> claim(handle, id));
    }

    /** Claims within the transaction that writes the session. */
    Optional<Lease> claim(Handle handle, SessionId id) {
        Optional<Lease> lease = handle.createQuery(
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
                .findOne()
                .map(fence -> new Lease(id, server, fence));
        lease.ifPresent(claimed -> held.put(id, claimed));
        return lease;
    }

    /** If the database can't be told now, the lease runs out by itself. */
    @Override
    public void release(Lease lease) {
        if (!held.remove(lease.session(), lease)) {
            return;
        }
        try {
            database.write(handle -> handle.execute(
                    "update ingest_sessions set lease_owner = null, lease_until = null"
                            + " where id = ? and lease_owner = ? and lease_fence = ?",
                    lease.session().value(),
                    lease.owner(),
                    lease.fence()));
        } catch (Unavailable e) {
            // it is not renewed any more
        }
    }

    /** The session is gone. */
    void forget(SessionId id) {
        held.remove(id);
    }

    /**
     * Lets the transaction go on only if the session is the lease's, until its end.
     *
     * @throws LeaseLost if it is not
     */
    public void require(Handle handle, Lease lease) throws SQLException {
        try (Prepared prepared = Prepared.of(handle, findIfOurs);
                ResultSet row = prepared.query(lease.session().value(), lease.owner(), lease.fence())) {
            if (!row.next()) {
                throw lost(lease);
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

    String server() {
        return server;
    }

    /** The session's row is not the lease's any more. */
    public LeaseLost lost(Lease lease) {
        held.remove(lease.session(), lease);
        return new LeaseLost(
                "Session " + lease.session() + " is not this server's any more; another has taken it over.");
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
        heartbeat.shutdownNow();
        List.copyOf(held.values()).forEach(this::release);
    }
}
