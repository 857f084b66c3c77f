package dev.mediaingest.store.ledger;

import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.discover.Discovered.Reason;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.AwayFolder;
import dev.mediaingest.plan.EarlierReadings;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Session;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.sql.Times;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes a session's list, a batch of files at once; which of them are unchanged the database says of a whole batch. */
final class JdbcItemList implements ItemList {
    private static final int GONE_AT_ONCE = 1_000;

    private final Database database;
    private final JdbcLeases leases;
    private final InstantSource clock;
    private final SessionId session;
    private final Lease lease;
    private final CatalogComparison comparison;
    private final CatalogComparison comparisonOfPaths;
    private final boolean retryFailed;
    private final KnownBadFiles knownBad;
    private final UnlistedFiles unlisted;
    private long lastPosition;

    JdbcItemList(Database database, JdbcLeases leases, InstantSource clock, Session session, Lease lease) {
        this.database = database;
        this.leases = leases;
        this.clock = clock;
        this.session = session.id();
        this.lease = lease;
        this.retryFailed = session.parameters().retryFailed();
        this.comparison =
                new CatalogComparison(database.dialect(), session.parameters().earlierReadings(), retryFailed);
        this.comparisonOfPaths = new CatalogComparison(database.dialect(), EarlierReadings.NONE, retryFailed);
        this.knownBad = new KnownBadFiles(database.dialect());
        this.unlisted = new UnlistedFiles(database, session.id());
    }

    @Override
    public Added add(List<SourceFile> files, boolean skipUnchanged, long mostToDo) {
        Added added = database.write(handle -> {
            leases.require(handle, lease);
            return add(handle, files, skipUnchanged, mostToDo);
        });
        lastPosition += added.files();
        return added;
    }

    private Added add(Handle handle, List<SourceFile> files, boolean skipUnchanged, long mostToDo) throws SQLException {
        Map<Integer, CatalogComparison.Known> known =
                (skipUnchanged ? comparison : comparisonOfPaths).known(handle, files);
        Map<Integer, KnownBadFiles.Reason> failedBefore =
                skipUnchanged && !retryFailed ? knownBad.among(handle, files) : Map.of();
        ListedItems items = new ListedItems(lastPosition, Times.micros(clock.instant()));
        for (int place = 0; place < files.size() && items.toDo() < mostToDo; place++) {
            items.add(files.get(place), known.get(place), failedBefore.get(place));
        }
        items.write(handle, database.dialect(), session);
        if (items.toDo() < items.added().files()) {
            welcomeBack(handle, lastPosition + 1);
        }
        return items.added();
    }

    /** What is unchanged needs no analysis to be there again. Mostly nothing is missing, and an index says so at once. */
    private void welcomeBack(Handle handle, long first) {
        Optional<Long> missing = handle.createQuery(
                        "select media_id from media_analysis where missing_since is not null limit 1")
                .mapTo(Long.class)
                .findFirst();
        if (missing.isPresent()) {
            handle.createUpdate("""
                    update media_analysis set missing_since = null
                    where missing_since is not null and media_id in (
                        select media_id from ingest_items
                        where session_id = :session and position >= :first and reason = 'unchanged')
                    """)
                    .bind("session", session.value())
                    .bind("first", first)
                    .execute();
        }
    }

    @Override
    public void complete() {
        boolean unused = database.write(handle -> {
            leases.require(handle, lease);
            handle.createUpdate("""
                    update ingest_sessions
                    set planned = true, updated_at = :now,
                        total_files = (select count(*) from ingest_items where session_id = :id)
                    where id = :id
                    """)
                    .bind("id", session.value())
                    .bind("now", Times.micros(clock.instant()))
                    .execute();
            return true;
        });
    }

    @Override
    public void absent(List<Path> directories, boolean recursive, Consumer<Path> each) {
        directories.forEach(directory -> unlisted.forEach(directory, recursive, each));
    }

    @Override
    public void leaveAway(List<AwayFolder> folders) {
        if (folders.isEmpty()) {
            return;
        }
        int[] unused = database.write(handle -> {
            leases.require(handle, lease);
            PreparedBatch rows = handle.prepareBatch(
                    "insert into ingest_away (session_id, path, files, reason) values (?, ?, ?, ?)");
            folders.forEach(away -> rows.add(
                    session.value(),
                    PathText.of(away.folder()),
                    away.files(),
                    away.why().label()));
            return rows.execute();
        });
    }

    @Override
    public long markGone(List<Path> directories, boolean recursive, Predicate<Path> gone) {
        return directories.stream()
                .mapToLong(directory -> markGone(directory, recursive, gone))
                .sum();
    }

    private long markGone(Path directory, boolean recursive, Predicate<Path> gone) {
        List<LeftOut> batch = new ArrayList<>();
        AtomicLong marked = new AtomicLong();
        unlisted.forEach(directory, recursive, path -> {
            if (gone.test(path)) {
                batch.add(new LeftOut(path, Reason.GONE));
                marked.incrementAndGet();
            }
            if (batch.size() == GONE_AT_ONCE) {
                markGone(batch);
                batch.clear();
            }
        });
        if (!batch.isEmpty()) {
            markGone(batch);
        }
        return marked.get();
    }

    private void markGone(List<LeftOut> batch) {
        database.write(handle -> {
            leases.require(handle, lease);
            for (LeftOut entry : batch) {
                boolean unused = MissingFile.mark(handle, entry.path(), clock.instant());
            }
            return batch.size();
        });
        leaveOut(batch);
    }

    @Override
    public void leaveOut(List<LeftOut> entries) {
        database.write(handle -> {
            leases.require(handle, lease);
            return LeftOutRows.write(handle, database.dialect(), session, entries);
        });
    }
}
