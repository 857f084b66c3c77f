package dev.mediaingest.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tables of the Python tool as one of its versions made them, by day and revision.
 *
 * @param script as the tool and its database wrote it
 */
record PythonToolForm(String name, boolean postgres, String script) {
    static final String NEWEST = "20251120-d5a8618";

    private static final List<String> SQLITE =
            List.of("20250913-107749e", "20250914-a13617d", "20250915-6cd7ccb", "20250916-1f04986", NEWEST);
    private static final List<String> POSTGRES = List.of(
            "20250913-107749e",
            "20250914-a13617d",
            "20250915-6cd7ccb",
            "20250916-1f04986",
            "20251007-4044152",
            "20251008-02e03b1",
            "20251008-eb7e617",
            "20251012-5dff77b",
            "20251108-29d69e7",
            NEWEST);

    private static final Pattern TABLE =
            Pattern.compile("CREATE TABLE (?:public\\.)?(\\w+) \\((.*?)\\n\\);", Pattern.DOTALL);
    private static final Pattern COLUMN =
            Pattern.compile("(?:^|,\\s)\\s*([a-z_0-9]+) ([A-Za-z][^,\n]*?(?:\\(\\d+\\))?[^,\n]*)");

    /** Oldest first. */
    static List<PythonToolForm> all(boolean postgres) {
        return (postgres ? POSTGRES : SQLITE)
                .stream().map(name -> read(name, postgres)).toList();
    }

    /** Each older one with each newer. */
    static Stream<Pair> pairs(boolean postgres) {
        List<PythonToolForm> forms = all(postgres);
        List<Pair> pairs = new ArrayList<>();
        for (int older = 0; older < forms.size(); older++) {
            for (int newer = older + 1; newer < forms.size(); newer++) {
                pairs.add(new Pair(forms.get(older), forms.get(newer)));
            }
        }
        return pairs.stream();
    }

    record Pair(PythonToolForm older, PythonToolForm newer) {
        @Override
        public String toString() {
            return older + " + " + newer;
        }
    }

    private static PythonToolForm read(String name, boolean postgres) {
        String resource = "/python-tool/forms/" + name + (postgres ? ".postgresql.sql" : ".sqlite.sql");
        try (InputStream script = PythonToolForm.class.getResourceAsStream(resource)) {
            if (script == null) {
                throw new IllegalStateException("no fixture " + resource);
            }
            return new PythonToolForm(
                    name, postgres, new String(script.readAllBytes(), StandardCharsets.UTF_8).replace("public.", ""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> statements() {
        return Arrays.stream(script.split(";\n"))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    /** The columns of each table with their declarations. */
    Map<String, Map<String, String>> tables() {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        Matcher table = TABLE.matcher(script);
        while (table.find()) {
            Map<String, String> columns = new LinkedHashMap<>();
            Matcher column = COLUMN.matcher(table.group(2).replaceAll("\\s+", " "));
            while (column.find()) {
                columns.put(column.group(1), column.group(2).strip());
            }
            tables.put(table.group(1), columns);
        }
        return tables;
    }

    /**
     * What a newer version did to a database of this form: the columns and indexes it lacks, and its tables.
     *
     * @param defaults whether the columns have some; without, SQLite takes only those that may be empty
     */
    List<String> changesTo(PythonToolForm newer, boolean defaults) {
        List<String> changes = new ArrayList<>();
        Map<String, Map<String, String>> here = tables();
        newer.tables().forEach((table, columns) -> {
            Map<String, String> have = here.get(table);
            if (have == null) {
                newer.statements().stream()
                        .filter(statement -> statement.contains(table))
                        .forEach(changes::add);
                return;
            }
            columns.forEach((column, declaration) -> {
                if (!have.containsKey(column)) {
                    changes.add("alter table " + table + " add column " + column + " " + added(declaration, defaults));
                }
            });
        });
        newer.statements().stream()
                .filter(statement -> statement.strip().startsWith("CREATE INDEX"))
                .map(statement -> statement.replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS"))
                .forEach(changes::add);
        return changes;
    }

    private String added(String declaration, boolean defaults) {
        boolean required = declaration.contains("NOT NULL");
        if (!required) {
            return declaration;
        }
        if (defaults) {
            return declaration + " default false";
        }
        return postgres ? declaration : declaration.replace("NOT NULL", "");
    }

    @Override
    public String toString() {
        return name;
    }
}
