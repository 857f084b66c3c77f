package dev.mediaingest.store.catalog;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.commit.Catalog;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.Reading;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.database.SharedTables;
import dev.mediaingest.store.ledger.CommittedItem;
import dev.mediaingest.store.ledger.JdbcLeases;
import dev.mediaingest.store.ledger.KnownBadFiles;
import dev.mediaingest.store.ledger.MissingFile;
import dev.mediaingest.store.sql.Dialect;
import dev.mediaingest.store.sql.Prepared;
import dev.mediaingest.store.sql.StatementBatch;
import dev.mediaingest.store.sql.Times;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The catalogue in SQL. A file is known by its path; doing it twice updates the same rows to the same values. */
public final class JdbcCatalog implements Catalog {
    /** The readers of a row that was to be renewed and is not there any more: no session is content with them. */
    private static final String HEADERS_ALONE = "headers";

    private final Database database;
    private final JdbcLeases leases;
    private final InstantSource clock;
    private final String findIfOurs;
    private final String commitNew;
    private final String insertFile;
    private final String insertMetadata;
    private final KeywordRows keywords;

    public JdbcCatalog(Database database, JdbcLeases leases, InstantSource clock) {
        this.database = database;
        this.leases = leases;
        this.clock = clock;
        this.findIfOurs = """
                select f.id, f.score, a.score_source
                from ingest_sessions s
                    left join media_files f on f.file_path = ?
                    left join media_analysis a on a.media_id = f.id
                where s.id = ? and s.lease_owner = ? and s.lease_fence = ? %s
                """.formatted(database.dialect().lockForShare("s"));
        SharedTables shared = database.shared();
        this.commitNew = InsertFileStatement.sql(shared);
        this.insertFile = FileRow.insert(shared);
        this.insertMetadata = MetadataRow.insert(shared);
        this.keywords = new KeywordRows(database);
    }

    @Override
    public void commit(
            Lease lease,
            Item item,
            Assessment assessment,
            Findings findings,
            String analysedWith,
            @Nullable Path movedFrom) {
        Instant now = clock.instant();
        boolean mayBeNew = movedFrom == null && assessment.reading() == Reading.WHOLE;
        if (!mayBeNew || !commitNew(lease, item, assessment, findings, analysedWith, now)) {
            database.write(handle -> commit(handle, lease, item, assessment, findings, analysedWith, movedFrom, now));
        }
    }

    /** Most files are new: where questions are dear, theirs is one. Says whether this was one and is done. */
    private boolean commitNew(
            Lease lease, Item item, Assessment assessment, Findings findings, String analysedWith, Instant now) {
        Dialect dialect = database.dialect();
        if (!dialect.isRemote()) {
            return false;
        }
        InsertFileStatement file = new InsertFileStatement(
                item,
                importedScore(findings),
                new FileRow(database, assessment, findings, now),
                new MetadataRow(dialect, assessment.file(), findings, now),
                analysisRow(assessment, findings, analysedWith, now, Optional.empty()),
                KeywordRows.given(findings.keywords()),
                dialect.timestamp(now),
                new CommittedItem(item, assessment, findings, now, null));
        return database.writeOnce(handle -> file.commit(handle, lease, commitNew));
    }

    private static int importedScore(Findings findings) {
        return findings.score().map(Score::value).orElse(0);
    }

    private long commit(
            Handle handle,
            Lease lease,
            Item item,
            Assessment assessment,
            Findings findings,
            String analysedWith,
            @Nullable Path movedFrom,
            Instant now)
            throws SQLException {
        Optional<KnownFile> here = find(handle, lease, item);
        Optional<KnownFile> followed =
                here.isPresent() ? Optional.empty() : MovedFiles.follow(handle, movedFrom, assessment.file(), findings);
        Optional<KnownFile> known = here.or(() -> followed);
        long mediaId = writeFile(handle, known, findings, new FileRow(database, assessment, findings, now));
        StatementBatch batch = database.dialect().batch(handle);
        new MetadataRow(database.dialect(), assessment.file(), findings, now)
                .write(handle, batch, mediaId, known.isEmpty(), insertMetadata);
        if (known.isEmpty()) {
            keywords.write(batch, mediaId, findings.keywords(), now);
        } else {
            keywords.renew(handle, batch, mediaId, findings.keywords(), now);
        }
        boolean renews = known.isPresent() || assessment.reading() == Reading.WHOLE;
        analysisRow(assessment, findings, renews ? analysedWith : HEADERS_ALONE, now, known)
                .write(batch, mediaId);
        new CommittedItem(item, assessment, findings, now, followed.isPresent() ? movedFrom : null)
                .write(batch, mediaId);
        requireOne(batch.run(), item);
        return mediaId;
    }

    private long writeFile(Handle handle, Optional<KnownFile> known, Findings findings, FileRow row)
            throws SQLException {
        if (known.isEmpty()) {
            return Prepared.number(
                    handle, insertFile, row.values(importedScore(findings)).toArray());
        }
        row.update(handle, known.get().id(), known.get().scoreAfter(findings.score()));
        return known.get().id();
    }

    private static AnalysisRow analysisRow(
            Assessment assessment, Findings findings, String analysedWith, Instant now, Optional<KnownFile> known) {
        return new AnalysisRow(analysedWith, assessment, findings, now)
                .scoredBy(known.map(row -> row.scoreSourceAfter(findings.score()))
                        .orElseGet(() -> findings.score().map(Score::source)));
    }

    @Override
    public Optional<Failure> refusal(SourceFile file) {
        return database.dialect().holds(file.path())
                ? Optional.empty()
                : Optional.of(Failure.of(FailureCode.PATH_TOO_LONG));
    }

    @Override
    public void fail(Lease lease, Item item, Failure failure, Assessment assessment) {
        database.write(handle -> endWithout(handle, lease, item, ItemState.FAILED, failure, assessment));
    }

    @Override
    public void markMissing(Lease lease, Item item, Failure failure, Assessment assessment) {
        database.write(handle -> {
            boolean unused = MissingFile.mark(handle, item.file().path(), clock.instant());
            return endWithout(handle, lease, item, ItemState.MISSING, failure, assessment);
        });
    }

    /** Checks the session's lease on the way: one question less. */
    private Optional<KnownFile> find(Handle handle, Lease lease, Item item) throws SQLException {
        try (Prepared prepared = Prepared.of(handle, findIfOurs);
                ResultSet row = prepared.query(
                        PathText.of(item.file().path()), lease.session().value(), lease.owner(), lease.fence())) {
            if (!row.next()) {
                throw leases.lost(lease);
            }
            long id = row.getLong(1);
            return row.wasNull() ? Optional.empty() : Optional.of(new KnownFile(id, row.getInt(2), row.getString(3)));
        }
    }

    @Override
    public List<Path> sameContent(Item item, Findings findings) {
        return database.read(handle -> MovedFiles.sameContent(handle, item.file(), findings));
    }

    private boolean endWithout(
            Handle handle, Lease lease, Item item, ItemState state, Failure failure, Assessment assessment)
            throws SQLException {
        leases.require(handle, lease);
        int items = handle.createUpdate("""
                        update ingest_items
                        set state = :state, code = :code, detail = :detail, ended_at = :now, duration_ms = :took,
                            revision = %s
                        where session_id = :session and position = :position
                        """.formatted(CommittedItem.NEXT_REVISION.replace("?", ":session")))
                .bind("session", item.session().value())
                .bind("position", item.position())
                .bind("state", state.label())
                .bind("code", failure.code().code())
                .bind("detail", failure.sentence())
                .bind("now", Times.micros(clock.instant()))
                .bind("took", assessment.took().toMillis())
                .execute();
        requireOne(items, item);
        KnownBadFiles.remember(handle, assessment.file(), failure, clock.instant());
        return true;
    }

    /** Thrown inside the transaction, so that nothing of the file stays. */
    public static void requireOne(int items, Item item) {
        if (items != 1) {
            throw new IllegalStateException("item " + item.position() + " of session " + item.session() + " is gone");
        }
    }
}
