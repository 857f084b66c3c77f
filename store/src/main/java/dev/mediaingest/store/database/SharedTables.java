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
    private static final Form FILES = new Form(
            "media_files",
            words("id filename directory file_path file_size file_type extension score created_at updated_at"),
            List.of(
                    "media_file_id varchar(64)",
                    "phash varchar(64)",
                    "nsfw boolean not null default false",
                    "nsfw_score float",
                    "nsfw_label boolean",
                    "nsfw_model varchar(128)",
                    "nsfw_model_version varchar(64)",
                    "nsfw_threshold float",
                    "original_created_at timestamp",
                    "favourite boolean not null default false"),
            Map.of("id", "-%d", "filename", "''", "directory", "''", "file_path", "'media-ingest trial %d'"));

    private static final Form METADATA = new Form(
            "media_metadata",
            words("id media_file_id width height duration frame_rate color_mode has_alpha png_text workflow_data prompt"
                    + " negative_prompt model_name sampler steps cfg_scale seed positive_prompt_keywords"
                    + " negative_prompt_keywords loras file_modified_at metadata_extracted_at"),
            List.of(
                    "model_hash varchar(64)",
                    "size varchar(20)",
                    "schedule_type varchar(50)",
                    "denoising_strength float",
                    "hires_config json",
                    "dynthres_config json",
                    "version varchar(100)",
                    "lora_hashes text",
                    "hires_module_1 varchar(100)",
                    "hires_cfg_scale float",
                    "hires_upscale float",
                    "hires_upscaler varchar(200)",
                    "dynthres_enabled boolean",
                    "dynthres_mimic_scale float",
                    "dynthres_threshold_percentile float",
                    "dynthres_mimic_mode varchar(50)",
                    "dynthres_mimic_scale_min float",
                    "dynthres_cfg_mode varchar(50)",
                    "dynthres_cfg_scale_min float",
                    "dynthres_sched_val float",
                    "dynthres_separate_feature_channels varchar(50)",
                    "dynthres_scaling_startpoint varchar(50)",
                    "dynthres_variability_measure varchar(50)",
                    "dynthres_interpolate_phi float"),
            Map.of("id", "-%d", "media_file_id", "-1"));

    private static final Form KEYWORDS = new Form(
            "media_keywords",
            words("id media_file_id keyword keyword_type confidence source created_at"),
            List.of(),
            Map.of("id", "-%d", "media_file_id", "-1", "keyword", "'media-ingest trial %d'"));

    private static final Form DAYS = new Form(
            "daily_contributions",
            words("id date count created_at updated_at"),
            List.of(),
            Map.of("id", "-%d", "date", "'1000-01-0%d 00:00:00'", "count", "0"));

    /** Those we write, in the order in which rows can be written. */
    private static final List<Form> FORMS = List.of(FILES, METADATA, KEYWORDS, DAYS);

    private final SchemaDialect dialect;
    private final Map<Form, List<Column>> tables;

    private SharedTables(SchemaDialect dialect, Map<Form, List<Column>> tables) {
        this.dialect = dialect;
        this.tables = tables;
    }

    /**
     * A table in the tool's forms.
     *
     * @param first columns that each of its forms has; without one of them a table is another program's
     * @param later columns its later forms added, with types that mean the same to both databases
     * @param filled what a new row of ours always has, each with a value to try with
     */
    private record Form(String table, List<String> first, List<String> later, Map<String, String> filled) {
        boolean knows(String column) {
            return first.contains(column)
                    || later.stream().anyMatch(declaration -> declaration.startsWith(column + " "));
        }
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
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
        Map<Form, List<Column>> columns = new LinkedHashMap<>();
        for (Form form : FORMS) {
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
        return tables.containsKey(FILES);
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

    private Stream<Column> required(Form form) {
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
        return tables.getOrDefault(FILES, List.of()).stream()
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

    private String trial(Form form, int number) {
        List<String> names = List.copyOf(form.filled().keySet());
        String values = names.stream()
                .map(form.filled()::get)
                .collect(Collectors.joining(", "))
                .replace("%d", String.valueOf(number));
        return "insert into " + form.table() + " (" + String.join(", ", names) + furtherNames(form.table(), names)
                + ") values (" + values + furtherValues(form.table(), names) + ")";
    }

    private boolean has(Form form, String name) {
        return tables.getOrDefault(form, List.of()).stream()
                .anyMatch(column -> column.name().equalsIgnoreCase(name));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
