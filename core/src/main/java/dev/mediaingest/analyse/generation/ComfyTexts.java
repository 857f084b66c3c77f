package dev.mediaingest.analyse.generation;

import dev.mediaingest.analyse.generation.ComfyGraph.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The prompts of a graph: from a sampler's conditioning back to the text encoder, and from there to the nodes its text is
 * put together from. What a language model wrote while the graph ran is not in the file; then its input is taken.
 */
final class ComfyTexts {
    /** What encoders call their texts; the first that is there comes first. */
    private static final List<String> ENCODED = List.of(
            "text",
            "prompt",
            "user_prompt",
            "text_g",
            "text_l",
            "prompt_g",
            "prompt_l",
            "clip_l",
            "clip_g",
            "t5xxl",
            "llama",
            "bert",
            "mt5xl",
            "tags",
            "lyrics",
            "wildcard_text",
            "string",
            "value");
    /** What nodes that only hold or pass a text call it. */
    private static final List<String> HELD = List.of(
            "populated_text",
            "text",
            "string",
            "value",
            "prompt",
            "Text",
            "String",
            "Value",
            "STRING",
            "input",
            "any",
            "any_01",
            "any_02",
            "anything",
            "source",
            "str",
            "multiline_text",
            "wildcard_text",
            "text_input",
            "prompt_text");
    /** What nodes that show a text remember of it. */
    private static final List<String> SHOWN = List.of("text_0", "preview_text", "preview", "displaytext", "output");

    private static final Pattern PART =
            Pattern.compile("(?i).*(text|string|prompt|str|prefix|suffix|input|append|before|after).*");
    private static final Pattern DELIMITER = Pattern.compile("(?i).*(delimiter|separator|linebreak|whitespace).*");

    private final ComfyGraph graph;
    private final ComfyWalk walk;
    private boolean generatedTexts;
    private boolean generated;
    private int length;
    private @Nullable JsonNode guidance;

    ComfyTexts(ComfyGraph graph, ComfyWalk walk) {
        this.graph = graph;
        this.walk = walk;
    }

    /** The distilled guidance met on the way, as Flux takes it. */
    @Nullable
    JsonNode guidance() {
        return guidance;
    }

    /** The text behind a conditioning; null if none is found. */
    @Nullable
    String conditioning(@Nullable JsonNode input, boolean positive) {
        generatedTexts = false;
        String text = follow(input, positive);
        if (text == null) {
            generatedTexts = true;
            text = follow(input, positive);
            generated |= text != null;
        }
        return text;
    }

    /** Whether a prompt is what a model that writes texts was given, because what it wrote is not in the file. */
    boolean wasGenerated() {
        return generated;
    }

    /** The text an input is or leads to. */
    @Nullable
    String text(@Nullable JsonNode input) {
        if (input == null) {
            return null;
        }
        if (input.isString()) {
            length += input.stringValue().length();
            return length > ComfyWalk.MAX_TEXT ? null : input.stringValue();
        }
        Node source = graph.target(input);
        if (source == null || !walk.enter(source)) {
            return null;
        }
        try {
            return held(source, input.get(1).asInt(0));
        } finally {
            walk.leave(source);
        }
    }

    /** Whether a node turns text into conditioning, by its name or its shape. */
    static boolean isEncoder(Node node) {
        boolean named = node.isKind("textencode", "powerprompt", "promptencode", "textencoder");
        return named && !conditionings(node).iterator().hasNext();
    }

    /** All texts of an encoder, each once. */
    @Nullable
    String encoded(Node node) {
        String populated = text(node.input("populated_text")); // what a template with wildcards became
        if (populated != null && !populated.isBlank()) {
            return populated;
        }
        Set<String> texts = new LinkedHashSet<>();
        for (String name : ENCODED) {
            String text = text(node.input(name));
            if (text != null) {
                texts.add(text);
            }
        }
        return joined(texts);
    }

    private static @Nullable String joined(Set<String> texts) {
        if (texts.size() > 1) {
            texts.removeIf(String::isBlank);
        }
        return texts.isEmpty() ? null : String.join("\n", texts);
    }

    private @Nullable String follow(@Nullable JsonNode input, boolean positive) {
        if (input != null && input.isString()) {
            return text(input);
        }
        Node source = graph.target(input);
        if (source == null || !walk.enter(source)) {
            return null;
        }
        try {
            return within(source, positive);
        } finally {
            walk.leave(source);
        }
    }

    private @Nullable String within(Node node, boolean positive) {
        rememberGuidance(node, positive);
        if (node.isKind("zeroout")) {
            return "";
        }
        if (isGenerator(node) && !isEncoder(node) && !generatedTexts) {
            return shown(node);
        }
        String polarity = positive ? "positive" : "negative";
        for (String name : List.of(polarity, polarity + "_prompt", "text_" + polarity, polarity + "_text")) {
            String found = follow(node.input(name), positive);
            if (found != null) {
                return found;
            }
        }
        List<JsonNode> parts = conditionings(node);
        if (!parts.isEmpty()) {
            return combined(node, parts, positive);
        }
        String text = encoded(node);
        return text == null ? handedOn(node, positive) : text;
    }

    private void rememberGuidance(Node node, boolean positive) {
        JsonNode value = node.input("guidance");
        if (positive && guidance == null && value != null) {
            guidance = new ComfyValues(graph, walk).number(node, "guidance");
        }
    }

    private static List<JsonNode> conditionings(Node node) {
        return node.inputs().entrySet().stream()
                .filter(input -> input.getValue().isArray())
                .filter(input -> isConditioning(input.getKey().toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparing(input -> inOrder(input.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isConditioning(String name) {
        return name.startsWith("cond") || name.equals("text_embeds");
    }

    private @Nullable String combined(Node node, List<JsonNode> parts, boolean positive) {
        if (graph.chosen(node) != null) {
            return handedOn(node, positive);
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode part : parts) {
            String text = follow(part, positive);
            if (text != null) {
                texts.add(text);
            }
        }
        return joined(texts);
    }

    private @Nullable String handedOn(Node node, boolean positive) {
        for (JsonNode link : graph.handedOn(node)) {
            String found = follow(link, positive);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable String held(Node node, int slot) {
        if (isGenerator(node) && !generatedTexts) {
            return shown(node);
        }
        if (node.has("on_true", "on_false") || node.isKind("switch")) {
            return switched(node);
        }
        if (node.isKind("concat", "join", "combine", "append", "merge")) {
            return concatenated(node);
        }
        String named = ofSlot(node, slot);
        for (String name : HELD) {
            named = named == null ? text(node.input(name)) : named;
        }
        return named == null ? shownOrPassed(node) : named;
    }

    private @Nullable String shown(Node node) {
        for (String name : SHOWN) {
            JsonNode value = node.input(name);
            if (value != null && value.isString()) {
                return text(value);
            }
        }
        return null;
    }

    private @Nullable String shownOrPassed(Node node) {
        String shown = shown(node);
        if (shown != null) {
            return shown;
        }
        String encoded = encoded(node);
        return encoded == null && node.isKind("reroute", "pipe", "any") ? switched(node) : encoded;
    }

    /** Nodes with a text for each of two outputs, as the prompt stylers. */
    private @Nullable String ofSlot(Node node, int slot) {
        String polarity = slot == 1 ? "negative" : "positive";
        if (!node.has("text_" + polarity, polarity)) {
            return null;
        }
        String text = text(node.input("text_" + polarity));
        return text == null ? text(node.input(polarity)) : text;
    }

    private @Nullable String switched(Node node) {
        String chosen = text(graph.chosen(node));
        if (chosen != null) {
            return chosen;
        }
        for (JsonNode value : node.inputs().values()) {
            String text = value.isArray() ? text(value) : null;
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private @Nullable String concatenated(Node node) {
        List<String> parts = new ArrayList<>();
        node.inputs().entrySet().stream()
                .filter(input -> PART.matcher(input.getKey()).matches())
                .filter(input -> !DELIMITER.matcher(input.getKey()).matches())
                .sorted(Comparator.comparing(input -> inOrder(input.getKey())))
                .forEach(input -> {
                    String text = text(input.getValue());
                    if (text != null && !text.isEmpty()) {
                        parts.add(text);
                    }
                });
        return parts.isEmpty() ? null : String.join(delimiter(node), parts);
    }

    private static String delimiter(Node node) {
        for (String name : List.of("delimiter", "separator", "delim")) {
            JsonNode value = node.input(name);
            if (value != null && value.isString()) {
                return value.stringValue().replace("\\n", "\n");
            }
        }
        return " ";
    }

    /** The file lists values before links; what belongs together is named in its order: a, b; 1, 2, 10. */
    private static String inOrder(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean first = lower.startsWith("pre") || lower.startsWith("before") || lower.endsWith("_to");
        boolean last = lower.startsWith("suf") || lower.startsWith("app") || lower.startsWith("after");
        String place = first ? "0" : last ? "2" : "1";
        return place + "%04d".formatted(Math.min(9999, lower.length())) + lower;
    }

    private static boolean isGenerator(Node node) {
        return node.isKind(
                "textgenerate",
                "llm",
                "llama",
                "gpt",
                "ollama",
                "gemini",
                "claude",
                "florence",
                "caption",
                "tagger",
                "interrogat",
                "qwenvl",
                "promptenhanc",
                "promptgenerator",
                "img2txt",
                "imagetotext",
                "deepseek");
    }
}
