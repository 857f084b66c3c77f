package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.ComfyGraph.Node;
import dev.mediaingest.analyse.generation.comfy.LinearPattern.Effort;
import dev.mediaingest.analyse.generation.comfy.LinearPattern.Flags;
import dev.mediaingest.analyse.generation.parameters.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Texts put together by nodes: joined, replaced in, switched on. A pattern to replace comes from the file, so it is searched in
 * bounded steps; where that is not possible the text is as it was before.
 */
final class ComfyJoints {
    private static final int MAX_REPLACEMENTS = 20;
    private static final Pattern PART =
            Pattern.compile("(?i).*(text|string|prompt|str|part|prefix|suffix|input|append|before|after).*");
    private static final Pattern NO_PART =
            Pattern.compile("(?i).*(delimiter|separator|delim|linebreak|whitespace|count|strip|select|mode|index).*");
    /** text1, text_2, string_a: what is numbered or lettered is a series. */
    private static final Pattern SERIES =
            Pattern.compile("(?i)(.{0,40}?(?:text|string|prompt|part|tags?|line|str))_?([0-9]{1,2}|[a-h])");

    private static final List<String> WHOLE = List.of("string", "text", "prompt", "text_a", "input", "String", "Text");

    private final ComfyTexts texts;
    private final Effort effort = new Effort();

    ComfyJoints(ComfyTexts texts) {
        this.texts = texts;
    }

    /** All parts in their order, with the node's delimiter between. */
    @Nullable
    String joined(Node node) {
        List<String> parts = new ArrayList<>();
        node.inputs().entrySet().stream()
                .filter(input -> PART.matcher(input.getKey()).matches())
                .filter(input -> !NO_PART.matcher(input.getKey()).matches())
                .sorted(Comparator.comparing(input -> ComfyTexts.inOrder(input.getKey())))
                .forEach(input -> add(input.getValue(), parts));
        return parts.isEmpty() ? null : String.join(delimiter(node, " "), parts);
    }

    /** A series of texts in a node of no known role is one text, unless the node chooses among them. */
    @Nullable
    String series(Node node) {
        if (node.has("select", "index", "Input", "boolean", "condition", "selected", "find", "replace")) {
            return null;
        }
        Map<String, JsonNode> series = new TreeMap<>(Comparator.comparing(ComfyTexts::inOrder));
        String stem = null;
        for (Map.Entry<String, JsonNode> input : node.inputs().entrySet()) {
            Matcher matcher = SERIES.matcher(input.getKey());
            if (matcher.matches() && (stem == null || stem.equals(matcher.group(1)))) {
                stem = matcher.group(1);
                series.put(input.getKey(), input.getValue());
            }
        }
        if (series.size() < 2) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        JsonNode first = node.input(String.valueOf(stem));
        add(first, parts);
        series.values().forEach(part -> add(part, parts));
        return parts.isEmpty() ? null : String.join(delimiter(node, ", "), parts);
    }

    /** A picture described in an editor of the node's own: the whole, the background, and each of its parts. */
    @Nullable
    String described(Node node) {
        String imported = texts.text(node.input("import_json"));
        if (imported != null && !imported.isBlank()) {
            return imported;
        }
        List<String> parts = new ArrayList<>();
        add(node.input("description"), parts);
        add(node.input("background"), parts);
        String written = texts.text(node.input("elements"));
        JsonNode elements = written == null ? null : Json.parse(written);
        for (int i = 0; elements != null && i < Math.min(elements.size(), ComfyGraph.MAX_INPUTS); i++) {
            add(elements.path(i).get("desc"), parts);
        }
        return parts.isEmpty() ? null : String.join("\n", parts);
    }

    private void add(@Nullable JsonNode value, List<String> parts) {
        String text = texts.text(value);
        if (text != null && !text.isEmpty()) {
            parts.add(text);
        }
    }

    private static String delimiter(Node node, String otherwise) {
        for (String name : List.of("delimiter", "separator", "delim")) {
            JsonNode value = node.input(name);
            if (value != null && value.isString()) {
                return value.stringValue().replace("\\n", "\n");
            }
        }
        return otherwise;
    }

    /** {@code find}, {@code replace}, or {@code find1}, {@code replace1} and so on. */
    @Nullable
    String replaced(Node node) {
        String text = null;
        for (String name : WHOLE) {
            text = text == null ? texts.text(node.input(name)) : text;
        }
        String pattern = texts.text(node.input("regex_pattern"));
        String by = texts.text(node.input("replace"));
        text = pattern == null
                ? replaced(text, texts.text(node.input("find")), by)
                : replacedByPattern(text, pattern, by, node);
        for (int i = 1; text != null && i <= MAX_REPLACEMENTS && node.has("find" + i, "find_" + i); i++) {
            String one = texts.text(node.has("find" + i) ? node.input("find" + i) : node.input("find_" + i));
            String name = node.has("replace" + i) ? "replace" + i : "replace_" + i;
            text = replaced(text, one, texts.text(node.input(name)));
        }
        return text;
    }

    private @Nullable String replacedByPattern(@Nullable String text, String pattern, @Nullable String by, Node node) {
        if (text == null || by == null) {
            return text;
        }
        boolean ignoresCase = isOn(node, "case_insensitive");
        Flags flags = new Flags(ignoresCase, isOn(node, "multiline"), isOn(node, "dotall"));
        Integer count = Json.integer(node.input("count"));
        return replacedByPattern(text, pattern, flags, by, count == null ? 0 : count);
    }

    private static boolean isOn(Node node, String name) {
        return "true".equals(Json.text(node.input(name)));
    }

    private String replacedByPattern(String text, String pattern, Flags flags, String by, int count) {
        return LinearPattern.of(pattern, flags)
                .flatMap(found -> found.replaced(text, by, count, effort))
                .orElse(text);
    }

    private static @Nullable String replaced(@Nullable String text, @Nullable String find, @Nullable String by) {
        if (text == null || find == null || find.isEmpty() || by == null) {
            return text;
        }
        long growth = (long) Math.max(0, by.length() - find.length()) * (text.length() / find.length());
        return growth > ComfyWalk.MAX_TEXT ? text : text.replace(find, by);
    }

    /** StringFunction of Custom-Scripts: three texts, joined with commas and tidied, or the first with the second replaced. */
    @Nullable
    String function(Node node) {
        String first = texts.text(node.input("text_a"));
        String second = texts.text(node.input("text_b"));
        String third = texts.text(node.input("text_c"));
        boolean tidy = "yes".equals(Json.text(node.input("tidy_tags")));
        if ("replace".equals(Json.text(node.input("action")))) {
            String by = third == null ? "" : third;
            boolean isPattern = second != null && second.length() > 2 && second.startsWith("/") && second.endsWith("/");
            String text = first != null && second != null && isPattern
                    ? replacedByPattern(first, second.substring(1, second.length() - 1), Flags.NONE, by, 0)
                    : replaced(first, second, by);
            return text != null && tidy ? tidied(text) : text;
        }
        List<String> parts = new ArrayList<>();
        for (String part : new String[] {first, second, third}) {
            if (part != null && !part.isEmpty()) {
                parts.add(part);
            }
        }
        String text = String.join(tidy ? ", " : "", parts);
        return parts.isEmpty() ? null : tidy ? tidied(text) : text;
    }

    private static String tidied(String tags) {
        return tags.replaceAll("\\s{2,}", " ")
                .replace(" ,", ",")
                .replaceAll(",{2,}", ",")
                .strip();
    }

    /** A list of words with a switch each: {@code [{"text": …, "active": true}]}. */
    @Nullable
    String triggers(Node node) {
        JsonNode list = node.input("toggle_trigger_words");
        JsonNode words = list != null && list.has("__value__") ? list.get("__value__") : list;
        if (words == null || !words.isArray()) {
            return texts.text(node.input("orinalMessage"));
        }
        List<String> active = new ArrayList<>();
        for (JsonNode word : words) {
            String text = word.path("active").asBoolean(true) ? Json.text(word.get("text")) : null;
            if (text != null && !text.isBlank() && !text.startsWith("__")) {
                active.add(text);
            }
        }
        return String.join(", ", active);
    }

    /** An encoder may have inputs for the words its LoRAs are triggered by, which go before its text. */
    @Nullable
    String triggered(Node node, @Nullable String text) {
        List<String> parts = new ArrayList<>();
        node.inputs().entrySet().stream()
                .filter(input -> input.getKey().startsWith("trigger_words"))
                .sorted(Comparator.comparing(input -> ComfyTexts.inOrder(input.getKey())))
                .forEach(input -> add(input.getValue(), parts));
        if (parts.isEmpty() || text == null) {
            return text;
        }
        parts.add(text);
        return String.join(", ", parts);
    }

    /** The text of an output, of a node that has one for each: by its name, else by its place. */
    @Nullable
    String ofSlot(Node node, int slot) {
        Optional<ComfyNodes.Known> known = ComfyNodes.of(node.type());
        List<String> widgets = known.map(ComfyNodes.Known::widgets).orElse(List.of());
        String named = namedAs(node, slot, widgets);
        if (named != null) {
            return texts.text(node.input(named));
        }
        return slot < widgets.size() && slot >= 0 ? texts.text(node.input(widgets.get(slot))) : null;
    }

    /** The widget an output is called after, where no other output has that name: {@code positive_style_text_l}. */
    private static @Nullable String namedAs(Node node, int slot, List<String> widgets) {
        String output =
                slot >= 0 && slot < node.outputs().size() ? node.outputs().get(slot) : "";
        if (Collections.frequency(node.outputs(), output) != 1) {
            return null;
        }
        return widgets.stream()
                .filter(output::startsWith)
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
    }
}
