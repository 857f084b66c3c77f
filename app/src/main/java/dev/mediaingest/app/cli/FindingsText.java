package dev.mediaingest.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A JSON tree as indented lines of name and value, for a terminal: texts are cut, control characters do not pass. */
final class FindingsText {
    private static final int NAME_WIDTH = 22;
    private static final int LONGEST_TEXT = 2_000;

    private FindingsText() {}

    static void print(JsonNode tree, PrintWriter out) {
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            print(entry.getKey(), entry.getValue(), "  ", out);
        }
        out.println();
    }

    private static void print(String name, JsonNode value, String indent, PrintWriter out) {
        String label = name.replace('_', ' ');
        if (value.isObject()) {
            out.println(indent + label);
            value.properties().forEach(entry -> print(entry.getKey(), entry.getValue(), indent + "  ", out));
        } else if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
            out.println(indent + label);
            value.forEach(element -> out.println(indent + "  " + oneLine(element, indent)));
        } else {
            out.println(indent + padded(label) + text(value, indent + " ".repeat(NAME_WIDTH)));
        }
    }

    /** An object in a list: its values behind each other, the names only where a value does not speak for itself. */
    private static String oneLine(JsonNode element, String indent) {
        List<String> parts = new ArrayList<>();
        element.properties().forEach(entry -> {
            String value = text(entry.getValue(), indent + "    ");
            parts.add(entry.getValue().isString() ? value : entry.getKey().replace('_', ' ') + " " + value);
        });
        return String.join(" · ", parts);
    }

    private static String text(JsonNode value, String indent) {
        String text = value.isValueNode() ? value.asString() : value.toString();
        String cut = text.length() <= LONGEST_TEXT
                ? text
                : text.substring(0, LONGEST_TEXT) + "… (" + text.length() + " characters)";
        return cut.strip().replace("\r", "").replace("\n", "\n" + indent).replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
    }

    private static String padded(String label) {
        return label.length() >= NAME_WIDTH ? label + " " : label + " ".repeat(NAME_WIDTH - label.length());
    }
}
