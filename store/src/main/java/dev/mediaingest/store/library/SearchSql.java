package dev.mediaingest.store.library;

import dev.mediaingest.store.sql.BoundSql;
import dev.mediaingest.store.sql.Dialect;
import dev.mediaingest.store.sql.PostgresDialect;
import dev.mediaingest.store.sql.SqliteDialect;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The index of words, and what else of the library differs between the databases. Stateless. */
sealed interface SearchSql permits SqliteSearch, PostgresSearch {

    static SearchSql of(Dialect dialect) {
        return switch (dialect) {
            case SqliteDialect sqlite -> new SqliteSearch();
            case PostgresDialect postgres -> new PostgresSearch();
        };
    }

    /** Until the transaction ends nobody else writes the library's tables. */
    void lock(Handle handle) throws SQLException;

    /** The column of {@code library_search} that holds a file's id. */
    String id();

    /** A condition on {@code library_search} with one question mark for an expression. */
    String matches();

    /** A query for the ids of the files an expression matches. */
    default BoundSql found(String expression) {
        return BoundSql.of("select " + id() + " from library_search where " + matches(), expression);
    }

    /** An expression: a file has these words in a row. */
    String words(List<Part> parts, List<String> words, boolean prefix);

    /** An expression: a file has this keyword. */
    String tag(String tag);

    String and(List<String> expressions);

    String or(List<String> expressions);

    /** Expressions in brackets, with the closing one, an operator and the opening one between them. */
    static String joined(List<String> expressions, String between) {
        return "(" + String.join(between, expressions) + ")";
    }

    /** The first but not the second. */
    String without(String expression, String other);

    void write(Handle handle, Collection<SearchDocument> documents) throws SQLException;

    void remove(Handle handle, Collection<Long> ids) throws SQLException;

    /** Lets the planner know of many new rows. */
    void manyWritten(Handle handle);

    /** What words are found in. */
    enum Part {
        PROMPT,
        NEGATIVE,
        NAME,
        KEYWORDS
    }

    /** The words of one file. */
    record SearchDocument(
            long id,
            List<String> prompt,
            List<String> negative,
            List<String> name,
            List<String> keywords,
            List<String> tags) {}
}
