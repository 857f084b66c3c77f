package dev.mediaingest.store.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that one statement reads as if they were a table. Confined to one transaction. */
public final class Rows {
    private final List<Column> columns;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    public Rows(List<Column> columns) {
        this.columns = columns;
    }

    /** A column and its type, in PostgreSQL's words. */
    public record Column(String name, String type) {}

    /** Columns as {@code "name type"}. */
    public static List<Column> columns(String... declarations) {
        return Arrays.stream(declarations)
                .map(declaration -> declaration.split(" "))
                .map(words -> new Column(words[0], words[1]))
                .toList();
    }

    /** The others and the columns, in that order. */
    static ColumnList listed(List<String> others, List<Column> columns) {
        return new ColumnList(others).and(listed(columns));
    }

    public static ColumnList listed(List<Column> columns) {
        return new ColumnList(columns.stream().map(Column::name).toList());
    }

    public void add(@Nullable Object... values) {
        rows.add(values);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    public List<Column> columns() {
        return columns;
    }

    public List<@Nullable Object[]> rows() {
        return rows;
    }

    /** The values of one column, row by row. */
    @Nullable
    Object[] column(int number) {
        return rows.stream().map(row -> row[number]).toArray();
    }
}
