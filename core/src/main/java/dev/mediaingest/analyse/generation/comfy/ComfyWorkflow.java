package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.ComfyGraph.Node;
import dev.mediaingest.analyse.generation.parameters.Json;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/**
 * From the graph as ComfyUI's editor saves it to the one it would run: widget values get their names back, subgraphs and
 * group nodes are put in place of the nodes that stand for them, and links lead past what does not run: bypassed nodes,
 * reroutes, setters and getters. Muted nodes are left out. What a link of the air reaches is found by {@link ComfyAir}.
 */
final class ComfyWorkflow {
    static final String FROM_OUTSIDE = "-10";
    private static final int MAX_NESTING = 10;
    private static final int MAX_NODES = 5_000;
    /** Group nodes converted; each may be used once only, so people have a handful. */
    private static final int MAX_GROUPS = 50;

    private static final int MAX_HOPS = 200;
    private static final int MAX_STEPS = 200_000;
    private static final int MUTED = 2;
    private static final int BYPASSED = 4;
    private static final Set<String> PASSING = Set.of("Reroute", "Reroute (rgthree)", "SetNode");
    private static final Set<String> NOTES = Set.of("Note", "MarkdownNote", "Label (rgthree)", "SetNode", "GetNode");

    private final JsonNode workflow;
    /** Whether nodes count that are muted or bypassed. */
    private final boolean whole;

    private final Map<String, JsonNode> subgraphs = new HashMap<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final IdentityHashMap<JsonNode, ComfyIndex> indexes = new IdentityHashMap<>();
    private final IdentityHashMap<JsonNode, JsonNode> groups = new IdentityHashMap<>();
    private final Map<String, Level> levels = new HashMap<>();
    /** Setters by name, of the first level that has one. */
    private final Map<String, Setter> setters = new HashMap<>();

    private int placed;
    private int steps;

    private ComfyWorkflow(JsonNode workflow, boolean whole) {
        this.workflow = workflow;
        this.whole = whole;
    }

    /** The graph as it would run. */
    static ComfyGraph toGraph(JsonNode workflow) {
        return toGraph(workflow, false);
    }

    /** The graph with all that is switched off switched on: a template that people switch a part on of before they run it. */
    static ComfyGraph toWholeGraph(JsonNode workflow) {
        return toGraph(workflow, true);
    }

    private static ComfyGraph toGraph(JsonNode workflow, boolean whole) {
        ComfyWorkflow conversion = new ComfyWorkflow(workflow, whole);
        for (JsonNode definition : workflow.path("definitions").path("subgraphs")) {
            String id = Json.text(definition.get("id"));
            if (id != null) {
                conversion.subgraphs.put(id, definition);
            }
        }
        Level root = new Level(workflow, "", null, null, 0, Map.of());
        conversion.findSetters(root);
        conversion.place(root);
        return new ComfyGraph(conversion.nodes);
    }

    /**
     * One graph being put in place.
     *
     * @param prefix of the ids of its nodes, as {@code 30:}
     * @param parent the graph its instance is in; null of the outermost
     * @param instance the node that stands for it
     * @param widgets values the instance gives widgets inside, by node and name
     */
    private record Level(
            JsonNode graph,
            String prefix,
            @Nullable Level parent,
            @Nullable JsonNode instance,
            int depth,
            Map<String, Map<String, JsonNode>> widgets) {}

    private record Setter(Level level, JsonNode node) {}

    private ComfyIndex index(JsonNode graph) {
        return indexes.computeIfAbsent(graph, ComfyIndex::of);
    }

    private void findSetters(Level level) {
        for (JsonNode node : level.graph().path("nodes")) {
            if (steps++ > MAX_STEPS) {
                return;
            }
            if (isType(node, "SetNode")) {
                setters.putIfAbsent(nameOfVariable(node), new Setter(level, node));
            }
            JsonNode definition = definition(node);
            if (definition != null && level.depth() < MAX_NESTING) {
                findSetters(inside(node, definition, level));
            }
        }
    }

    private static String nameOfVariable(JsonNode node) {
        return String.valueOf(Json.text(node.path("widgets_values").path(0)));
    }

    private static boolean isType(JsonNode node, String type) {
        return type.equals(Json.text(node.get("type")));
    }

    private boolean isIn(JsonNode node, int mode) {
        return !whole && node.path("mode").asInt(0) == mode;
    }

    private @Nullable JsonNode definition(JsonNode node) {
        String type = String.valueOf(Json.text(node.get("type")));
        JsonNode group = ComfyGroups.find(workflow, type);
        if (group == null) {
            return subgraphs.get(type);
        }
        JsonNode converted = groups.get(node);
        if (converted == null && groups.size() < MAX_GROUPS) {
            converted = ComfyGroups.toSubgraph(group, node);
            groups.put(node, converted);
        }
        return converted;
    }

    private Level inside(JsonNode node, JsonNode definition, Level level) {
        String prefix = level.prefix() + Json.text(node.get("id")) + ":";
        return levels.computeIfAbsent(
                prefix, any -> new Level(definition, prefix, level, node, level.depth() + 1, promoted(node)));
    }

    /** Values of widgets inside that the instance shows: {@code proxyWidgets} names node and widget of each. */
    private static Map<String, Map<String, JsonNode>> promoted(JsonNode node) {
        JsonNode names = node.path("properties").path("proxyWidgets");
        JsonNode values = node.path("widgets_values");
        Map<String, Map<String, JsonNode>> promoted = new HashMap<>();
        for (int i = 0; names.size() == values.size() && i < Math.min(names.size(), ComfyGraph.MAX_WIDGETS); i++) {
            String id = String.valueOf(Json.text(names.get(i).path(0)));
            String name = String.valueOf(Json.text(names.get(i).path(1)));
            if (!values.get(i).isNull()) {
                promoted.computeIfAbsent(id, any -> new HashMap<>()).put(name, values.get(i));
            }
        }
        return promoted;
    }

    private void place(Level level) {
        for (JsonNode node : level.graph().path("nodes")) {
            if (placed++ >= MAX_NODES) {
                return;
            }
            place(node, level);
        }
    }

    private void place(JsonNode node, Level level) {
        String id = Json.text(node.get("id"));
        String type = Json.text(node.get("type"));
        if (id == null || type == null || isIn(node, MUTED) || isIn(node, BYPASSED) || NOTES.contains(type)) {
            return;
        }
        JsonNode definition = definition(node);
        if (definition != null && level.depth() < MAX_NESTING) {
            place(inside(node, definition, level));
            return;
        }
        Map<String, JsonNode> inputs = ComfyWidgets.of(node, type);
        inputs.putAll(level.widgets().getOrDefault(id, Map.of()));
        inputs.replaceAll(ComfyWorkflow::withoutComments);
        links(node, level, inputs);
        String title = Json.text(node.get("title"));
        String whole = level.prefix() + id;
        nodes.put(whole, Node.of(whole, type, title == null ? "" : title, inputs, ComfyGraph.outputs(node)));
    }

    private static JsonNode withoutComments(String name, JsonNode value) {
        boolean text = value.isString() && (name.startsWith("text") || name.equals("prompt") || name.equals("t5xxl"));
        boolean commented = text
                && (value.stringValue().contains("/*") || value.stringValue().contains("//"));
        return commented ? StringNode.valueOf(PromptComments.strip(value.stringValue())) : value;
    }

    private void links(JsonNode node, Level level, Map<String, JsonNode> inputs) {
        int number = 0;
        for (JsonNode input : node.path("inputs")) {
            if (number == ComfyGraph.MAX_INPUTS) {
                return;
            }
            JsonNode value = value(node, number, level, 0);
            String name = Json.text(input.get("name"));
            if (value != null) {
                inputs.put(free(name == null || name.isEmpty() ? "input" + number : name, value, inputs), value);
            }
            number++;
        }
    }

    /** Some nodes call several inputs the same. */
    private static String free(String name, JsonNode value, Map<String, JsonNode> inputs) {
        JsonNode there = inputs.get(name);
        return there != null && there.isArray() && value.isArray() ? name + "_" + inputs.size() : name;
    }

    /** What arrives at an input: a link to the node that runs, or a widget's value given from outside; or null. */
    private @Nullable JsonNode value(JsonNode node, int input, Level level, int hops) {
        JsonNode slot = node.path("inputs").path(input);
        ComfyIndex index = index(level.graph());
        String id = Json.text(slot.get("link"));
        ComfyIndex.Origin linked =
                id == null ? index.air().origin(node, input) : index.origins().get(id);
        return linked == null ? null : from(linked, level, String.valueOf(Json.text(slot.get("type"))), hops + 1);
    }

    private @Nullable JsonNode from(ComfyIndex.Origin origin, Level level, String type, int hops) {
        if (hops > MAX_HOPS || steps++ > MAX_STEPS) {
            return null;
        }
        if (origin.node().equals(FROM_OUTSIDE)) {
            return outside(level, origin.slot(), hops);
        }
        JsonNode node = index(level.graph()).nodes().get(origin.node());
        if (node == null || isIn(node, MUTED)) {
            return null;
        }
        if (isIn(node, BYPASSED)) {
            int input = behind(node, origin.slot(), type);
            return input < 0 ? null : value(node, input, level, hops);
        }
        return running(node, origin, level, hops);
    }

    private @Nullable JsonNode running(JsonNode node, ComfyIndex.Origin origin, Level level, int hops) {
        if (PASSING.contains(String.valueOf(Json.text(node.get("type"))))) {
            return value(node, 0, level, hops);
        }
        if (isType(node, "GetNode")) {
            Setter setter = setters.get(nameOfVariable(node));
            return setter == null ? null : value(setter.node(), 0, setter.level(), hops);
        }
        JsonNode definition = definition(node);
        if (definition != null && level.depth() < MAX_NESTING) {
            JsonNode output = definition.path("outputs").path(origin.slot());
            ComfyIndex.Origin inner = index(definition).origins().get(String.valueOf(lastLink(output)));
            String type = String.valueOf(Json.text(output.get("type")));
            return inner == null ? null : from(inner, inside(node, definition, level), type, hops + 1);
        }
        return link(level.prefix() + origin.node(), origin.slot());
    }

    private static @Nullable String lastLink(JsonNode output) {
        JsonNode ids = output.path("linkIds");
        return ids.isEmpty() ? null : Json.text(ids.get(ids.size() - 1));
    }

    /** The input a bypassed node hands on: the one in the output's place if it is of its type, else the first that is. */
    private static int behind(JsonNode node, int output, String wanted) {
        String own = Json.text(node.path("outputs").path(output).get("type"));
        String type = own == null ? wanted : own;
        JsonNode inputs = node.path("inputs");
        if (type.equals("null") || type.equals("*")) {
            return Math.min(output, inputs.size() - 1);
        }
        if (type.equals(Json.text(inputs.path(output).get("type")))) {
            return output;
        }
        for (int i = 0; i < Math.min(inputs.size(), ComfyGraph.MAX_INPUTS); i++) {
            boolean same = type.equals(Json.text(inputs.get(i).get("type")));
            if (same && Json.text(inputs.get(i).get("link")) != null) {
                return i;
            }
        }
        return -1;
    }

    /** What an input of a subgraph gets, from the link or the widget of the node that stands for it. */
    private @Nullable JsonNode outside(Level level, int slot, int hops) {
        JsonNode instance = level.instance();
        Level parent = level.parent();
        if (instance == null || parent == null) {
            return null;
        }
        String name =
                String.valueOf(Json.text(level.graph().path("inputs").path(slot).get("name")));
        JsonNode inputs = instance.path("inputs");
        for (int i = 0; i < Math.min(inputs.size(), ComfyGraph.MAX_INPUTS); i++) {
            if (name.equals(Json.text(inputs.get(i).get("name")))) {
                JsonNode value = value(instance, i, parent, hops);
                return value == null ? widget(instance, level, name) : value;
            }
        }
        return widget(instance, level, name);
    }

    private static @Nullable JsonNode widget(JsonNode instance, Level level, String name) {
        JsonNode named = instance.path("widgets_values_named").get(name);
        JsonNode promoted =
                named == null ? level.widgets().getOrDefault("-1", Map.of()).get(name) : named;
        JsonNode value = promoted == null
                ? ComfyWidgets.listed(instance, instance.path("widgets_values")).get(name)
                : promoted;
        return value == null || value.isNull() ? null : value;
    }

    private static JsonNode link(String id, int slot) {
        ArrayNode link = JsonNodeFactory.instance.arrayNode();
        return link.add(StringNode.valueOf(id)).add(slot);
    }
}
