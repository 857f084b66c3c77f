package dev.mediaingest.store.database;

import dev.mediaingest.store.sql.ColumnList;
import dev.mediaingest.store.sql.SchemaDialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables shared with the Python tool, as one database has them: what its newest form has and they lack, and what they have
 * that nobody here knows. Tables that are not there have neither. Immutable.
 *
 * <p>Columns unknown here are left alone, but for those that every new row has to fill: they get their type's zero.
 */
public final class SharedTables {
    private final SchemaDialect dialect;
    private final Map<SharedForm, List<Column>> tables;

    private SharedTables(SchemaDialect dialect, Map<SharedForm, List<Column>> tables) {
        this.dialect = dialect;
        this.tables = tables;
    }

    /**
     * A column as it is.
     *
     * @param type as the database names it, without a width
     * @param required whether a row that does not name it is refused
     */
    record Column(String name, String type, boolean required) {}

    /** Looks at the tables of the connection's schema; changes nothing. */
    public static SharedTables read(SchemaDialect dialect, Connection connection) throws SQLException {
        Map<SharedForm, List<Column>> columns = new LinkedHashMap<>();
        for (SharedForm form : SharedForm.ALL) {
            List<Column> found = columns(connection, form.table());
            if (!found.isEmpty()) {
                columns.put(form, found);
            }
        }
        return new SharedTables(dialect, columns);
    }

    private static List<Column> columns(Connection connection, String table) throws SQLException {
        List<Column> found = new ArrayList<>();
        try (ResultSet row =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), table, "%")) {
            while (row.next()) {
                if (!row.getString("TABLE_NAME").equals(table)) {
                    continue; // the name is a pattern to the drivers
                }
                boolean required = row.getString("IS_NULLABLE").equals("NO")
                        && row.getString("COLUMN_DEF") == null
                        && !"YES".equals(row.getString("IS_AUTOINCREMENT"))
                        && !"YES".equals(row.getString("IS_GENERATEDCOLUMN"));
                found.add(new Column(row.getString("COLUMN_NAME"), row.getString("TYPE_NAME"), required));
            }
        }
        return found;
    }

    /** Whether there are any: a database of the Python tool, or one we have opened. */
    public boolean exist() {
        return tables.containsKey(SharedForm.FILES);
    }

    /** What adds to the tables what they lack, a statement a column. */
    List<String> additions() {
        return tables.keySet().stream()
                .flatMap(form -> form.later().stream()
                        .filter(declaration -> !has(form, declaration.substring(0, declaration.indexOf(' '))))
                        .map(declaration -> "alter table " + form.table() + " add column " + declaration))
                .toList();
    }

    /** The columns unknown here that each new row has to fill, as {@code table.column}. */
    public List<String> filledWithZeros() {
        return tables.keySet().stream()
                .flatMap(form -> required(form)
                        .filter(column -> !form.knows(column.name()))
                        .map(column -> form.table() + "." + column.name()))
                .toList();
    }

    /** Further columns of an insert into {@code table} that names {@code named}, each behind a comma. */
    public String furtherNames(String table, Collection<String> named) {
        return further(table, named).map(column -> ", " + quoted(column.name())).collect(Collectors.joining());
    }

    /** What goes into {@link #furtherNames}, as SQL. */
    public String furtherValues(String table, Collection<String> named) {
        return further(table, named)
                .map(column -> ", " + dialect.zero(column.type()).orElse("null"))
                .collect(Collectors.joining());
    }

    /** A row of a shared table, the columns unknown here filled too. */
    public String insertInto(String table, ColumnList columns) {
        return "insert into " + table + " (" + columns.listed() + furtherNames(table, columns.names()) + ") values ("
                + columns.marks() + furtherValues(table, columns.names()) + ")";
    }

    private Stream<Column> further(String table, Collection<String> named) {
        return tables.keySet().stream()
                .filter(form -> form.table().equals(table))
                .flatMap(this::required)
                .filter(column -> !named.contains(column.name()));
    }

    private Stream<Column> required(SharedForm form) {
        return tables.getOrDefault(form, List.of()).stream()
                .filter(column -> column.required() && !form.filled().containsKey(column.name()));
    }

    /** The value {@code media_files.nsfw_label} holds: one form of the table has words there. */
    public Object nsfwLabel(boolean nsfw) {
        return labelsAreWords() ? nsfw ? "nsfw" : "sfw" : (Object) nsfw;
    }

    /** An expression for {@link #nsfwLabel(boolean)} of a condition. */
    public String nsfwLabel(String condition) {
        return labelsAreWords() ? "case when " + condition + " then 'nsfw' else 'sfw' end" : condition;
    }

    private boolean labelsAreWords() {
        return tables.getOrDefault(SharedForm.FILES, List.of()).stream()
                .anyMatch(column -> column.name().equals("nsfw_label")
                        && column.type().toLowerCase(Locale.ROOT).contains("char"));
    }

    /** Why the tables can't be used, as a sentence for a person, as far as a look finds it. */
    Optional<String> refusal() {
        return lackingFirstForm().or(this::unfillable);
    }

    private Optional<String> lackingFirstForm() {
        return tables.keySet().stream()
                .flatMap(form -> form.first().stream()
                        .filter(column -> !has(form, column))
                        .map(column -> "Its table " + form.table() + " has no column " + column
                                + ", as the Python tool's always had: it is another program's; name another database."))
                .findFirst();
    }

    private Optional<String> unfillable() {
        return tables.keySet().stream()
                .flatMap(form -> required(form)
                        .filter(column -> dialect.zero(column.type()).isEmpty())
                        .map(column -> "Its column " + form.table() + "." + column.name()
                                + " must be filled and is of the type " + column.type()
                                + ", of which Media Ingest knows no empty value; give the column a default."))
                .findFirst();
    }

    /**
     * Why rows can't be written beside columns that nobody here knows, as a sentence for a person: tried with two rows, since the
     * second finds what must be unique. Leaves no trace.
     */
    public Optional<String> trialRefusal(Connection connection) throws SQLException {
        if (filledWithZeros().isEmpty()) {
            return Optional.empty();
        }
        List<String> trials = tables.keySet().stream()
                .flatMap(form -> Stream.of(trial(form, 1), trial(form, 2)))
                .toList();
        return dialect.tryOut(connection, trials)
                .map(reason -> "New rows can't be written beside the columns " + String.join(", ", filledWithZeros())
                        + ", which Media Ingest does not know (" + reason + "); give them defaults.");
    }

    private String trial(SharedForm form, int number) {
        List<String> names = List.copyOf(form.filled().keySet());
        String values = names.stream()
                .map(form.filled()::get)
                .collect(Collectors.joining(", "))
                .replace("%d", String.valueOf(number));
        return "insert into " + form.table() + " (" + String.join(", ", names) + furtherNames(form.table(), names)
                + ") values (" + values + furtherValues(form.table(), names) + ")";
    }

    private boolean has(SharedForm form, String name) {
        return tables.getOrDefault(form, List.of()).stream()
                .anyMatch(column -> column.name().equalsIgnoreCase(name));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
