package dev.mediaingest.app.cli.library;

import dev.mediaingest.media.generation.BoundedColumn;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A JSON tree as indented lines of name and value, for a terminal: what a file is and how it was made first, what these were
 * read from last and shortened. Control characters do not pass.
 */
final class FindingsText {
    private static final int NAME_WIDTH = 22;
    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_RAW_TEXT = 160;
    private static final List<String> FIRST = List.of("status", "problems", "facts", "generation", "score", "caption");
    /** What the other values were read from; shown last. */
    private static final List<String> RAW = List.of("raw_text", "workflow", "texts");

    private final PrintWriter out;
    private final boolean whole;

    /** @param whole whether texts are shown to their end */
    FindingsText(PrintWriter out, boolean whole) {
        this.out = out;
        this.whole = whole;
    }

    void print(JsonNode tree) {
        inOrder(tree).forEach((name, value) -> print(name, value, "  "));
        out.println();
    }

    private static Map<String, JsonNode> inOrder(JsonNode tree) {
        Map<String, JsonNode> ordered = new LinkedHashMap<>();
        FIRST.forEach(name -> put(name, tree, ordered));
        tree.properties().forEach(entry -> {
            if (!RAW.contains(entry.getKey())) {
                ordered.putIfAbsent(entry.getKey(), entry.getValue());
            }
        });
        RAW.forEach(name -> put(name, tree, ordered));
        return ordered;
    }

    private static void put(String name, JsonNode tree, Map<String, JsonNode> ordered) {
        JsonNode value = tree.get(name);
        if (value != null) {
            ordered.put(name, value);
        }
    }

    private void print(String name, JsonNode value, String indent) {
        String label = name.replace('_', ' ');
        int longest = RAW.contains(name) ? LONGEST_RAW_TEXT : LONGEST_TEXT;
        if (value.isObject()) {
            out.println(indent + label);
            inOrder(value).forEach((inner, its) -> print(inner, its, indent + "  "));
        } else if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
            out.println(indent + label);
            value.forEach(element -> out.println(indent + "  " + oneLine(element, indent, longest)));
        } else {
            out.println(indent + padded(label) + text(value, indent + " ".repeat(NAME_WIDTH), longest));
        }
    }

    /** An object in a list: its values behind each other, the names only where a value does not speak for itself. */
    private String oneLine(JsonNode element, String indent, int longest) {
        List<String> parts = new ArrayList<>();
        element.properties().forEach(entry -> {
            if (entry.getKey().equals("weight") && entry.getValue().asDouble(0) == 1) {
                return; // what all have
            }
            String value = text(entry.getValue(), indent + "    ", longest);
            parts.add(entry.getValue().isString() ? value : entry.getKey().replace('_', ' ') + " " + value);
        });
        return String.join(" · ", parts);
    }

    private String text(JsonNode value, String indent, int longest) {
        String text = value.isValueNode() ? value.asString() : value.toString();
        String cut = whole || text.length() <= longest
                ? text
                : BoundedColumn.beginning(text, longest) + "… (" + text.length() + " characters, --raw shows all)";
        return cut.strip().replace("\r", "").replace("\n", "\n" + indent).replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
    }

    private static String padded(String label) {
        return label.length() >= NAME_WIDTH ? label + " " : label + " ".repeat(NAME_WIDTH - label.length());
    }
}
