package dev.mediaingest.store.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * A piece of SQL that is put together at run time, with the values of its question marks in their order, so that pieces can be
 * combined in any way without a value getting lost or into another's place. Texts from outside are always values. Immutable.
 */
public record BoundSql(String text, List<Object> values) {

    public BoundSql {
        values = List.copyOf(values);
    }

    public static BoundSql of(String text, Object... values) {
        return new BoundSql(text, List.of(values));
    }

    /** A column is like a pattern that {@link LikePattern} made. */
    public static BoundSql like(String column, String pattern) {
        return of(column + " like ?" + LikePattern.ESCAPE, pattern);
    }

    /** This, and behind it more. */
    public BoundSql then(BoundSql more) {
        return new BoundSql(text + more.text, joined(Stream.of(this, more)));
    }

    public BoundSql then(String more, Object... bound) {
        return then(of(more, bound));
    }

    /** This within text that has no values. */
    public BoundSql within(String before, String behind) {
        return new BoundSql(before + text + behind, values);
    }

    /** All of these in brackets, with an operator in between. */
    public static BoundSql joined(String operator, List<BoundSql> pieces) {
        return new BoundSql(
                pieces.stream().map(BoundSql::text).collect(Collectors.joining(" " + operator + " ", "(", ")")),
                joined(pieces.stream()));
    }

    public static BoundSql joined(String operator, BoundSql... pieces) {
        return joined(operator, Arrays.asList(pieces));
    }

    private static List<Object> joined(Stream<BoundSql> pieces) {
        List<Object> all = new ArrayList<>();
        pieces.forEach(piece -> all.addAll(piece.values));
        return all;
    }

    /** This as a whole query. */
    public Query query(Handle handle) {
        Query query = handle.createQuery(text);
        for (int i = 0; i < values.size(); i++) {
            query.bind(i, values.get(i));
        }
        return query;
    }
}
