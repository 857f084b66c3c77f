package dev.mediaingest.store.library;

import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.sql.Prepared;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Brings the library's tables up to what the catalogue holds, behind the commits: each of those notes the file in
 * {@code library_changes}; here some hundred are taken at once, and a note goes in the very transaction that writes what it asks
 * for. So what is noted is exactly what is still to do, whatever ends the process. Thread-safe.
 */
public final class LibraryIndexer implements AutoCloseable {
    private static final int BATCH = 400;
    private static final long PAUSE_MILLIS = 250;
    /** While there is more to do, so much longer than the work took: the database belongs to those who commit. */
    private static final int REST = 6;

    private static final int MANY = 5_000;
    private static final String TAKE = """
            delete from library_changes where media_id in (select media_id from library_changes limit ?) returning media_id
            """;

    private final Database database;
    private final SearchSql search;
    private final InstantSource clock;
    private final String source;
    private long writtenSinceAnalyzed;
    private @Nullable ScheduledExecutorService thread;

    public LibraryIndexer(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.search = SearchSql.of(database.dialect());
        this.source = LibraryRow.source(database.dialect());
    }

    /** Begins to follow the commits by itself. */
    public synchronized void follow() {
        if (thread == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("library").daemon().factory());
            thread = started;
            schedule(started, PAUSE_MILLIS);
        }
    }

    private synchronized void schedule(ScheduledExecutorService started, long millis) {
        if (!started.isShutdown()) {
            var unused = started.schedule(() -> followOnce(started), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void followOnce(ScheduledExecutorService started) {
        long rest = PAUSE_MILLIS;
        try {
            long begin = System.nanoTime();
            int done = waiting() == 0 ? 0 : indexSome();
            if (done == BATCH) {
                rest = Math.max(10, REST * TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            }
        } catch (Unavailable e) {
            rest = 10 * PAUSE_MILLIS; // the session waits for the same database, and says so
        } finally {
            schedule(started, rest);
        }
    }

    /** Returns when everything that was committed before is in the library's tables. */
    void catchUp() {
        while (waiting() > 0 && indexSome() > 0) {
            // one batch a transaction
        }
    }

    long waiting() {
        return database.read(handle -> Prepared.number(handle, "select count(*) from library_changes"));
    }

    private int indexSome() {
        return database.write(handle -> {
            search.lock(handle);
            Set<Long> ids = take(handle);
            if (!ids.isEmpty()) {
                index(handle, ids);
            }
            return ids.size();
        });
    }

    private static Set<Long> take(Handle handle) throws SQLException {
        try (Prepared delete = Prepared.of(handle, TAKE);
                ResultSet rows = delete.query(BATCH)) {
            Set<Long> ids = new HashSet<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    /** Writes the rows of these files anew, within a transaction that has the {@link SearchSql#lock}. */
    void index(Handle handle, Set<Long> ids) throws SQLException {
        Object given = database.dialect().ids(handle, ids);
        ContributionDays days = new ContributionDays(database, clock);
        days.removeAll(handle, given);
        SearchDocuments documents = SearchDocuments.of(handle, database.dialect(), given);
        Set<Long> gone = new HashSet<>(ids);
        writeRows(handle, given, (row, file) -> {
            gone.remove(file.id());
            documents.add(row);
            days.add(file.createdAt());
        });
        search.write(handle, documents.all());
        remove(handle, gone);
        days.write(handle);
        Prepared.update(handle, "update library_state set revision = revision + 1");
        writtenSinceAnalyzed += ids.size();
        if (writtenSinceAnalyzed >= MANY && ids.size() - gone.size() < BATCH) {
            search.manyWritten(handle);
            writtenSinceAnalyzed = 0;
        }
    }

    /** Takes a file as the catalogue has it and as the library gets it. */
    private interface Written {
        void take(ResultSet source, LibraryRow file) throws SQLException;
    }

    private void writeRows(Handle handle, Object ids, Written each) throws SQLException {
        LibraryModels models = new LibraryModels(handle);
        try (Prepared select = Prepared.of(handle, source);
                ResultSet row = select.query(ids);
                Prepared upsert = Prepared.of(handle, LibraryRow.UPSERT)) {
            while (row.next()) {
                LibraryRow file = new LibraryRow(row);
                each.take(row, file);
                upsert.add(file.values(models));
            }
            upsert.runAll();
        }
        models.renameUnited();
    }

    private void remove(Handle handle, Set<Long> gone) throws SQLException {
        if (gone.isEmpty()) {
            return;
        }
        try (Prepared delete = Prepared.of(handle, "delete from library_files where media_id = ?")) {
            for (long id : gone) {
                delete.add(id);
            }
            delete.runAll();
        }
        search.remove(handle, gone);
    }

    @Override
    public void close() {
        ScheduledExecutorService ending = ending();
        if (ending == null) {
            return;
        }
        // not while holding the lock that the last round needs to plan the next
        ending.shutdown();
        try {
            boolean unused = ending.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable ScheduledExecutorService ending() {
        return thread;
    }
}
