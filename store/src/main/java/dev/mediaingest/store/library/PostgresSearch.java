package dev.mediaingest.store.library;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** {@code tsvector}. Words hold only letters and digits, so nothing of an expression's own can be in them. */
final class PostgresSearch implements SearchSql {
    /** Any number that no other program on the database is likely to take. */
    private static final long LOCK = 0x6d_65_64_69_61_69_6eL;
    /** Positions above are all the same to it. */
    private static final int LAST_POSITION = 16_383;

    @Override
    public void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        }
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
    public void write(Connection connection, Collection<SearchDocument> documents) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into library_search (media_id, document) values (?, ?::tsvector)
                on conflict (media_id) do update set document = excluded.document
                """)) {
            for (SearchDocument document : documents) {
                insert.setLong(1, document.id());
                insert.setString(2, vector(document));
                insert.addBatch();
            }
            int[] unused = insert.executeBatch();
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
    public void remove(Connection connection, Collection<Long> ids) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from library_search where media_id = ?")) {
            for (long id : ids) {
                delete.setLong(1, id);
                delete.addBatch();
            }
            int[] unused = delete.executeBatch();
        }
    }

    @Override
    public void manyWritten(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze library_files, library_search");
        }
    }
}
