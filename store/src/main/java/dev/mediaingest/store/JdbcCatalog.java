package dev.mediaingest.store;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.classify.Assessment;
import dev.mediaingest.classify.Classification.Scored;
import dev.mediaingest.classify.PixelFindings;
import dev.mediaingest.classify.Verdict;
import dev.mediaingest.commit.Catalog;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.ItemState;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The catalogue in SQL. A file is known by its path; doing it twice updates the same rows to the same values. */
final class JdbcCatalog implements Catalog {
    private static final List<Rows.Column> KEYWORD =
            Rows.columns("keyword text", "keyword_type text", "confidence float8", "source text");

    /** Copies beyond so many are not looked through: a picture that is there a thousand times would cost each of them all. */
    private static final int MOST_COPIES = 50;

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
    private final Leases leases;
    private final InstantSource clock;
    private final String findIfOurs;
    private final String insertKeywords;

    JdbcCatalog(Database database, Leases leases, InstantSource clock) {
        this.database = database;
        this.leases = leases;
        this.clock = clock;
        this.findIfOurs = """
                select f.id, f.score, a.score_source
                from ingest_sessions s
                    left join media_files f on f.file_path = ?
                    left join media_analysis a on a.media_id = f.id
                where s.id = ? and s.lease_owner = ? and s.lease_fence = ? %s
                """.formatted(database.dialect().keeping("s"));
        this.insertKeywords =
                database.dialect().insert("media_keywords", List.of("media_file_id", "created_at"), KEYWORD)
                        + " on conflict do nothing";
    }

    @Override
    public void commit(
            Item item, Assessment assessment, Findings findings, String analysedWith, @Nullable Path movedFrom) {
        database.write(handle -> {
            Instant now = clock.instant();
            Optional<Known> here = find(handle, item);
            Optional<Known> followed =
                    here.isPresent() ? Optional.empty() : follow(handle, movedFrom, assessment.file(), findings);
            Optional<Known> known = here.or(() -> followed);
            long mediaId = known.isPresent()
                    ? updateFile(handle, known.get(), assessment, findings, now)
                    : insertFile(handle, assessment, findings, now);
            Steps steps = database.dialect().steps(handle);
            new MetadataRow(database.dialect(), assessment.file(), findings, now)
                    .write(handle, steps, mediaId, known.isEmpty());
            writeKeywords(handle, steps, mediaId, findings.keywords(), known.isEmpty(), now);
            Optional<String> scoreSource = known.map(row -> row.scoreSourceAfter(findings.score()))
                    .orElseGet(() -> findings.score().map(Score::source));
            new AnalysisRow(analysedWith, assessment, findings, now)
                    .scoredBy(scoreSource)
                    .write(steps, mediaId);
            endCommitted(steps, item, mediaId, assessment, findings, now, followed.isPresent() ? movedFrom : null);
            requireOne(steps.run(), item);
            return mediaId;
        });
    }

    @Override
    public void fail(Item item, Failure failure, Assessment assessment) {
        database.write(handle -> endWithout(handle, item, ItemState.FAILED, failure, assessment));
    }

    @Override
    public void quarantine(Item item, Failure failure, Assessment assessment) {
        database.write(handle -> endWithout(handle, item, ItemState.QUARANTINED, failure, assessment));
    }

    @Override
    public void markMissing(Item item, Failure failure, Assessment assessment) {
        database.write(handle -> {
            handle.createUpdate("""
                    update media_analysis set missing_since = coalesce(missing_since, :now)
                    where media_id = (select id from media_files where file_path = :path)
                    """)
                    .bind("path", item.file().path().toString())
                    .bind("now", Times.micros(clock.instant()))
                    .execute();
            return endWithout(handle, item, ItemState.MISSING, failure, assessment);
        });
    }

    /** Checks the session's lease on the way: one question less. */
    private Optional<Known> find(Handle handle, Item item) throws SQLException {
        SessionId session = item.session();
        try (Prepared prepared = Prepared.of(handle, findIfOurs);
                ResultSet row = prepared.query(
                        item.file().path().toString(), session.value(), leases.server(), leases.fence(session))) {
            if (!row.next()) {
                throw leases.lost(session);
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
                .bind("path", file.path().toString())
                .bind("name", file.fileName())
                .bind("directory", directory == null ? "/" : directory.toString())
                .bind("extension", extension(file))
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
                            item.file().path().toString(),
                            item.file().fileName())) {
                while (rows.next()) {
                    paths.add(Path.of(rows.getString(1)));
                }
            }
            return paths;
        });
    }

    private long insertFile(Handle handle, Assessment assessment, Findings findings, Instant now) throws SQLException {
        SourceFile file = assessment.file();
        Path directory = file.path().getParent();
        Object time = database.dialect().timestamp(now);
        Seen seen = Seen.of(assessment);
        return Prepared.number(
                handle,
                """
                insert into media_files (filename, directory, file_path, file_size, file_type, extension, score,
                    nsfw, nsfw_score, nsfw_label, nsfw_model, nsfw_model_version, nsfw_threshold,
                    media_file_id, phash, original_created_at, created_at, updated_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                returning id
                """,
                file.fileName(),
                directory == null ? "/" : directory.toString(),
                file.path().toString(),
                database.dialect().sharedSize(findings.size()),
                findings.facts().type().kind().label(),
                extension(file),
                findings.score().map(Score::value).orElse(0),
                seen.nsfw(),
                seen.score(),
                seen.label(),
                seen.model(),
                seen.version(),
                seen.threshold(),
                seen.pixelHash(),
                seen.averageHash(),
                originallyCreated(file, findings),
                time,
                time);
    }

    private long updateFile(Handle handle, Known known, Assessment assessment, Findings findings, Instant now)
            throws SQLException {
        Seen seen = Seen.of(assessment);
        Prepared.update(
                handle,
                """
                update media_files
                set file_size = ?, file_type = ?, score = ?, nsfw = ?, nsfw_score = ?, nsfw_label = ?,
                    nsfw_model = ?, nsfw_model_version = ?, nsfw_threshold = ?, media_file_id = ?, phash = ?,
                    original_created_at = ?, updated_at = ?
                where id = ?
                """,
                database.dialect().sharedSize(findings.size()),
                findings.facts().type().kind().label(),
                known.scoreAfter(findings.score()),
                seen.nsfw(),
                seen.score(),
                seen.label(),
                seen.model(),
                seen.version(),
                seen.threshold(),
                seen.pixelHash(),
                seen.averageHash(),
                originallyCreated(assessment.file(), findings),
                database.dialect().timestamp(now),
                known.id());
        return known.id();
    }

    /** What the file says of its making; a file that says nothing is as old as its last modification. */
    private Object originallyCreated(SourceFile file, Findings findings) {
        CapturedAt captured = findings.facts().origin().capturedAt();
        return database.dialect().timestamp(captured == null ? file.modified() : captured.at());
    }

    /** As the Python tool writes it: lower case, with its dot, cut to the column. */
    private static String extension(SourceFile file) {
        String extension = MediaType.extensionOf(file.fileName());
        String dotted = extension.isEmpty() ? "" : "." + extension;
        return dotted.substring(0, Math.min(dotted.length(), 10));
    }

    /** Adds and removes only what differs, and never touches a person's keywords. */
    private void writeKeywords(
            Handle handle, Steps steps, long mediaId, List<Keyword> keywords, boolean isNew, Instant now)
            throws SQLException {
        Map<String, Long> stale = isNew ? new HashMap<>() : analysedKeywords(handle, mediaId);
        Rows rows = new Rows(KEYWORD);
        for (Keyword keyword : keywords) {
            String type = keyword.type().label();
            if (stale.isEmpty() || stale.remove(type + "\n" + keyword.text()) == null) {
                rows.add(keyword.text(), type, keyword.weight(), keyword.source());
            }
        }
        steps.addForAll(insertKeywords, rows, mediaId, database.dialect().timestamp(now));
        stale.values().forEach(id -> handle.execute("delete from media_keywords where id = ?", id));
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

    private static void endCommitted(
            Steps steps,
            Item item,
            long mediaId,
            Assessment assessment,
            Findings findings,
            Instant now,
            @Nullable Path movedFrom)
            throws SQLException {
        Optional<Failure> remark = assessment.analysis().remark();
        Optional<String> move = Optional.ofNullable(movedFrom).map(from -> "It was " + from + " before.");
        steps.add(
                """
                update ingest_items
                set state = 'committed', reason = ?, code = ?, detail = ?, ended_at = ?, duration_ms = ?,
                    revision = (select revision + 1 from ingest_items where session_id = ? order by revision desc limit 1),
                    media_id = ?, metadata_extracted = ?, keywords_added = ?,
                    score_imported = ?, nsfw_detected = ?, nsfw_assessed = ?
                where session_id = ? and position = ?
                """,
                move.isPresent() ? "moved" : null,
                remark.map(failure -> failure.code().code()).orElse(null),
                remark.map(Failure::sentence).or(() -> move).orElse(null),
                Times.micros(now),
                assessment.took().toMillis(),
                item.session().value(),
                mediaId,
                findings.hasMetadata(),
                findings.keywords().size(),
                findings.score().isPresent(),
                assessment.verdict().nsfw(),
                assessment.verdict().assessed(),
                item.session().value(),
                item.position());
    }

    private boolean endWithout(Handle handle, Item item, ItemState state, Failure failure, Assessment assessment)
            throws SQLException {
        leases.require(handle, item.session());
        int items = handle.createUpdate("""
                        update ingest_items
                        set state = :state, code = :code, detail = :detail, ended_at = :now, duration_ms = :took,
                            revision = (select revision + 1 from ingest_items where session_id = :session order by revision desc limit 1)
                        where session_id = :session and position = :position
                        """)
                .bind("session", item.session().value())
                .bind("position", item.position())
                .bind("state", state.label())
                .bind("code", failure.code().code())
                .bind("detail", failure.sentence())
                .bind("now", Times.micros(clock.instant()))
                .bind("took", assessment.took().toMillis())
                .execute();
        requireOne(items, item);
        return true;
    }

    /** Thrown inside the transaction, so that nothing of the file stays. */
    private static void requireOne(int items, Item item) {
        if (items != 1) {
            throw new IllegalStateException("item " + item.position() + " of session " + item.session() + " is gone");
        }
    }

    /** What a file's pixels say, in the Python tool's forms: hashes in hexadecimal, our verdict as its label. */
    private record Seen(
            boolean nsfw,
            @Nullable Double score,
            @Nullable Boolean label,
            @Nullable String model,
            @Nullable String version,
            @Nullable Double threshold,
            @Nullable String pixelHash,
            @Nullable String averageHash) {

        static Seen of(Assessment assessment) {
            Verdict verdict = assessment.verdict();
            PixelFindings pixels = assessment.pixels();
            String averageHash = Json.hex(pixels.averageHash());
            return verdict.classification() instanceof Scored scored
                    ? new Seen(
                            verdict.nsfw(),
                            scored.nsfw(),
                            verdict.nsfw(),
                            scored.model(),
                            scored.modelVersion(),
                            verdict.threshold(),
                            pixels.pixelSha256(),
                            averageHash)
                    : new Seen(false, null, null, null, null, null, pixels.pixelSha256(), averageHash);
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
