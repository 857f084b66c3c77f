package dev.mediaingest.store.library;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** FTS5. Words hold only letters and digits, so nothing of an expression's own can be in them. */
final class SqliteSearch implements SearchSql {
    /** A transaction that writes is the only one from its beginning on. */
    @Override
    public void lock(Connection connection) {}

    @Override
    public String id() {
        return "rowid";
    }

    @Override
    public String matches() {
        return "library_search match ?";
    }

    @Override
    public String words(List<Part> parts, List<String> words, boolean prefix) {
        String columns =
                parts.stream().map(part -> part.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" "));
        // A word's own column costs a look at each of its positions; tags begin with what no word has in it.
        String where = parts.size() == Part.values().length ? "" : "{" + columns + "} : ";
        return where + "\"" + String.join(" ", words) + "\"" + (prefix ? " *" : "");
    }

    @Override
    public String tag(String tag) {
        return "tags : \"" + tag + "\"";
    }

    @Override
    public String and(List<String> expressions) {
        return SearchSql.joined(expressions, ") AND (");
    }

    @Override
    public String or(List<String> expressions) {
        return SearchSql.joined(expressions, ") OR (");
    }

    @Override
    public String without(String expression, String other) {
        return "(" + expression + ") NOT (" + other + ")";
    }

    @Override
    public void write(Connection connection, Collection<SearchDocument> documents) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert or replace into library_search (rowid, prompt, negative, name, keywords, tags) values (?, ?, ?, ?, ?, ?)")) {
            for (SearchDocument document : documents) {
                insert.setLong(1, document.id());
                insert.setString(2, String.join(" ", document.prompt()));
                insert.setString(3, String.join(" ", document.negative()));
                insert.setString(4, String.join(" ", document.name()));
                insert.setString(5, String.join(" ", document.keywords()));
                insert.setString(6, String.join(" ", document.tags()));
                insert.executeUpdate();
            }
        }
    }

    @Override
    public void remove(Connection connection, Collection<Long> ids) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from library_search where rowid = ?")) {
            for (long id : ids) {
                delete.setLong(1, id);
                delete.executeUpdate();
            }
        }
    }

    /** Its planner does as well without. */
    @Override
    public void manyWritten(Connection connection) {}
}
