package dev.mediaingest.analyse.generation.comfy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The vocabulary of nodes, {@code comfy-nodes.tsv}: which role a class of nodes has and what its widgets are called, in the
 * order the editor saves them. Its form is described at its beginning; it knows the packs people use most, not all there are.
 */
final class ComfyNodes {
    /** A widget of no interest. */
    static final String NONE = "-";

    private static final Pattern REPEATED = Pattern.compile("\\(([^)]*)\\)([0-9]{1,2})");
    private static final Map<String, Known> TABLE = read();

    private ComfyNodes() {}

    /**
     * A class of nodes.
     *
     * @param widgets what each is known by, {@value #NONE} for those of no interest
     * @param renamed by the node's own name of an input, what it is known by
     */
    record Known(ComfyRole role, List<String> widgets, Map<String, String> renamed) {}

    static Optional<Known> of(String type) {
        return Optional.ofNullable(TABLE.get(type));
    }

    /** All classes in the table, for the test that reviews it. */
    static Map<String, Known> table() {
        return TABLE;
    }

    private static Map<String, Known> read() {
        Map<String, Known> table = new HashMap<>();
        try (InputStream file = ComfyNodes.class.getResourceAsStream("comfy-nodes.tsv")) {
            if (file == null) {
                throw new IllegalStateException("comfy-nodes.tsv is not among the resources");
            }
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.indexOf('\t') > 0)
                    .forEach(line -> add(line, table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(table);
    }

    private static void add(String line, Map<String, Known> table) {
        String[] columns = line.split("\t");
        List<String> widgets = new ArrayList<>();
        Map<String, String> renamed = new HashMap<>();
        for (String widget :
                columns.length < 3 ? new String[0] : written(columns[2]).split(" ")) {
            int colon = widget.indexOf(':');
            widgets.add(widget.substring(colon + 1));
            if (colon > 0) {
                renamed.put(widget.substring(0, colon), widget.substring(colon + 1));
            }
        }
        Known known = new Known(ComfyRole.ofLabel(columns[1]), List.copyOf(widgets), Map.copyOf(renamed));
        if (table.put(columns[0], known) != null) {
            throw new IllegalStateException(columns[0] + " is twice in comfy-nodes.tsv");
        }
    }

    /** {@code (a_# b_#)2} as {@code a_1 b_1 a_2 b_2}. */
    private static String written(String widgets) {
        Matcher repeated = REPEATED.matcher(widgets);
        return repeated.replaceAll(group -> {
            List<String> all = new ArrayList<>();
            for (int i = 1; i <= Integer.parseInt(group.group(2)); i++) {
                all.add(group.group(1).replace("#", String.valueOf(i)));
            }
            return String.join(" ", all);
        });
    }
}
