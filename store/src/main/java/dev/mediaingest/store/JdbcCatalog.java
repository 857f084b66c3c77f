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
import dev.mediaingest.session.ItemState;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The catalogue in SQL. A file is known by its path; doing it twice updates the same rows to the same values. */
final class JdbcCatalog implements Catalog {
    private final Database database;
    private final InstantSource clock;

    JdbcCatalog(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void commit(Item item, Assessment assessment, Findings findings, String analysedWith) {
        database.write(handle -> {
            Instant now = clock.instant();
            Optional<Known> known = find(handle, assessment.file().path());
            long mediaId = known.isPresent()
                    ? updateFile(handle, known.get(), assessment, findings, now)
                    : insertFile(handle, assessment, findings, now);
            new MetadataRow(database.dialect(), assessment.file(), findings, now)
                    .write(handle, mediaId, known.isEmpty());
            writeKeywords(handle, mediaId, findings.keywords(), known.isEmpty(), now);
            Optional<String> scoreSource = known.map(row -> row.scoreSourceAfter(findings.score()))
                    .orElseGet(() -> findings.score().map(Score::source));
            new AnalysisRow(analysedWith, assessment, findings, now)
                    .scoredBy(scoreSource)
                    .write(handle, mediaId);
            endCommitted(handle, item, mediaId, assessment, findings, now);
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

    private static Optional<Known> find(Handle handle, Path path) {
        return handle.createQuery("""
                        select f.id, f.score, a.score_source
                        from media_files f left join media_analysis a on a.media_id = f.id
                        where f.file_path = :path
                        """)
                .bind("path", path.toString())
                .map((row, context) -> new Known(row.getLong("id"), row.getInt("score"), row.getString("score_source")))
                .findOne();
    }

    private long insertFile(Handle handle, Assessment assessment, Findings findings, Instant now) {
        SourceFile file = assessment.file();
        Path directory = file.path().getParent();
        Object time = database.dialect().timestamp(now);
        return handle.createQuery("""
                        insert into media_files (filename, directory, file_path, file_size, file_type, extension, score,
                            nsfw, nsfw_score, nsfw_label, nsfw_model, nsfw_model_version, nsfw_threshold,
                            media_file_id, phash, original_created_at, created_at, updated_at)
                        values (:filename, :directory, :path, :size, :type, :extension, :score,
                            :nsfw, :nsfwScore, :nsfwLabel, :nsfwModel, :nsfwModelVersion, :nsfwThreshold,
                            :pixelHash, :averageHash, :originallyCreated, :now, :now)
                        returning id
                        """)
                .bind("filename", file.fileName())
                .bind("directory", directory == null ? "/" : directory.toString())
                .bind("path", file.path().toString())
                .bind("size", findings.size())
                .bind("type", findings.facts().type().kind().label())
                .bind("extension", extension(file))
                .bind("score", findings.score().map(Score::value).orElse(0))
                .bindMap(pixels(assessment))
                .bind("originallyCreated", originallyCreated(file, findings))
                .bind("now", time)
                .mapTo(Long.class)
                .one();
    }

    private long updateFile(Handle handle, Known known, Assessment assessment, Findings findings, Instant now) {
        handle.createUpdate("""
                update media_files
                set file_size = :size, file_type = :type, score = :score, nsfw = :nsfw, nsfw_score = :nsfwScore,
                    nsfw_label = :nsfwLabel, nsfw_model = :nsfwModel, nsfw_model_version = :nsfwModelVersion,
                    nsfw_threshold = :nsfwThreshold, media_file_id = :pixelHash, phash = :averageHash,
                    original_created_at = :originallyCreated, updated_at = :now
                where id = :id
                """)
                .bind("id", known.id())
                .bind("size", findings.size())
                .bind("type", findings.facts().type().kind().label())
                .bind("score", known.scoreAfter(findings.score()))
                .bindMap(pixels(assessment))
                .bind("originallyCreated", originallyCreated(assessment.file(), findings))
                .bind("now", database.dialect().timestamp(now))
                .execute();
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

    /** In the Python tool's forms: hashes in hexadecimal, its label is our verdict, null where nothing is known. */
    private static Map<String, @Nullable Object> pixels(Assessment assessment) {
        PixelFindings pixels = assessment.pixels();
        Verdict verdict = assessment.verdict();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("pixelHash", pixels.pixelSha256());
        values.put("averageHash", Json.hex(pixels.averageHash()));
        values.put("nsfw", verdict.nsfw());
        values.put("nsfwLabel", verdict.assessed() ? verdict.nsfw() : null);
        values.put("nsfwThreshold", verdict.assessed() ? verdict.threshold() : null);
        Scored scored = verdict.classification() instanceof Scored known ? known : null;
        values.put("nsfwScore", scored == null ? null : scored.nsfw());
        values.put("nsfwModel", scored == null ? null : scored.model());
        values.put("nsfwModelVersion", scored == null ? null : scored.modelVersion());
        return values;
    }

    /** Adds and removes only what differs, and never touches a person's keywords. */
    private void writeKeywords(Handle handle, long mediaId, List<Keyword> keywords, boolean isNew, Instant now) {
        Map<String, Long> stale = isNew ? new HashMap<>() : analysedKeywords(handle, mediaId);
        PreparedBatch inserts = handle.prepareBatch("""
                insert into media_keywords (media_file_id, keyword, keyword_type, confidence, source, created_at)
                values (:media, :keyword, :type, :weight, :source, :now)
                on conflict (media_file_id, keyword, keyword_type) do nothing
                """);
        Object time = database.dialect().timestamp(now);
        for (Keyword keyword : keywords) {
            if (stale.remove(keyword.type().label() + "\n" + keyword.text()) == null) {
                inserts.bind("media", mediaId)
                        .bind("keyword", keyword.text())
                        .bind("type", keyword.type().label())
                        .bind("weight", keyword.weight())
                        .bind("source", keyword.source())
                        .bind("now", time)
                        .add();
            }
        }
        if (inserts.size() > 0) {
            inserts.execute();
        }
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
            Handle handle, Item item, long mediaId, Assessment assessment, Findings findings, Instant now) {
        Optional<Failure> remark = assessment.analysis().remark();
        int items = handle.createUpdate("""
                update ingest_items
                set state = 'committed', code = :code, detail = :detail, ended_at = :now, duration_ms = :took,
                    revision = (select revision + 1 from ingest_items where session_id = :session order by revision desc limit 1),
                    media_id = :media, metadata_extracted = :metadata, keywords_added = :keywords,
                    score_imported = :score, nsfw_detected = :nsfw, nsfw_assessed = :assessed
                where session_id = :session and position = :position
                """)
                .bind("session", item.session().value())
                .bind("position", item.position())
                .bind("code", remark.map(failure -> failure.code().code()).orElse(null))
                .bind("detail", remark.map(Failure::sentence).orElse(null))
                .bind("now", Times.micros(now))
                .bind("took", assessment.took().toMillis())
                .bind("media", mediaId)
                .bind("metadata", findings.hasMetadata())
                .bind("keywords", findings.keywords().size())
                .bind("score", findings.score().isPresent())
                .bind("nsfw", assessment.verdict().nsfw())
                .bind("assessed", assessment.verdict().assessed())
                .execute();
        requireOne(items, item);
    }

    private boolean endWithout(Handle handle, Item item, ItemState state, Failure failure, Assessment assessment) {
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
