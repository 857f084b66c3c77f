package dev.mediaingest.store.catalog;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.commit.Catalog;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.Reading;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.store.ledger.CommittedItem;
import dev.mediaingest.store.ledger.JdbcLeases;
import dev.mediaingest.store.ledger.KnownBadFiles;
import dev.mediaingest.store.ledger.MissingFile;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Dialect;
import dev.mediaingest.store.sql.Prepared;
import dev.mediaingest.store.sql.Rows;
import dev.mediaingest.store.sql.SharedTables;
import dev.mediaingest.store.sql.Steps;
import dev.mediaingest.store.sql.Times;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The catalogue in SQL. A file is known by its path; doing it twice updates the same rows to the same values. */
public final class JdbcCatalog implements Catalog {
    static final List<Rows.Column> KEYWORD =
            Rows.columns("keyword text", "keyword_type text", "confidence float8", "source text");

    public static final List<String> KEYWORD_COLUMNS = Stream.concat(
                    Stream.of("media_file_id", "created_at"), KEYWORD.stream().map(Rows.Column::name))
            .toList();

    /** Copies beyond so many are not looked through: a picture that is there a thousand times would cost each of them all. */
    private static final int MOST_COPIES = 50;

    /** Of a row that was to be renewed and is not there any more: no session is content with it. */
    private static final String HEADERS_ALONE = "headers";

    private static final String SAME_CONTENT = """
            select f.file_path
            from (
                select media_id, 0 as place
                from (select media_id from media_analysis
                      where content_sha256 = ? and missing_since is not null limit %1$d) as missing
                union all
                select media_id, 1 as place
                from (select media_id from media_analysis
                      where content_sha256 = ? and missing_since is null and file_size = ? limit %1$d) as present
            ) as same
                join media_files f on f.id = same.media_id
            where not exists (select 1 from media_files where file_path = ?)
            order by place, case when f.filename = ? then 0 else 1 end, f.id
            """.formatted(MOST_COPIES);

    private final Database database;
    private final JdbcLeases leases;
    private final InstantSource clock;
    private final String findIfOurs;
    private final String commitNew;
    private final String insertFile;
    private final String insertMetadata;
    private final String insertKeywords;

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
        this.commitNew = NewFile.sql(shared);
        this.insertFile = FileRow.insert(shared);
        this.insertMetadata = MetadataRow.insert(shared);
        this.insertKeywords = database.dialect()
                        .insert(
                                "media_keywords",
                                List.of("media_file_id", "created_at"),
                                KEYWORD,
                                shared.furtherNames("media_keywords", KEYWORD_COLUMNS),
                                shared.furtherValues("media_keywords", KEYWORD_COLUMNS))
                + " on conflict do nothing";
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
        NewFile file = new NewFile(
                item,
                importedScore(findings),
                new FileRow(database, assessment, findings, now),
                new MetadataRow(dialect, assessment.file(), findings, now),
                analysisRow(assessment, findings, analysedWith, now, Optional.empty()),
                keywordRows(findings.keywords(), Map.of()),
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
        Optional<Known> here = find(handle, lease, item);
        Optional<Known> followed =
                here.isPresent() ? Optional.empty() : follow(handle, movedFrom, assessment.file(), findings);
        Optional<Known> known = here.or(() -> followed);
        long mediaId = writeFile(handle, known, findings, new FileRow(database, assessment, findings, now));
        Steps steps = database.dialect().steps(handle);
        new MetadataRow(database.dialect(), assessment.file(), findings, now)
                .write(handle, steps, mediaId, known.isEmpty(), insertMetadata);
        writeKeywords(handle, steps, mediaId, findings.keywords(), known.isEmpty(), now);
        boolean renews = known.isPresent() || assessment.reading() == Reading.WHOLE;
        analysisRow(assessment, findings, renews ? analysedWith : HEADERS_ALONE, now, known)
                .write(steps, mediaId);
        new CommittedItem(item, assessment, findings, now, followed.isPresent() ? movedFrom : null)
                .write(steps, mediaId);
        requireOne(steps.run(), item);
        return mediaId;
    }

    private long writeFile(Handle handle, Optional<Known> known, Findings findings, FileRow row) throws SQLException {
        if (known.isEmpty()) {
            return Prepared.number(
                    handle, insertFile, row.values(importedScore(findings)).toArray());
        }
        row.update(handle, known.get().id(), known.get().scoreAfter(findings.score()));
        return known.get().id();
    }

    private static AnalysisRow analysisRow(
            Assessment assessment, Findings findings, String analysedWith, Instant now, Optional<Known> known) {
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
    private Optional<Known> find(Handle handle, Lease lease, Item item) throws SQLException {
        try (Prepared prepared = Prepared.of(handle, findIfOurs);
                ResultSet row = prepared.query(
                        PathText.of(item.file().path()), lease.session().value(), lease.owner(), lease.fence())) {
            if (!row.next()) {
                throw leases.lost(lease);
            }
            long id = row.getLong(1);
            return row.wasNull() ? Optional.empty() : Optional.of(new Known(id, row.getInt(2), row.getString(3)));
        }
    }

    /** Gives the row of a file's former path the new one, if it still is that file's. */
    private Optional<Known> follow(Handle handle, @Nullable Path from, SourceFile file, Findings findings) {
        if (from == null) {
            return Optional.empty();
        }
        Path directory = file.path().getParent();
        return handle.createQuery("""
                        update media_files
                        set file_path = :path, filename = :name, directory = :directory, extension = :extension
                        where file_path = :from and id in (select media_id from media_analysis where content_sha256 = :hash)
                        returning id, score, (select score_source from media_analysis where media_id = media_files.id)
                        """)
                .bind("path", PathText.of(file.path()))
                .bind("name", file.fileName())
                .bind("directory", directory == null ? "/" : directory.toString())
                .bind("extension", FileRow.extension(file))
                .bind("from", from.toString())
                .bind("hash", findings.contentSha256())
                .map((row, context) -> new Known(row.getLong(1), row.getInt(2), row.getString(3)))
                .findOne();
    }

    @Override
    public List<Path> sameContent(Item item, Findings findings) {
        return database.read(handle -> {
            List<Path> paths = new ArrayList<>();
            try (Prepared prepared = Prepared.of(handle, SAME_CONTENT);
                    ResultSet rows = prepared.query(
                            findings.contentSha256(),
                            findings.contentSha256(),
                            findings.size(),
                            PathText.of(item.file().path()),
                            item.file().fileName())) {
                while (rows.next()) {
                    paths.add(PathText.parse(rows.getString(1)));
                }
            }
            return paths;
        });
    }

    /** Adds and removes only what differs, and never touches a person's keywords. */
    private void writeKeywords(
            Handle handle, Steps steps, long mediaId, List<Keyword> keywords, boolean isNew, Instant now)
            throws SQLException {
        Map<String, Long> stale = isNew ? new HashMap<>() : analysedKeywords(handle, mediaId);
        Rows rows = keywordRows(keywords, stale);
        steps.addForAll(insertKeywords, rows, mediaId, database.dialect().timestamp(now));
        stale.values().forEach(id -> handle.execute("delete from media_keywords where id = ?", id));
    }

    /** Those that are not there, each once; what remains of {@code there} is to go. */
    private static Rows keywordRows(List<Keyword> keywords, Map<String, Long> there) {
        Rows rows = new Rows(KEYWORD);
        Set<String> seen = HashSet.newHashSet(keywords.size());
        for (Keyword keyword : keywords) {
            String type = keyword.type().label();
            String key = type + "\n" + keyword.text();
            if (seen.add(key) && (there.isEmpty() || there.remove(key) == null)) {
                rows.add(keyword.text(), type, keyword.weight(), keyword.source());
            }
        }
        return rows;
    }

    private static Map<String, Long> analysedKeywords(Handle handle, long mediaId) {
        Map<String, Long> ids = new HashMap<>();
        handle.createQuery("""
                        select id, keyword_type, keyword from media_keywords
                        where media_file_id = :media and keyword_type in ('prompt', 'negative', 'auto', 'workflow')
                        """)
                .bind("media", mediaId)
                .map((row, context) ->
                        Map.entry(row.getString("keyword_type") + "\n" + row.getString("keyword"), row.getLong("id")))
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue()));
        return ids;
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

    /**
     * What the catalogue holds of a file already.
     *
     * @param scoreSource where the score was imported from; null if a person gave it
     */
    private record Known(long id, int score, @Nullable String scoreSource) {
        private boolean isScoredByPerson() {
            return score != 0 && scoreSource == null;
        }

        /** A person's rating wins over an imported one; a rating once imported is kept when its source is gone. */
        int scoreAfter(Optional<Score> imported) {
            return isScoredByPerson() ? score : imported.map(Score::value).orElse(score);
        }

        Optional<String> scoreSourceAfter(Optional<Score> imported) {
            return isScoredByPerson()
                    ? Optional.empty()
                    : imported.map(Score::source).or(() -> Optional.ofNullable(scoreSource));
        }
    }
}
