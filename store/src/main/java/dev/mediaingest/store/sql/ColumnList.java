package dev.mediaingest.store.sql;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Columns in an order, and how statements list them, so that names and question marks can't come apart. Immutable. */
public record ColumnList(List<String> names) {

    public ColumnList {
        names = List.copyOf(names);
    }

    public static ColumnList of(String... names) {
        return new ColumnList(Arrays.asList(names));
    }

    /** These and more behind them. */
    public ColumnList and(ColumnList more) {
        return new ColumnList(Stream.concat(names.stream(), more.names.stream()).toList());
    }

    /** {@code a, b} */
    public String listed() {
        return String.join(", ", names);
    }

    /** {@code ?, ?} */
    public String marks() {
        return "?" + ", ?".repeat(names.size() - 1);
    }

    /** {@code a = ?, b = ?} */
    public String assigned() {
        return names.stream().map(name -> name + " = ?").collect(Collectors.joining(", "));
    }

    /** {@code a = excluded.a, b = excluded.b}, for the row that is there already. */
    public String replaced() {
        return names.stream().map(name -> name + " = excluded." + name).collect(Collectors.joining(", "));
    }

    public String insertInto(String table) {
        return "insert into " + table + " (" + listed() + ") values (" + marks() + ")";
    }
}
