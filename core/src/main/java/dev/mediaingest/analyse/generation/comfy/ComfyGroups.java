package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.parameters.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Group nodes, the forerunners of subgraphs: a node of the class {@code workflow/NAME} stands for the nodes that
 * {@code extra.groupNodes} has under its name. Here one of them becomes the definition of a subgraph. The values of its
 * widgets are its own, one behind the other in the order of the nodes inside; those in the definition are older.
 */
final class ComfyGroups {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode group;
    private final JsonNode instance;
    private final ArrayNode links = JSON.arrayNode();
    private final List<ObjectNode> nodes = new ArrayList<>();
    private final Set<String> linkedInputs = new HashSet<>();
    private final Set<String> linkedOutputs = new HashSet<>();

    private ComfyGroups(JsonNode group, JsonNode instance) {
        this.group = group;
        this.instance = instance;
    }

    static @Nullable JsonNode find(JsonNode workflow, String type) {
        boolean grouped = type.startsWith("workflow/") || type.startsWith("workflow>");
        return grouped ? workflow.path("extra").path("groupNodes").get(type.substring(9)) : null;
    }

    static JsonNode toSubgraph(JsonNode group, JsonNode instance) {
        return new ComfyGroups(group, instance).convert();
    }

    private JsonNode convert() {
        for (JsonNode link : group.path("links")) {
            if (link.path(0).isIntegralNumber() && links.size() < ComfyGraph.MAX_LINKS) {
                linkedOutputs.add(link.path(0) + ":" + link.path(1));
                linkedInputs.add(link.path(2) + ":" + link.path(3));
            }
        }
        group.path("nodes").forEach(this::copy);
        for (JsonNode link : group.path("links")) {
            int target = link.path(2).asInt(-1);
            if (link.path(0).isIntegralNumber() && target >= 0 && target < nodes.size()) {
                connect(
                        link.path(0),
                        link.path(1).asInt(0),
                        target,
                        link.path(3).asInt(0));
            }
        }
        ObjectNode subgraph = JSON.objectNode();
        subgraph.set("inputs", inputs());
        subgraph.set("outputs", outputs());
        subgraph.set("links", links);
        widgets();
        ArrayNode all = subgraph.putArray("nodes");
        nodes.forEach(all::add);
        return subgraph;
    }

    private void copy(JsonNode node) {
        if (nodes.size() >= ComfyGraph.MAX_INPUTS || !node.isObject()) {
            return;
        }
        ObjectNode copy = (ObjectNode) node.deepCopy();
        copy.put("id", nodes.size());
        for (JsonNode input : copy.path("inputs")) {
            if (input instanceof ObjectNode slot) {
                slot.putNull("link");
            }
        }
        nodes.add(copy);
    }

    private void connect(JsonNode source, int slot, int target, int input) {
        JsonNode slots = nodes.get(target).path("inputs");
        if (slots.get(input) instanceof ObjectNode to && links.size() < ComfyGraph.MAX_LINKS) {
            to.put("link", links.size());
            link(source, slot);
        }
    }

    private void link(JsonNode source, int slot) {
        ArrayNode link = JSON.arrayNode();
        link.add(links.size());
        link.add(source);
        link.add(slot);
        links.add(link);
    }

    /** What is not connected inside is an input, in the order of the nodes; its name may have the node's before it. */
    private ArrayNode inputs() {
        ArrayNode inputs = JSON.arrayNode();
        List<int[]> open = open();
        int next = 0;
        for (JsonNode input : instance.path("inputs")) {
            String name = String.valueOf(Json.text(input.get("name")));
            int found = next;
            while (found < open.size() && !isCalled(open.get(found), name)) {
                found++;
            }
            if (found < open.size()) {
                int[] slot = open.get(found);
                next = found + 1;
                connect(StringNode.valueOf(ComfyWorkflow.FROM_OUTSIDE), inputs.size(), slot[0], slot[1]);
            }
            inputs.add(JSON.objectNode().put("name", name));
        }
        return inputs;
    }

    private List<int[]> open() {
        List<int[]> open = new ArrayList<>();
        for (int node = 0; node < nodes.size(); node++) {
            int size = nodes.get(node).path("inputs").size();
            for (int slot = 0; slot < Math.min(size, ComfyGraph.MAX_INPUTS); slot++) {
                if (!linkedInputs.contains(node + ":" + slot)) {
                    open.add(new int[] {node, slot});
                }
            }
        }
        return open;
    }

    private boolean isCalled(int[] slot, String name) {
        JsonNode input = nodes.get(slot[0]).path("inputs").path(slot[1]);
        String own = String.valueOf(Json.text(input.get("name")));
        String given = Json.text(config(slot[0]).path("input").path(own).get("name"));
        return name.equals(own) || name.endsWith(" " + own) || name.equals(given);
    }

    private JsonNode config(int node) {
        return group.path("config").path(String.valueOf(node));
    }

    /** What is connected inside is no output, unless it is said to be one. */
    private ArrayNode outputs() {
        Set<String> external = new HashSet<>();
        group.path("external").forEach(output -> external.add(output.path(0) + ":" + output.path(1)));
        ArrayNode outputs = JSON.arrayNode();
        for (int node = 0; node < nodes.size(); node++) {
            int size = nodes.get(node).path("outputs").size();
            for (int slot = 0; slot < Math.min(size, ComfyGraph.MAX_INPUTS); slot++) {
                String place = node + ":" + slot;
                boolean hidden = config(node)
                        .path("output")
                        .path(String.valueOf(slot))
                        .path("visible")
                        .equals(BooleanNode.FALSE);
                if ((!linkedOutputs.contains(place) || external.contains(place)) && !hidden) {
                    ObjectNode output = JSON.objectNode();
                    output.putArray("linkIds").add(links.size());
                    outputs.add(output);
                    link(JSON.numberNode(node), slot);
                }
            }
        }
        return outputs;
    }

    private void widgets() {
        JsonNode values = instance.path("widgets_values");
        if (!values.isArray()) {
            return;
        }
        boolean whole = nodes.stream()
                        .mapToInt(node -> node.path("widgets_values").size())
                        .sum()
                == values.size();
        int at = 0;
        for (ObjectNode node : nodes) {
            at = widgets(node, values, at, whole);
        }
    }

    /** Those that were made inputs or are hidden have no place among the group's, unless all have. */
    private int widgets(ObjectNode node, JsonNode values, int from, boolean whole) {
        JsonNode older = node.path("widgets_values");
        if (!older.isArray() || older.size() > ComfyGraph.MAX_WIDGETS) {
            return from;
        }
        List<String> names = ComfyWidgets.names(node, String.valueOf(Json.text(node.get("type"))), older);
        JsonNode hidden = config(node.path("id").asInt(0)).path("input");
        Set<String> inputs = new HashSet<>();
        node.path("inputs")
                .forEach(input ->
                        inputs.add(String.valueOf(Json.text(input.path("widget").get("name")))));
        ArrayNode own = JSON.arrayNode();
        int at = from;
        for (int i = 0; i < older.size(); i++) {
            String name = i < names.size() ? names.get(i) : ComfyNodes.NONE;
            boolean gone =
                    inputs.contains(name) || hidden.path(name).path("visible").equals(BooleanNode.FALSE);
            boolean given = at < values.size() && (whole || !gone);
            own.add(given ? values.get(at) : older.get(i));
            at += given ? 1 : 0;
        }
        node.set("widgets_values", own);
        return at;
    }
}
