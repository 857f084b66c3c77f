package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.parameters.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A graph as ComfyUI runs it: nodes by id, each with inputs that are values or links {@code [node id, output slot]}. Ids
 * are texts: numbers, {@code 4:1} inside a subgraph, or names other tools give them.
 */
final class ComfyGraph {
    private static final int MAX_NODES = 20_000;
    /** Inputs of one node; walking back may meet a node often. */
    static final int MAX_INPUTS = 200;

    static final int MAX_WIDGETS = 400;
    static final int MAX_LINKS = 20_000;

    /** What nodes call an input that carries several things of another node at once. */
    private static final List<String> PIPES =
            List.of("pipe", "basic_pipe", "sdxl_pipe", "sdxl_tuple", "settings", "base_ctx", "ctx", "context");

    /**
     * A node.
     *
     * @param type its class, as written
     * @param kind its class in lower case, without spaces and underscores: what it is recognised by if its class is not known
     * @param role what it does
     * @param title what the editor shows above it; empty if the file does not say
     * @param outputs what its outputs are called, in lower case; empty if the file does not say
     */
    record Node(
            String id,
            String type,
            String kind,
            ComfyRole role,
            String title,
            Map<String, JsonNode> inputs,
            List<String> outputs) {
        static Node of(String id, String type, String title, Map<String, JsonNode> inputs, List<String> outputs) {
            String kind = ComfyGraph.kind(type);
            Optional<ComfyNodes.Known> known = ComfyNodes.of(type);
            known.ifPresent(entry -> entry.renamed().forEach((own, usual) -> {
                JsonNode value = inputs.remove(own);
                if (value != null) {
                    inputs.put(usual, value);
                }
            }));
            ComfyRole role = known.map(ComfyNodes.Known::role).orElseGet(() -> ComfyRole.ofKind(kind));
            return new Node(id, type, kind, role, title, inputs, outputs);
        }

        /** Whether people call it negative: its class, its title or, as some tools name their nodes, its id. */
        boolean isCalledNegative() {
            return (type + " " + title + " " + id).toLowerCase(Locale.ROOT).contains("negative");
        }

        /** One node of each id in a graph; comparing inputs would cost their length. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Node node && node.id.equals(id);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        @Nullable
        JsonNode input(String name) {
            JsonNode value = inputs.get(name);
            return value == null || value.isNull() ? null : value;
        }

        boolean has(String... names) {
            for (String name : names) {
                if (input(name) != null) {
                    return true;
                }
            }
            return false;
        }

        boolean is(ComfyRole... roles) {
            for (ComfyRole one : roles) {
                if (role == one) {
                    return true;
                }
            }
            return false;
        }

        boolean isKind(String... parts) {
            for (String part : parts) {
                if (kind.contains(part)) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Map<String, Node> nodes;

    ComfyGraph(Map<String, Node> nodes) {
        this.nodes = nodes;
    }

    /** A graph in the form it was sent to ComfyUI in; entries that are no nodes are passed over. */
    static ComfyGraph ofPrompt(JsonNode prompt) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        prompt.properties().forEach(entry -> {
            String type = Json.text(entry.getValue().path("class_type"));
            if (type != null && nodes.size() < MAX_NODES) {
                Map<String, JsonNode> inputs = new LinkedHashMap<>();
                entry.getValue().path("inputs").properties().stream()
                        .limit(MAX_INPUTS)
                        .forEach(input -> inputs.put(input.getKey(), content(input.getValue())));
                nodes.put(entry.getKey(), Node.of(entry.getKey(), type, title(entry.getValue()), inputs, List.of()));
            }
        });
        return new ComfyGraph(nodes);
    }

    /** A class of nodes in lower case, without spaces and underscores. */
    static String kind(String type) {
        return type.toLowerCase(Locale.ROOT).replaceAll("[ _]", "");
    }

    /** What the editor calls a node's outputs, in lower case. */
    static List<String> outputs(JsonNode node) {
        List<String> names = new ArrayList<>();
        for (JsonNode output : node.path("outputs")) {
            if (names.size() == MAX_INPUTS) {
                return names;
            }
            names.add(String.valueOf(Json.text(output.get("name"))).toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private static String title(JsonNode node) {
        String title = Json.text(node.path("_meta").get("title"));
        return title == null ? "" : title;
    }

    /** Loaders that show a picture of a model write its name as {@code {"content": name, "image": …}}. */
    static JsonNode content(JsonNode value) {
        JsonNode content = value.isObject() ? value.get("content") : null;
        return content != null && content.isString() ? content : value;
    }

    Collection<Node> nodes() {
        return nodes.values();
    }

    /** The node a link leads to; null if the value is no link or leads nowhere. */
    @Nullable
    Node target(@Nullable JsonNode value) {
        if (value == null
                || !value.isArray()
                || value.size() != 2
                || !value.get(1).isIntegralNumber()) {
            return null;
        }
        String id = Json.text(value.get(0));
        return id == null ? null : nodes.get(id);
    }

    /** The node that a pipe into this one comes from; null if there is none. */
    @Nullable
    Node pipe(Node node) {
        for (String name : PIPES) {
            Node next = target(node.input(name));
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    /** The nodes a node's links lead to, in the order of its inputs. */
    List<Node> sources(Node node) {
        List<Node> sources = new ArrayList<>();
        for (JsonNode value : node.inputs().values()) {
            Node source = target(value);
            if (source != null) {
                sources.add(source);
            }
        }
        return sources;
    }

    /** Nodes no other node takes anything from. */
    Set<Node> ends() {
        Set<Node> ends = new HashSet<>(nodes.values());
        nodes.values().forEach(node -> sources(node).forEach(ends::remove));
        return ends;
    }

    /**
     * The links a node may hand on, the likeliest first: of a switch the chosen one, then all in order. The choice of a
     * switch may itself come from another node.
     */
    List<JsonNode> handedOn(Node node) {
        List<JsonNode> links = new ArrayList<>();
        JsonNode chosen = chosen(node);
        if (chosen != null) {
            links.add(chosen);
        }
        node.inputs().values().forEach(value -> {
            if (value.isArray()) {
                links.add(value);
            }
        });
        return links;
    }

    /** What a switch lets through, or null if the node is none or its choice is not in the file. */
    @Nullable
    JsonNode chosen(Node node) {
        if (node.has("on_true", "on_false")) {
            String choice = literal(node, "switch", "boolean", "condition", "value");
            return choice == null ? null : node.input(Boolean.parseBoolean(choice) ? "on_true" : "on_false");
        }
        String number = node.isKind("switch") ? literal(node, "select", "Input", "index", "selected") : null;
        if (number == null || number.length() > 3) {
            return null;
        }
        for (String prefix : List.of("input", "text", "model", "conditioning", "latent", "image", "any_0", "value")) {
            JsonNode input = node.input(prefix + number);
            if (input != null) {
                return input;
            }
        }
        return null;
    }

    private @Nullable String literal(Node node, String... names) {
        for (String name : names) {
            JsonNode value = node.input(name);
            Node source = target(value);
            String text = Json.text(source == null ? value : source.input("value"));
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
