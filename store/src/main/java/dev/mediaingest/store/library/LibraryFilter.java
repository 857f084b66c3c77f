package dev.mediaingest.store.library;

import dev.mediaingest.library.Term;
import dev.mediaingest.store.library.ConditionSql.Fragment;
import dev.mediaingest.store.sql.BoundSql;
import dev.mediaingest.store.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a query in SQL: what the index of words answers is one expression for it, everything else conditions on the files it
 * finds. Confined to one query.
 */
final class LibraryFilter {
    private final SearchSql search;
    private final List<BoundSql> conditions = new ArrayList<>();
    private @Nullable String expression;

    LibraryFilter(Dialect dialect, List<Term> terms) {
        this.search = SearchSql.of(dialect);
        ConditionSql sql = new ConditionSql(search, dialect);
        List<String> wanted = new ArrayList<>();
        List<String> unwanted = new ArrayList<>();
        for (Term term : terms) {
            switch (sql.fragment(term.condition())) {
                case Fragment.Words(String words) -> (term.negated() ? unwanted : wanted).add(words);
                case Fragment.Where(BoundSql where) ->
                    conditions.add(term.negated() ? where.within("not coalesce(", ", false)") : where);
            }
        }
        combine(wanted, unwanted);
    }

    private void combine(List<String> wanted, List<String> unwanted) {
        if (!wanted.isEmpty()) {
            expression =
                    unwanted.isEmpty() ? search.and(wanted) : search.without(search.and(wanted), search.or(unwanted));
        } else if (!unwanted.isEmpty()) {
            conditions.add(search.found(search.or(unwanted)).within("f.media_id not in (", ")"));
        }
    }

    /** Adds a condition with question marks. */
    void and(String condition, Object... bound) {
        conditions.add(BoundSql.of(condition, bound));
    }

    /** Tables and conditions, to be put behind the columns. */
    BoundSql from() {
        return expression == null
                ? withConditions(BoundSql.of(" from library_files f where true"))
                : withConditions(BoundSql.of(
                        " from library_search cross join library_files f where " + search.matches()
                                + " and f.media_id = library_search." + search.id(),
                        expression));
    }

    private BoundSql withConditions(BoundSql sql) {
        BoundSql all = sql;
        for (BoundSql condition : conditions) {
            all = all.then(" and ").then(condition);
        }
        return all;
    }

    /** Tables and conditions of a query that only counts: where words are all that is asked for, their table knows. */
    BoundSql fromToCount() {
        return expression != null && conditions.isEmpty()
                ? BoundSql.of(" from library_search where " + search.matches(), expression)
                : from();
    }

    /** The file's id in the table that is looked at first. */
    String id() {
        return expression == null ? "f.media_id" : "library_search." + search.id();
    }
}
