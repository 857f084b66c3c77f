package dev.mediaingest.store.library;

import dev.mediaingest.store.sql.Prepared;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** FTS5. Words hold only letters and digits, so nothing of an expression's own can be in them. */
final class SqliteSearch implements SearchSql {
    /** Nothing: a transaction that writes is the only one from its beginning on. */
    @Override
    public void lock(Handle handle) {}

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
    public void write(Handle handle, Collection<SearchDocument> documents) throws SQLException {
        try (Prepared insert = Prepared.of(
                handle,
                "insert or replace into library_search (rowid, prompt, negative, name, keywords, tags) values (?, ?, ?, ?, ?, ?)")) {
            for (SearchDocument document : documents) {
                insert.add(
                        document.id(),
                        String.join(" ", document.prompt()),
                        String.join(" ", document.negative()),
                        String.join(" ", document.name()),
                        String.join(" ", document.keywords()),
                        String.join(" ", document.tags()));
            }
            insert.runAll();
        }
    }

    @Override
    public void remove(Handle handle, Collection<Long> ids) throws SQLException {
        try (Prepared delete = Prepared.of(handle, "delete from library_search where rowid = ?")) {
            for (long id : ids) {
                delete.add(id);
            }
            delete.runAll();
        }
    }

    /** Its planner does as well without. */
    @Override
    public void manyWritten(Handle handle) {}
}
