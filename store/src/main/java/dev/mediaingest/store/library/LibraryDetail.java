package dev.mediaingest.store.library;

import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.MediaDetail;
import dev.mediaingest.library.MediaDetail.Fingerprints;
import dev.mediaingest.library.MediaDetail.Ingested;
import dev.mediaingest.library.MediaDetail.Nsfw;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.store.catalog.FileTextsJson;
import dev.mediaingest.store.sql.Json;
import dev.mediaingest.store.sql.NullableColumns;
import dev.mediaingest.store.sql.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Everything known of one file, put together from the rows its analysis became. What another program wrote may be anything. */
final class LibraryDetail {
    private static final int MOST_HISTORY = 100;
    private static final String FILE = """
            select f.*, m.*, a.*, f.nsfw_threshold as threshold, f.media_file_id as pixel_sha256,
                f.nsfw_model as classifier, f.nsfw_model_version as classifier_version, f.file_path as whole_path
            from media_files f
                left join media_metadata m on m.id = (select min(id) from media_metadata where media_file_id = f.id)
                left join media_analysis a on a.media_id = f.id
            where f.id = :id
            """;
    private static final String HISTORY = """
            select session_id, position, state, code, detail, ended_at from ingest_items
            where media_id = :id and state <> 'skipped'
            union all
            select session_id, position, state, code, detail, ended_at from ingest_items
            where state in ('failed', 'quarantined', 'missing') and path = :path and (media_id is null or media_id <> :id)
            order by 6 desc limit :most
            """;

    private LibraryDetail() {}

    static Optional<MediaDetail> read(Handle handle, LibraryItem item) {
        return handle.createQuery(FILE)
                .bind("id", item.id())
                .map((row, context) -> detail(handle, item, row))
                .findOne();
    }

    private static MediaDetail detail(Handle handle, LibraryItem item, ResultSet row) throws SQLException {
        Optional<MediaType> type = Arrays.stream(MediaType.values())
                .filter(known -> known.label().equals(item.type()))
                .findFirst();
        String status = row.getString("nsfw_status");
        Long dct = NullableColumns.whole(row, "dct_hash");
        return new MediaDetail(
                item,
                type.isPresent() ? Optional.of(StoredFacts.read(type.get(), row)) : Optional.empty(),
                StoredGeneration.read(row),
                Json.texts(row.getString("png_text")),
                FileTextsJson.read(
                        Json.tree(row.getString("texts")),
                        Json.texts(row.getString("png_text")),
                        row.getString("raw_text"),
                        row.getString("workflow_data")),
                keywords(handle, item.id()),
                new Fingerprints(
                        row.getString("content_sha256"),
                        row.getString("pixel_sha256"),
                        row.getString("phash"),
                        Json.hex(dct)),
                new Nsfw(
                        "scored".equals(status) ? null : status,
                        NullableColumns.decimal(row, "threshold"),
                        row.getString("classifier"),
                        row.getString("classifier_version")),
                row.getString("caption"),
                row.getString("note"),
                row.getString("score_source"),
                Times.instant(row, "modified_at"),
                Times.instant(row, "missing_since"),
                history(handle, item.id(), row.getString("whole_path")));
    }

    private static List<Keyword> keywords(Handle handle, long id) {
        return handle.createQuery("""
                        select keyword, keyword_type, confidence, source from media_keywords
                        where media_file_id = :id order by created_at, id
                        """)
                .bind("id", id)
                .map((row, context) -> keyword(row))
                .list();
    }

    private static Keyword keyword(ResultSet row) throws SQLException {
        Double weight = NullableColumns.decimal(row, "confidence");
        String source = row.getString("source");
        return new Keyword(
                row.getString("keyword"),
                type(row.getString("keyword_type")),
                weight == null ? 1 : weight,
                source == null ? "" : source);
    }

    private static Keyword.Type type(@Nullable String label) {
        return Arrays.stream(Keyword.Type.values())
                .filter(type -> type.label().equals(label))
                .findFirst()
                .orElse(Keyword.Type.AUTO);
    }

    private static List<Ingested> history(Handle handle, long id, String path) {
        return handle.createQuery(HISTORY)
                .bind("id", id)
                .bind("path", path)
                .bind("most", MOST_HISTORY)
                .map((row, context) -> new Ingested(
                        row.getString("session_id"),
                        row.getLong("position"),
                        row.getString("state"),
                        row.getString("code"),
                        row.getString("detail"),
                        Times.instant(row, "ended_at")))
                .list();
    }
}
