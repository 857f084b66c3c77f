package dev.mediaingest.store.library;

import dev.mediaingest.library.Words;
import dev.mediaingest.media.Sha256;
import dev.mediaingest.store.library.SearchSql.SearchDocument;
import dev.mediaingest.store.sql.BatchDialect;
import dev.mediaingest.store.sql.Prepared;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Makes what the index of words holds of each file; longer texts are found by their beginning only. Confined to one transaction. */
final class SearchDocuments {
    private static final int PROMPT_WORDS = 5_000;
    private static final int NEGATIVE_WORDS = 3_000;
    private static final int KEYWORD_WORDS = 5_000;
    private static final int NAME_WORDS = 200;

    private final Map<Long, FileKeywords> keywords = new HashMap<>();
    private final List<SearchDocument> documents = new ArrayList<>();

    private SearchDocuments() {}

    /** The words of one file's keywords, and the keywords whole. */
    private record FileKeywords(List<String> words, List<String> tags) {
        static FileKeywords none() {
            return new FileKeywords(new ArrayList<>(), new ArrayList<>());
        }

        void add(String keyword) {
            tags.add(tag(keyword));
            if (words.size() < KEYWORD_WORDS) {
                words.addAll(Words.of(keyword, NAME_WORDS));
            }
        }
    }

    /** Reads the keywords of the files that are to be {@link #add added}. */
    static SearchDocuments of(Handle handle, BatchDialect dialect, Object ids) throws SQLException {
        SearchDocuments documents = new SearchDocuments();
        String sql = "select k.media_file_id, k.keyword from " + dialect.givenIds()
                + " cross join media_keywords k"
                + " where k.media_file_id = given.id and coalesce(k.keyword_type, '') <> 'negative'";
        try (Prepared prepared = Prepared.of(handle, sql);
                ResultSet row = prepared.query(ids)) {
            while (row.next()) {
                documents.keywords(row.getLong(1)).add(row.getString(2));
            }
        }
        return documents;
    }

    private FileKeywords keywords(long id) {
        return keywords.computeIfAbsent(id, file -> FileKeywords.none());
    }

    /** One more file, as a row with its id, name and prompts. */
    void add(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        FileKeywords known = keywords(id);
        documents.add(new SearchDocument(
                id,
                Words.ofPrompt(text(row.getString("prompt")), PROMPT_WORDS),
                Words.ofPrompt(text(row.getString("negative_prompt")), NEGATIVE_WORDS),
                Words.of(row.getString("filename"), NAME_WORDS),
                known.words,
                known.tags));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    List<SearchDocument> all() {
        return documents;
    }

    /** A keyword as one word of the index, whatever characters it has; no text has a word that begins so. */
    static String tag(String keyword) {
        Sha256 hash = new Sha256();
        hash.update(keyword.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return "·" + hash.hex().substring(0, 20);
    }
}
