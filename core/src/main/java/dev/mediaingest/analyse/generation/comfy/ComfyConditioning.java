package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.ComfyGraph.Node;
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

/** The way from a sampler's conditioning back to the encoders whose texts it is made of. */
final class ComfyConditioning {
    /** Names of inputs that hold no prompt, whatever their text. */
    private static final Pattern NO_PROMPT = Pattern.compile(
            "(?i).*(name|file|path|folder|model|mode|style|type|preset|device|dtype|template|system|sampler|scheduler).*");

    private final ComfyGraph graph;
    private final ComfyWalk walk;
    private final ComfyTexts texts;
    private @Nullable JsonNode guidance;

    ComfyConditioning(ComfyGraph graph, ComfyWalk walk, ComfyTexts texts) {
        this.graph = graph;
        this.walk = walk;
        this.texts = texts;
    }

    /** The distilled guidance met on the way, as Flux takes it. */
    @Nullable
    JsonNode guidance() {
        return guidance;
    }

    @Nullable
    String follow(@Nullable JsonNode input, boolean positive) {
        if (input != null && input.isString()) {
            return texts.text(input);
        }
        Node source = graph.target(input);
        if (source == null
                || input == null
                || ComfyTexts.isNegative(source, input.get(1).asInt(0))
                || !walk.enter(source)) {
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
        if (node.is(ComfyRole.WRITER) && !texts.asksForGenerated()) {
            return texts.written(node);
        }
        String polarity = positive ? "positive" : "negative";
        for (String name : List.of(polarity, polarity + "_prompt", "text_" + polarity, polarity + "_text")) {
            String found = follow(node.input(name), positive);
            if (found != null) {
                return found;
            }
        }
        String named = ofConditioning(node, positive);
        if (named != null) {
            return named;
        }
        String both = ofEither(node, positive ? "pos_" : "neg_");
        if (both != null) {
            return both;
        }
        List<JsonNode> parts = numbered(node, polarity + "_");
        parts = parts.isEmpty() ? conditionings(node) : parts;
        if (!parts.isEmpty()) {
            return combined(node, parts, positive);
        }
        String text = texts.encoded(node);
        text = text == null ? handedOn(node, positive) : text;
        return text == null && encodes(node) ? unnamed(node, positive) : text;
    }

    /** Of a node that two conditionings go through: {@code cond} and {@code uncond}, {@code neg_conditioning} and the like. */
    private @Nullable String ofConditioning(Node node, boolean positive) {
        for (Map.Entry<String, JsonNode> input : node.inputs().entrySet()) {
            String name = input.getKey().toLowerCase(Locale.ROOT);
            boolean meant = positive ? name.startsWith("pos") : name.startsWith("neg") || name.startsWith("uncond");
            String found = meant && name.contains("cond") && input.getValue().isArray()
                    ? follow(input.getValue(), positive)
                    : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** An encoder of both prompts has texts of each: {@code pos_g}, {@code pos_l}, {@code neg_g}; no link is a conditioning. */
    private @Nullable String ofEither(Node node, String prefix) {
        if (!node.is(ComfyRole.ENCODER)) {
            return null;
        }
        Set<String> parted = new LinkedHashSet<>();
        node.inputs().entrySet().stream()
                .filter(input -> input.getKey().startsWith(prefix))
                .sorted(Comparator.comparing(input -> ComfyTexts.inOrder(input.getKey())))
                .forEach(input -> {
                    String text = texts.text(input.getValue());
                    if (text != null) {
                        parted.add(text);
                    }
                });
        return ComfyTexts.joined(parted);
    }

    /** Whether a node that is not known has what an encoder needs. */
    private boolean encodes(Node node) {
        return graph.target(node.input("clip")) != null || node.isKind("encode", "prompt");
    }

    /** The longest text of an encoder that calls its inputs by names of its own. */
    private @Nullable String unnamed(Node node, boolean positive) {
        String longest = null;
        for (Map.Entry<String, JsonNode> input : node.inputs().entrySet()) {
            String name = input.getKey().toLowerCase(Locale.ROOT);
            boolean opposite = name.contains(positive ? "neg" : "pos");
            String text = opposite || NO_PROMPT.matcher(name).matches() ? null : texts.text(input.getValue());
            longest = text != null && (longest == null || text.length() > longest.length()) ? text : longest;
        }
        return longest;
    }

    private void rememberGuidance(Node node, boolean positive) {
        JsonNode value = node.input("guidance");
        if (positive && guidance == null && value != null) {
            guidance = new ComfyValues(graph, walk).number(node, "guidance");
        }
    }

    /** {@code positive_1}, {@code positive_2}, as nodes name them that put several together. */
    private static List<JsonNode> numbered(Node node, String prefix) {
        List<JsonNode> numbered = new ArrayList<>();
        for (int i = 1; node.input(prefix + i) != null && i < ComfyGraph.MAX_INPUTS; i++) {
            JsonNode link = node.input(prefix + i);
            if (link != null && link.isArray()) {
                numbered.add(link);
            }
        }
        return numbered;
    }

    static List<JsonNode> conditionings(Node node) {
        return node.inputs().entrySet().stream()
                .filter(input -> input.getValue().isArray())
                .filter(input -> isConditioning(input.getKey().toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparing(input -> ComfyTexts.inOrder(input.getKey())))
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
        Set<String> parted = new LinkedHashSet<>();
        for (JsonNode part : parts) {
            String text = follow(part, positive);
            if (text != null) {
                parted.add(text);
            }
        }
        return ComfyTexts.joined(parted);
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
}
