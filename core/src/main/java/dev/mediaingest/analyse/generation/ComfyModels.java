package dev.mediaingest.analyse.generation;

import dev.mediaingest.analyse.generation.ComfyGraph.Node;
import dev.mediaingest.media.Lora;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The models of a graph: from a sampler through the LoRAs back to the loader, and from the encoder to the clip skip. */
final class ComfyModels {
    private static final int MAX_CHAIN = 1_000;
    private static final String[] LOADED = {
        "ckpt_name",
        "unet_name",
        "base_ckpt_name",
        "diffusion_model",
        "gguf_name",
        "model_name",
        "model_path",
        "checkpoint"
    };
    private static final List<String> UPWARD =
            List.of("model", "base_model", "unet", "model1", "model_a", "any_01", "base_ctx", "pipe", "basic_pipe");
    private static final List<String> STACKS =
            List.of("lora_stack", "optional_lora_stack", "lora", "prev_lora", "loras", "lora_params");

    // lora_1, lora_01, lora_name_1: of a stack
    private static final Pattern NUMBERED = Pattern.compile("lora_(?:name_)?([0-9]{1,3})");

    private final ComfyGraph graph;
    private final ComfyValues values;
    private final Set<String> seen = new HashSet<>();
    private final List<Lora> loras = new ArrayList<>();

    ComfyModels(ComfyGraph graph, ComfyWalk walk) {
        this.graph = graph;
        this.values = new ComfyValues(graph, walk);
    }

    /** The model an input comes from; the LoRAs on the way are kept. */
    @Nullable
    String model(@Nullable JsonNode input) {
        Node node = graph.target(input);
        for (int i = 0; node != null && seen.add(node.id()) && i < MAX_CHAIN; i++) {
            loras(node);
            String name = loaded(node);
            if (name != null) {
                return name;
            }
            node = upward(node);
        }
        return null;
    }

    /** The model a loader names itself, wherever in the graph it is. */
    @Nullable
    String loadedBy(Node node) {
        for (String name : List.of("ckpt_name", "unet_name")) {
            JsonNode model = node.input(name);
            if (model != null && model.isString() && !Json.isNothing(model.stringValue())) {
                return model.stringValue();
            }
        }
        return null;
    }

    private @Nullable String loaded(Node node) {
        if (node.kind().contains("lora") && !node.has("ckpt_name")) {
            return null;
        }
        JsonNode model = node.input("model");
        return model != null && model.isString() ? model.stringValue() : values.text(node, LOADED);
    }

    /** In the order they are applied. */
    List<Lora> loras() {
        return loras.reversed();
    }

    /** How many layers from the end the text encoder stops, if a node on the way says so. */
    @Nullable
    Integer clipSkip(@Nullable JsonNode clip) {
        Set<String> passed = new HashSet<>();
        Node node = graph.target(clip);
        while (node != null && passed.add(node.id())) {
            JsonNode layer = node.has("stop_at_clip_layer")
                    ? values.number(node, "stop_at_clip_layer")
                    : values.number(node, "clip_skip");
            if (layer != null) {
                Integer skipped = Json.integer(layer);
                return skipped == null || skipped == 0 ? null : Integer.valueOf(Math.abs(skipped));
            }
            Node next = graph.target(node.input("clip"));
            node = next == null && !node.has("ckpt_name") ? passedOn(node) : next;
        }
        return null;
    }

    @Nullable
    String vae(@Nullable JsonNode vae) {
        Set<String> passed = new HashSet<>();
        Node node = graph.target(vae);
        while (node != null && passed.add(node.id())) {
            String name = values.text(node, "vae_name");
            if (name != null) {
                return name.equals("Baked VAE") ? null : name;
            }
            Node next = graph.target(node.input("vae"));
            node = next == null && !node.has("ckpt_name") ? passedOn(node) : next;
        }
        return null;
    }

    private @Nullable Node upward(Node node) {
        JsonNode chosen = graph.chosen(node);
        if (graph.target(chosen) != null) {
            return graph.target(chosen);
        }
        for (String name : UPWARD) {
            Node next = graph.target(node.input(name));
            if (next != null) {
                return next;
            }
        }
        return passedOn(node);
    }

    /** A node that does not name its input by what it passes: a reroute, a switch, a pipe. */
    private @Nullable Node passedOn(Node node) {
        for (JsonNode link : graph.handedOn(node)) {
            Node next = graph.target(link);
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    private void loras(Node node) {
        List<Lora> own = new ArrayList<>();
        single(node, own);
        node.inputs().forEach((name, value) -> numbered(node, name, value, own));
        managed(node, own);
        loras.addAll(own.reversed());
        for (String stack : STACKS) {
            Node next = graph.target(node.input(stack));
            if (next != null && seen.add(next.id()) && seen.size() < MAX_CHAIN) {
                loras(next);
            }
        }
    }

    private void single(Node node, List<Lora> own) {
        JsonNode name = node.has("lora_name") ? node.input("lora_name") : node.input("lora");
        if (name == null || (graph.target(name) != null && !node.has("lora_name"))) {
            return;
        }
        JsonNode strength =
                values.number(node, "strength_model", "strength", "lora_strength", "model_strength", "weight");
        add(
                own,
                values.text(node, "lora_name", "lora"),
                strength,
                values.number(node, "strength_clip", "clip_strength"));
    }

    private void numbered(Node node, String name, JsonNode value, List<Lora> own) {
        Matcher matcher = NUMBERED.matcher(name);
        if (!matcher.matches()) {
            return;
        }
        if (value.isObject()) {
            switchable(value, own);
            return;
        }
        String number = matcher.group(1);
        String power = Json.text(node.input("switch_" + number));
        Integer count = Json.integer(node.input("lora_count"));
        Integer place = Numbers.integer(number);
        boolean beyond = count != null && place != null && place > count;
        if (value.isString() && !"Off".equalsIgnoreCase(power) && !beyond) {
            add(
                    own,
                    value.stringValue(),
                    weight(node, number, "model_weight_", "model_str_", "lora_wt_", "strength_"),
                    weight(node, number, "clip_weight_", "clip_str_"));
        }
    }

    private @Nullable JsonNode weight(Node node, String number, String... prefixes) {
        for (String prefix : prefixes) {
            JsonNode weight = values.number(node, prefix + number);
            if (weight != null) {
                return weight;
            }
        }
        return null;
    }

    // {"on": true, "lora": "name", "strength": 0.8, "strengthTwo": 0.5}
    private static void switchable(JsonNode lora, List<Lora> own) {
        if (lora.path("on").asBoolean(true)) {
            add(own, Json.text(lora.get("lora")), lora.get("strength"), lora.get("strengthTwo"));
        }
    }

    /** Nodes that take tags as text, or a list of them. */
    private void managed(Node node, List<Lora> own) {
        if (!node.isKind("lora")) {
            return;
        }
        JsonNode list = node.input("loras");
        JsonNode inner = list != null && list.has("__value__") ? list.get("__value__") : list;
        if (inner != null && graph.target(inner) == null) {
            for (JsonNode lora : inner) {
                if (lora.path("active").asBoolean(true)) {
                    add(own, Json.text(lora.get("name")), lora.get("strength"), lora.get("clipStrength"));
                }
            }
        }
        String text = own.isEmpty() ? values.text(node, "text", "lora_syntax") : null;
        if (text != null && text.contains("<")) {
            own.addAll(PromptGrammar.parse(text, PromptGrammar.Dialect.COMMON).loras());
        }
    }

    private static void add(List<Lora> own, @Nullable String name, @Nullable JsonNode weight, @Nullable JsonNode clip) {
        if (name == null || Json.isNothing(name)) {
            return;
        }
        Double strength = Json.decimal(weight);
        Double clipStrength = Json.decimal(clip);
        boolean switchedOff = strength != null && strength == 0 && (clipStrength == null || clipStrength == 0);
        if (!switchedOff) {
            boolean same = clipStrength == null || clipStrength.equals(strength);
            own.add(new Lora(ModelNames.ofNetwork(name), strength == null ? 1 : strength, same ? null : clipStrength));
        }
    }
}
