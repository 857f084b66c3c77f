package dev.mediaingest.store.catalog;

import dev.mediaingest.media.Keyword;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.sql.ColumnList;
import dev.mediaingest.store.sql.Dialect;
import dev.mediaingest.store.sql.Rows;
import dev.mediaingest.store.sql.StatementBatch;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** A file's rows in {@code media_keywords}. An analysis adds and removes only what differs, and never touches a person's keywords. */
public final class KeywordRows {
    static final List<Rows.Column> GIVEN =
            Rows.columns("keyword text", "keyword_type text", "confidence float8", "source text");

    /** Columns in the order in which a row is bound. */
    public static final ColumnList COLUMNS =
            ColumnList.of("media_file_id", "created_at", "keyword", "keyword_type", "confidence", "source");

    private final Dialect dialect;
    private final String insert;

    KeywordRows(Database database) {
        this.dialect = database.dialect();
        this.insert = dialect.insert(
                        "media_keywords",
                        List.of("media_file_id", "created_at"),
                        GIVEN,
                        database.shared().furtherNames("media_keywords", COLUMNS.names()),
                        database.shared().furtherValues("media_keywords", COLUMNS.names()))
                + " on conflict do nothing";
    }

    /** Writes the keywords of a file that the catalogue does not know. */
    void write(StatementBatch batch, long mediaId, List<Keyword> keywords, Instant now) throws SQLException {
        add(batch, mediaId, given(keywords), now);
    }

    /** Makes the rows of a known file be these. */
    void renew(Handle handle, StatementBatch batch, long mediaId, List<Keyword> keywords, Instant now)
            throws SQLException {
        Map<String, Long> stale = analysedKeywords(handle, mediaId);
        add(batch, mediaId, given(keywords, stale), now);
        stale.values().forEach(id -> handle.execute("delete from media_keywords where id = ?", id));
    }

    private void add(StatementBatch batch, long mediaId, Rows rows, Instant now) throws SQLException {
        batch.addForAll(insert, rows, mediaId, dialect.timestamp(now));
    }

    /** Each keyword once. */
    static Rows given(List<Keyword> keywords) {
        return given(keywords, Map.of());
    }

    /** Those that are not there, each once; what remains of {@code there} is to go. */
    private static Rows given(List<Keyword> keywords, Map<String, Long> there) {
        Rows rows = new Rows(GIVEN);
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
}
