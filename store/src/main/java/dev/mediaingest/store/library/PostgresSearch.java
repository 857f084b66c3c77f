package dev.mediaingest.store.library;

import dev.mediaingest.store.sql.Prepared;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** {@code tsvector}. Words hold only letters and digits, so nothing of an expression's own can be in them. */
final class PostgresSearch implements SearchSql {
    /** Any number that no other program on the database is likely to take. */
    private static final long LOCK = 0x6d_65_64_69_61_69_6eL;
    /** Positions above are all the same to it. */
    private static final int LAST_POSITION = 16_383;

    @Override
    public void lock(Handle handle) throws SQLException {
        long unused = Prepared.number(handle, "select count(*) from pg_advisory_xact_lock(?)", LOCK);
    }

    @Override
    public String id() {
        return "media_id";
    }

    @Override
    public String matches() {
        return "document @@ ?::tsquery";
    }

    @Override
    public String words(List<Part> parts, List<String> words, boolean prefix) {
        String weights = parts.size() == Part.values().length
                ? ""
                : parts.stream().map(PostgresSearch::weight).collect(Collectors.joining());
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            String flags = (prefix && i == words.size() - 1 ? "*" : "") + weights;
            expression
                    .append(i == 0 ? "" : " <-> ")
                    .append('\'')
                    .append(words.get(i))
                    .append('\'');
            expression.append(flags.isEmpty() ? "" : ":" + flags);
        }
        return expression.toString();
    }

    @Override
    public String tag(String tag) {
        return "'#" + tag + "'";
    }

    @Override
    public String and(List<String> expressions) {
        return SearchSql.joined(expressions, ") & (");
    }

    @Override
    public String or(List<String> expressions) {
        return SearchSql.joined(expressions, ") | (");
    }

    @Override
    public String without(String expression, String other) {
        return "(" + expression + ") & !(" + other + ")";
    }

    @Override
    public void write(Handle handle, Collection<SearchDocument> documents) throws SQLException {
        try (Prepared insert = Prepared.of(handle, """
                insert into library_search (media_id, document) values (?, ?::tsvector)
                on conflict (media_id) do update set document = excluded.document
                """)) {
            for (SearchDocument document : documents) {
                insert.add(document.id(), vector(document));
            }
            insert.runAll();
        }
    }

    private static String vector(SearchDocument document) {
        StringBuilder vector = new StringBuilder();
        int at = append(vector, 0, document.prompt(), Part.PROMPT);
        at = append(vector, at, document.negative(), Part.NEGATIVE);
        at = append(vector, at, document.name(), Part.NAME);
        append(vector, at, document.keywords(), Part.KEYWORDS);
        document.tags().forEach(tag -> vector.append("'#").append(tag).append("' "));
        return vector.toString();
    }

    /** Returns a position behind them, with a gap no phrase reaches over. */
    private static int append(StringBuilder vector, int before, List<String> words, Part part) {
        int at = before;
        for (String word : words) {
            at = Math.min(at + 1, LAST_POSITION);
            vector.append('\'')
                    .append(word)
                    .append("':")
                    .append(at)
                    .append(weight(part))
                    .append(' ');
        }
        return at + 1;
    }

    private static String weight(Part part) {
        return switch (part) {
            case PROMPT -> "A";
            case NEGATIVE -> "B";
            case NAME -> "C";
            case KEYWORDS -> "D";
        };
    }

    @Override
    public void remove(Handle handle, Collection<Long> ids) throws SQLException {
        try (Prepared delete = Prepared.of(handle, "delete from library_search where media_id = ?")) {
            for (long id : ids) {
                delete.add(id);
            }
            delete.runAll();
        }
    }

    @Override
    public void manyWritten(Handle handle) {
        int unused = handle.execute("analyze library_files, library_search");
    }
}
