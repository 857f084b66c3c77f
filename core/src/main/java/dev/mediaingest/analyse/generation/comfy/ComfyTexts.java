package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.ComfyGraph.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
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

    private final ComfyGraph graph;
    private final ComfyWalk walk;
    private final ComfyJoints joints;
    private final ComfyConditioning conditioning;
    private boolean generatedTexts;
    private boolean generated;
    /** Whether a part was met that a model made of a text, and what it wrote is not in the file. */
    private boolean unwritten;

    private int length;

    ComfyTexts(ComfyGraph graph, ComfyWalk walk) {
        this.graph = graph;
        this.walk = walk;
        this.joints = new ComfyJoints(this);
        this.conditioning = new ComfyConditioning(graph, walk, this);
    }

    /** The distilled guidance met on the way, as Flux takes it. */
    @Nullable
    JsonNode guidance() {
        return conditioning.guidance();
    }

    /** The text behind a conditioning; null if none is found. */
    @Nullable
    String conditioning(@Nullable JsonNode input, boolean positive) {
        return writtenOrElseAskedFor(() -> conditioning.follow(input, positive));
    }

    /** The text that a node which draws by itself is given as one of these inputs; null if it has none of them. */
    @Nullable
    String given(Node node, List<String> names) {
        for (String name : names) {
            String text = writtenOrElseAskedFor(() -> text(node.input(name)));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** All texts that a node which draws by itself is given as these inputs, each once; null if it has none of them. */
    @Nullable
    String allGiven(Node node, List<String> names) {
        Set<String> given = new LinkedHashSet<>();
        for (String name : names) {
            String text = given(node, List.of(name));
            if (text != null) {
                given.add(text);
            }
        }
        return joined(given);
    }

    private @Nullable String writtenOrElseAskedFor(Supplier<@Nullable String> way) {
        generatedTexts = false;
        unwritten = false;
        String written = way.get();
        if (written != null && !unwritten) {
            return written;
        }
        generatedTexts = true;
        String asked = way.get();
        generated |= asked != null;
        return asked == null ? written : asked;
    }

    /** Whether what a model that writes texts was given is taken for what it wrote. */
    boolean asksForGenerated() {
        return generatedTexts;
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
        return node.is(ComfyRole.ENCODER)
                && ComfyConditioning.conditionings(node).isEmpty();
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
        return joints.triggered(node, joined(texts));
    }

    static @Nullable String joined(Set<String> texts) {
        if (texts.size() > 1) {
            texts.removeIf(String::isBlank);
        }
        return texts.isEmpty() ? null : String.join("\n", texts);
    }

    private @Nullable String held(Node node, int slot) {
        String text = ofRole(node, slot);
        return text == null && !node.is(ComfyRole.WRITER) ? shownOrPassed(node) : text;
    }

    private @Nullable String ofRole(Node node, int slot) {
        return switch (node.role()) {
            case WRITER -> isNegative(node, slot) ? null : generatedTexts ? passed(node, slot) : written(node);
            case JOIN -> joints.joined(node);
            case DESCRIPTION -> joints.described(node);
            case REPLACE -> joints.replaced(node);
            case FUNCTION -> joints.function(node);
            case TRIGGERS -> joints.triggers(node);
            case SLOTS -> joints.ofSlot(node, slot);
            case TEXT -> known(node, slot);
            default -> switches(node) ? switched(node) : passed(node, slot);
        };
    }

    /** What a model writes that is not to be seen is made of something else than it was asked for. */
    static boolean isNegative(Node node, int slot) {
        return node.is(ComfyRole.WRITER)
                && slot >= 0
                && slot < node.outputs().size()
                && node.outputs().get(slot).contains("negative");
    }

    @Nullable
    String written(Node node) {
        String written = shown(node);
        unwritten |= written == null && !describes(node);
        return written;
    }

    /** A model that is given a picture was told its task, not what to draw. */
    private boolean describes(Node node) {
        return node.inputs().entrySet().stream()
                .filter(input -> input.getKey().matches("(?i).{0,20}(?:image|picture|pixels|video).{0,20}"))
                .anyMatch(input -> graph.target(input.getValue()) != null);
    }

    private static boolean switches(Node node) {
        return node.has("on_true", "on_false") || node.isKind("switch");
    }

    /** What the table of nodes calls its text comes first. */
    private @Nullable String known(Node node, int slot) {
        String populated = text(node.input("populated_text"));
        List<String> names = ComfyNodes.of(node.type())
                .map(ComfyNodes.Known::widgets)
                .filter(widgets -> !widgets.isEmpty())
                .orElse(HELD);
        String text = populated == null || populated.isBlank() ? null : populated;
        for (String name : names) {
            JsonNode value = node.input(name);
            boolean worded = value != null && (value.isArray() || name.equals(names.getFirst()) || HELD.contains(name));
            text = text == null && worded ? text(value) : text;
        }
        return text == null ? passed(node, slot) : text;
    }

    private @Nullable String passed(Node node, int slot) {
        String text = ofOutput(node, slot);
        text = text == null ? joints.series(node) : text;
        for (String name : HELD) {
            text = text == null ? text(node.input(name)) : text;
        }
        return text;
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
    private @Nullable String ofOutput(Node node, int slot) {
        String output =
                slot >= 0 && slot < node.outputs().size() ? node.outputs().get(slot) : "";
        boolean negative = output.contains("positive") ? false : output.contains("negative") || slot == 1;
        String polarity = negative ? "negative" : "positive";
        if (!node.has("text_" + polarity, polarity)) {
            return null;
        }
        String text = text(node.input("text_" + polarity));
        return text == null ? text(node.input(polarity)) : text;
    }

    private @Nullable String switched(Node node) {
        boolean before = unwritten;
        String chosen = text(graph.chosen(node));
        if (chosen != null) {
            return chosen;
        }
        for (JsonNode value : node.inputs().values()) {
            String text = value.isArray() ? text(value) : null;
            if (text != null) {
                unwritten = before; // a text of a person's stands beside the one a model made of it
                return text;
            }
        }
        return null;
    }

    /** The file lists values before links; what belongs together is named in its order: a, b; 1, 2, 10. */
    static String inOrder(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean first = lower.startsWith("pre") || lower.startsWith("before") || lower.endsWith("_to");
        boolean last = lower.startsWith("suf") || lower.startsWith("app") || lower.startsWith("after");
        String place = first ? "0" : last ? "2" : "1";
        return place + "%04d".formatted(Math.min(9999, lower.length())) + lower;
    }
}
