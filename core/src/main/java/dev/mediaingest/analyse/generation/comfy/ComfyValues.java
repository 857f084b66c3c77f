package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.ComfyGraph.Node;
import dev.mediaingest.analyse.generation.parameters.Json;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Single values of a graph's nodes, also where another node (a seed, a primitive, a selector) supplies them. */
final class ComfyValues {
    /** What nodes that hold one value call it. */
    private static final List<String> VALUE = List.of(
            "value",
            "Value",
            "int",
            "float",
            "number",
            "Number",
            "string",
            "String",
            "a",
            "input",
            "any",
            "any_01",
            "anything",
            "source",
            "base_ctx",
            "ctx",
            "context",
            "pipe",
            "on_true",
            "on_false");

    private final ComfyGraph graph;
    private final ComfyWalk walk;

    ComfyValues(ComfyGraph graph, ComfyWalk walk) {
        this.graph = graph;
        this.walk = walk;
    }

    @Nullable
    JsonNode number(Node node, String... names) {
        return first(node, value -> value.isNumber() || (value.isString() && isNumber(value)), names);
    }

    @Nullable
    String text(Node node, String... names) {
        JsonNode found = first(node, value -> value.isString() && !Json.isNothing(value.stringValue()), names);
        return Json.text(found);
    }

    private static boolean isNumber(JsonNode value) {
        return Json.decimal(value) != null || Json.seed(value) != null;
    }

    private @Nullable JsonNode first(Node node, Predicate<JsonNode> fits, String... names) {
        for (String name : names) {
            JsonNode found = value(node.input(name), fits, names);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable JsonNode value(@Nullable JsonNode input, Predicate<JsonNode> fits, String... names) {
        Node source = graph.target(input);
        if (source == null) {
            return input != null && fits.test(input) ? input : null;
        }
        if (!walk.enter(source)) {
            return null;
        }
        try {
            return within(source, fits, names);
        } finally {
            walk.leave(source);
        }
    }

    private @Nullable JsonNode within(Node source, Predicate<JsonNode> fits, String... names) {
        JsonNode named = first(source, fits, names);
        if (named != null) {
            return named;
        }
        JsonNode chosen = value(graph.chosen(source), fits, names);
        if (chosen != null) {
            return chosen;
        }
        for (String name : VALUE) {
            JsonNode held = value(source.input(name), fits, names);
            if (held != null) {
                return held;
            }
        }
        return source.kind().equals("reroute") ? handedOn(source, fits, names) : null;
    }

    private @Nullable JsonNode handedOn(Node source, Predicate<JsonNode> fits, String... names) {
        for (JsonNode link : graph.handedOn(source)) {
            JsonNode found = value(link, fits, names);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
