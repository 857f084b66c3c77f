package dev.mediaingest.analyse.generation;

import dev.mediaingest.analyse.generation.ComfyGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/**
 * From the graph as ComfyUI's editor saves it to the one it would run: widget values get their names back, subgraphs are
 * put in place of the nodes that stand for them, bypassed nodes hand on what they get, muted ones are left out. Widgets
 * of nodes that are not known and do not name them are lost.
 */
final class ComfyWorkflow {
    private static final int MAX_NESTING = 10;
    private static final int MAX_NODES = 5_000;
    private static final int MUTED = 2;
    private static final int BYPASSED = 4;
    private static final String FROM_OUTSIDE = "-10";

    /** Widgets of nodes in the editor's order, for files that do not name them; "-" is a control the graph has no use for. */
    private static final Map<String, String> WIDGETS = Map.ofEntries(
            Map.entry("KSampler", "seed - steps cfg sampler_name scheduler denoise"),
            Map.entry(
                    "KSamplerAdvanced",
                    "add_noise noise_seed - steps cfg sampler_name scheduler start_at_step end_at_step"),
            Map.entry("KSampler (Efficient)", "seed - steps cfg sampler_name scheduler denoise"),
            Map.entry("SamplerCustom", "add_noise noise_seed - cfg"),
            Map.entry("RandomNoise", "noise_seed -"),
            Map.entry("KSamplerSelect", "sampler_name"),
            Map.entry("BasicScheduler", "scheduler steps denoise"),
            Map.entry("CFGGuider", "cfg"),
            Map.entry("FluxGuidance", "guidance"),
            Map.entry("CLIPTextEncode", "text"),
            Map.entry("CLIPTextEncodeFlux", "clip_l t5xxl guidance"),
            Map.entry("CLIPTextEncodeSD3", "clip_l clip_g t5xxl"),
            Map.entry("CLIPTextEncodeSDXL", "width height crop_w crop_h target_width target_height text_g text_l"),
            Map.entry("CLIPTextEncodeSDXLRefiner", "ascore width height text"),
            Map.entry("Power Prompt (rgthree)", "prompt"),
            Map.entry("Power Prompt - Simple (rgthree)", "prompt"),
            Map.entry("CheckpointLoaderSimple", "ckpt_name"),
            Map.entry("CheckpointLoader", "config_name ckpt_name"),
            Map.entry("UNETLoader", "unet_name"),
            Map.entry("UnetLoaderGGUF", "unet_name"),
            Map.entry("LoraLoader", "lora_name strength_model strength_clip"),
            Map.entry("LoraLoaderModelOnly", "lora_name strength_model"),
            Map.entry("VAELoader", "vae_name"),
            Map.entry("CLIPSetLastLayer", "stop_at_clip_layer"),
            Map.entry("EmptyLatentImage", "width height"),
            Map.entry("EmptySD3LatentImage", "width height"),
            Map.entry("EmptyHunyuanLatentVideo", "width height length"),
            Map.entry("PrimitiveNode", "value"),
            Map.entry("PrimitiveString", "value"),
            Map.entry("PrimitiveStringMultiline", "value"),
            Map.entry("PrimitiveInt", "value"),
            Map.entry("PrimitiveFloat", "value"),
            Map.entry("PrimitiveBoolean", "value"),
            Map.entry("StringConcatenate", "string_a string_b delimiter"),
            Map.entry("Seed (rgthree)", "seed"),
            Map.entry("SetNode", "name"),
            Map.entry("GetNode", "name"));

    private final Map<String, JsonNode> subgraphs = new HashMap<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, JsonNode> setters = new HashMap<>();
    private final IdentityHashMap<JsonNode, Index> indexes = new IdentityHashMap<>();
    private int placed;

    private ComfyWorkflow() {}

    static ComfyGraph toGraph(JsonNode workflow) {
        ComfyWorkflow conversion = new ComfyWorkflow();
        for (JsonNode definition : workflow.path("definitions").path("subgraphs")) {
            String id = Json.text(definition.get("id"));
            if (id != null) {
                conversion.subgraphs.put(id, definition);
            }
        }
        conversion.place(new Level(workflow, "", Map.of(), 0));
        conversion.connectGetters();
        return new ComfyGraph(conversion.nodes);
    }

    /**
     * One graph being put in place.
     *
     * @param prefix of the ids of its nodes, as {@code 30:}
     * @param outside what its inputs are, by their number
     */
    private record Level(JsonNode graph, String prefix, Map<Integer, JsonNode> outside, int depth) {}

    private record Origin(String node, int slot) {}

    /** A graph's links by id and the types of its nodes, found once however often the graph is put in place. */
    private record Index(Map<String, Origin> origins, Map<String, String> types) {}

    private void place(Level level) {
        Map<String, Origin> origins = index(level.graph()).origins();
        for (JsonNode node : level.graph().path("nodes")) {
            if (placed++ >= MAX_NODES) {
                return;
            }
            place(node, level, origins);
        }
    }

    private void place(JsonNode node, Level level, Map<String, Origin> origins) {
        String id = Json.text(node.get("id"));
        String type = Json.text(node.get("type"));
        Integer mode = Json.integer(node.get("mode"));
        if (id == null || type == null || (mode != null && mode == MUTED)) {
            return;
        }
        Map<String, JsonNode> inputs = widgets(node, type);
        inputs.replaceAll(ComfyWorkflow::withoutComments);
        links(node, level, origins, inputs);
        JsonNode definition = subgraphs.get(type);
        if (definition != null && level.depth() < MAX_NESTING) {
            inside(definition, level.prefix() + id + ":", inputs, level.depth());
            return;
        }
        boolean bypassed = mode != null && mode == BYPASSED;
        Map<String, JsonNode> kept = bypassed ? linksOnly(inputs) : inputs;
        String title = Json.text(node.get("title"));
        nodes.put(
                level.prefix() + id,
                Node.of(level.prefix() + id, bypassed ? "Reroute" : type, title == null ? "" : title, kept));
        if (type.equals("SetNode")) {
            setters.put(String.valueOf(Json.text(inputs.get("name"))), link(level.prefix() + id, 0));
        }
    }

    private static JsonNode withoutComments(String name, JsonNode value) {
        boolean text = value.isString() && (name.startsWith("text") || name.equals("prompt") || name.equals("t5xxl"));
        boolean commented = text
                && (value.stringValue().contains("/*") || value.stringValue().contains("//"));
        return commented ? StringNode.valueOf(PromptComments.strip(value.stringValue())) : value;
    }

    private static Map<String, JsonNode> linksOnly(Map<String, JsonNode> inputs) {
        Map<String, JsonNode> links = new LinkedHashMap<>(inputs);
        links.values().removeIf(value -> !value.isArray());
        return links;
    }

    private Index index(JsonNode graph) {
        return indexes.computeIfAbsent(graph, any -> new Index(origins(graph), types(graph)));
    }

    /** Which output each link comes from; a link is an array, or inside a subgraph an object. */
    private static Map<String, Origin> origins(JsonNode graph) {
        Map<String, Origin> origins = new HashMap<>();
        for (JsonNode link : graph.path("links")) {
            boolean array = link.isArray();
            String id = Json.text(array ? link.get(0) : link.get("id"));
            String node = Json.text(array ? link.get(1) : link.get("origin_id"));
            Integer slot = Json.integer(array ? link.get(2) : link.get("origin_slot"));
            if (id != null && node != null) {
                origins.put(id, new Origin(node, slot == null ? 0 : slot));
            }
        }
        return origins;
    }

    private static Map<String, String> types(JsonNode graph) {
        Map<String, String> types = new HashMap<>();
        for (JsonNode node : graph.path("nodes")) {
            types.put(String.valueOf(Json.text(node.get("id"))), String.valueOf(Json.text(node.get("type"))));
        }
        return types;
    }

    private void links(JsonNode node, Level level, Map<String, Origin> origins, Map<String, JsonNode> inputs) {
        int number = 0;
        for (JsonNode input : node.path("inputs")) {
            if (number == ComfyGraph.MAX_INPUTS) {
                return;
            }
            String name = Json.text(input.get("name"));
            String id = Json.text(input.get("link"));
            Origin origin = id == null ? null : origins.get(id);
            JsonNode value = origin == null ? null : value(origin, level);
            if (value != null) {
                inputs.put(name == null || name.isEmpty() ? "input" + number : name, value);
            }
            number++;
        }
    }

    private @Nullable JsonNode value(Origin origin, Level level) {
        if (origin.node().equals(FROM_OUTSIDE)) {
            return level.outside().get(origin.slot());
        }
        String id = outputOf(origin, level);
        return link(level.prefix() + id, origin.slot());
    }

    /** The id of the node that really makes an output: of a node that stands for a subgraph, one inside. */
    private String outputOf(Origin origin, Level level) {
        String id = origin.node();
        int slot = origin.slot();
        JsonNode graph = level.graph();
        for (int depth = level.depth(); depth < MAX_NESTING; depth++) {
            String type = index(graph).types().get(id.substring(id.lastIndexOf(':') + 1));
            JsonNode definition = type == null ? null : subgraphs.get(type);
            Origin inner = definition == null ? null : origin(definition, slot);
            if (definition == null || inner == null) {
                return id;
            }
            id = id + ":" + inner.node();
            slot = inner.slot();
            graph = definition;
        }
        return id;
    }

    private @Nullable Origin origin(JsonNode definition, int output) {
        JsonNode link = definition.path("outputs").path(output).path("linkIds").get(0);
        return link == null ? null : index(definition).origins().get(String.valueOf(Json.text(link)));
    }

    private void inside(JsonNode definition, String prefix, Map<String, JsonNode> given, int depth) {
        Map<Integer, JsonNode> outside = new HashMap<>();
        JsonNode names = definition.path("inputs");
        for (int i = 0; i < Math.min(names.size(), ComfyGraph.MAX_INPUTS); i++) {
            JsonNode value = given.get(String.valueOf(Json.text(names.get(i).get("name"))));
            if (value != null) {
                outside.put(i, value);
            }
        }
        place(new Level(definition, prefix, outside, depth + 1));
    }

    private static JsonNode link(String id, int slot) {
        ArrayNode link = JsonNodeFactory.instance.arrayNode();
        return link.add(StringNode.valueOf(id)).add(slot);
    }

    /** The values of a node's widgets by name: as the file names them, or as this class knows them. */
    private static Map<String, JsonNode> widgets(JsonNode node, String type) {
        Map<String, JsonNode> inputs = new LinkedHashMap<>();
        JsonNode values = node.path("widgets_values");
        if (values.size() > ComfyGraph.MAX_INPUTS || node.path("inputs").size() > ComfyGraph.MAX_INPUTS) {
            return inputs;
        }
        if (values.isObject()) {
            values.properties().forEach(widget -> inputs.put(widget.getKey(), widget.getValue()));
            return inputs;
        }
        List<String> names = named(node, values);
        String known = WIDGETS.get(type);
        if (names == null && known != null) {
            names = List.of(known.split(" "));
        }
        for (int i = 0; names != null && i < Math.min(names.size(), values.size()); i++) {
            inputs.put(names.get(i), values.get(i));
        }
        if (names == null) {
            guess(values, inputs);
        }
        return inputs;
    }

    /** The names in the node's own list of inputs, if every value has one; a seed is followed by its control. */
    private static @Nullable List<String> named(JsonNode node, JsonNode values) {
        List<String> names = new ArrayList<>();
        for (JsonNode input : node.path("inputs")) {
            String name = Json.text(input.path("widget").get("name"));
            if (name != null) {
                names.add(name);
                boolean controlled = names.size() < values.size() && isControl(values.get(names.size()));
                if (controlled) {
                    names.add("-");
                }
            }
        }
        return !names.isEmpty() && names.size() == values.size() ? names : null;
    }

    private static boolean isControl(JsonNode value) {
        String text = value.isString() ? value.stringValue() : "";
        return switch (text) {
            case "fixed", "increment", "decrement", "randomize" -> true;
            default -> false;
        };
    }

    /** A node not known: one text is its text; objects are the LoRAs of a list that can be switched. */
    private static void guess(JsonNode values, Map<String, JsonNode> inputs) {
        int lora = 0;
        for (JsonNode value : values) {
            if (value.isObject() && value.has("lora")) {
                inputs.put("lora_" + ++lora, value);
            } else if (value.isString() && values.size() == 1) {
                inputs.put("text", value);
            }
        }
    }

    /** A getter is linked to the setter of the same name: the editor draws no line between them. */
    private void connectGetters() {
        for (Node node : nodes.values()) {
            JsonNode name = node.type().equals("GetNode") ? node.inputs().get("name") : null;
            JsonNode setter = name == null ? null : setters.get(String.valueOf(Json.text(name)));
            if (setter != null) {
                node.inputs().put("any", setter);
            }
        }
    }
}
