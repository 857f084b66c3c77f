package dev.mediaingest.store.ledger;

import dev.mediaingest.media.PathText;
import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.ItemList.Added;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.store.sql.BatchDialect;
import dev.mediaingest.store.sql.Rows;
import dev.mediaingest.store.sql.StatementBatch;
import dev.mediaingest.store.sql.Times;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch of a session's list. A row is written once, as it will stay: changing it afterwards would cost as much again.
 * And by a statement that writes one row: for one that may write several SQLite copies each page it touches, as it could fail
 * half-way. Confined to one transaction.
 */
final class ListedItems {
    private static final List<Rows.Column> LISTED = Rows.columns(
            "position int8",
            "path text",
            "size int8",
            "modified_at int8",
            "sidecars int8",
            "media_id int4",
            "state text",
            "reading text",
            "reason text",
            "ended_at int8",
            "revision int8",
            "code text",
            "detail text");

    private final Rows rows = new Rows(LISTED);
    private final Map<ReaderChange, Long> readAgain = new EnumMap<>(ReaderChange.class);
    private final long now;
    private long position;
    private long toDo;

    /**
     * An empty batch.
     *
     * @param lastPosition of the items before
     * @param now when those that are skipped end
     */
    ListedItems(long lastPosition, long now) {
        this.position = lastPosition;
        this.now = now;
    }

    /** Items that are pending. */
    long toDo() {
        return toDo;
    }

    Added added() {
        return new Added(rows.rows().size(), toDo, readAgain);
    }

    /**
     * Lists one more file.
     *
     * @param known what the catalogue has of it
     * @param failed why it failed before, as it is now
     */
    void add(SourceFile file, CatalogComparison.@Nullable Known known, KnownBadFiles.@Nullable Reason failed) {
        position++;
        if (known != null && known.isUnchanged()) {
            add(file, known.mediaId(), null, "unchanged", null);
        } else if (failed != null) {
            add(file, known == null ? null : known.mediaId(), null, "failed-before", failed);
        } else {
            toDo++;
            addPending(file, known);
        }
    }

    private void addPending(SourceFile file, CatalogComparison.@Nullable Known known) {
        Optional<ReaderChange> again = known == null ? Optional.empty() : known.readAgain();
        again.ifPresent(change -> readAgain.merge(change, 1L, Long::sum));
        String reading =
                known == null || again.isEmpty() ? null : known.reading().label();
        add(file, known == null ? null : known.mediaId(), reading, null, null);
    }

    /** @param skipped the reason of one that ends with this */
    private void add(
            SourceFile file,
            @Nullable Long mediaId,
            @Nullable String reading,
            @Nullable String skipped,
            KnownBadFiles.@Nullable Reason failed) {
        rows.add(
                position,
                PathText.of(file.path()),
                file.size(),
                Times.micros(file.modified()),
                file.sidecars().value(),
                mediaId,
                (skipped == null ? ItemState.PENDING : ItemState.SKIPPED).label(),
                reading,
                skipped,
                skipped == null ? null : now,
                skipped == null ? 0L : position,
                failed == null ? null : failed.code(),
                failed == null ? null : failed.detail());
    }

    void write(Handle handle, BatchDialect dialect, SessionId session) throws SQLException {
        StatementBatch batch = dialect.batch(handle);
        batch.addForAll(
                dialect.insert("ingest_items", List.of("session_id", "attempts"), LISTED), rows, session.value(), 0);
        int unused = batch.run();
        rememberReadAgain(handle, session);
    }

    /** Counted as the list grows, so that nobody has to count it again. */
    private void rememberReadAgain(Handle handle, SessionId session) {
        readAgain.forEach((change, files) -> handle.execute("""
                insert into ingest_read_again (session_id, reason, files) values (?, ?, ?)
                on conflict (session_id, reason) do update set files = ingest_read_again.files + excluded.files
                """, session.value(), change.label(), files));
    }
}
