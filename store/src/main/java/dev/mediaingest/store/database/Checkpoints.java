package dev.mediaingest.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Moves SQLite's write-ahead log into the database beside the commits, so that the writer, who has to when the log is full,
 * finds little left to move and to sync. Waits for nobody; failures are left to the writer, who reports them. Thread-safe.
 */
final class Checkpoints implements AutoCloseable {
    private static final long PAUSE_MILLIS = 500;
    private static final long LONGEST_CLOSE_SECONDS = 10;

    private final DataSource source;
    private final AtomicBoolean written = new AtomicBoolean();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("checkpoints").daemon().factory());

    private Checkpoints(DataSource source) {
        this.source = source;
    }

    static Checkpoints start(DataSource source) {
        Checkpoints checkpoints = new Checkpoints(source);
        var unused = checkpoints.thread.scheduleWithFixedDelay(
                checkpoints::moveIfWritten, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return checkpoints;
    }

    /** Says that there is something to move. */
    void written() {
        written.set(true);
    }

    /**
     * Says that something could not be written. If the disk is full, it may be the log that fills it: what is in it is moved, and
     * the space given back.
     */
    void failed() {
        failed.set(true);
    }

    private void moveIfWritten() {
        boolean shrink = failed.getAndSet(false);
        if (!written.getAndSet(false) && !shrink) {
            return;
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("pragma wal_checkpoint(" + (shrink ? "truncate" : "passive") + ")");
        } catch (SQLException e) {
            // the writer meets the same failure at its next commit, and can say whose files wait for it
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            boolean unused = thread.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
