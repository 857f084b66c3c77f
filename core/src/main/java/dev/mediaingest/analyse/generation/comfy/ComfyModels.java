package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.ComfyGraph.Node;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.ModelNames;
import dev.mediaingest.analyse.generation.parameters.Numbers;
import dev.mediaingest.analyse.generation.parameters.PromptGrammar;
import dev.mediaingest.media.generation.Lora;
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
    private static final List<String> UPWARD = List.of(
            "model",
            "base_model",
            "unet",
            "model1",
            "model_a",
            "any_01",
            "base_ctx",
            "pipe",
            "basic_pipe",
            "sdxl_pipe");
    private static final List<String> STACKS =
            List.of("lora_stack", "optional_lora_stack", "lora", "prev_lora", "loras", "lora_params");

    // lora_1, lora_01, lora_name_1, lora_1_name, lora1_name: of a stack
    private static final Pattern NUMBERED = Pattern.compile("lora_(?:name_)?([0-9]{1,3})|lora_?([0-9]{1,3})_name");

    private static final Pattern WEIGHT = Pattern.compile(
            "(?i)(?!.*clip)(?!.*block)(?!.*interpretation).*(?:strength|weight|scale|multiplier|_wt).*");

    /** Strengths of one of a stack, by its number; a stack in simple mode counts only the first kind. */
    private static final List<String> SIMPLE_WEIGHTS =
            List.of("lora_wt_#", "lora_#_strength", "strength_#", "lora_strength_#", "lora_weight_#", "weight_#");

    private static final List<String> MODEL_WEIGHTS = List.of(
            "model_weight_#",
            "model_str_#",
            "lora_#_model_strength",
            "lora#_model_strength",
            "strength_model_#",
            "model_strength_#",
            "lora_wt_#",
            "lora_#_strength",
            "strength_#",
            "lora_strength_#",
            "lora_weight_#",
            "weight_#");
    private static final List<String> CLIP_WEIGHTS = List.of(
            "clip_weight_#",
            "clip_str_#",
            "lora_#_clip_strength",
            "lora#_clip_strength",
            "strength_clip_#",
            "clip_strength_#");

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
        JsonNode model = node.input("model");
        boolean changes = node.kind().contains("lora") || graph.target(model) != null;
        if (changes && !node.is(ComfyRole.LOADER) && !node.has("ckpt_name")) {
            return null;
        }
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
        listed(node, own);
        loras.addAll(own.reversed());
        for (String stack : STACKS) {
            Node next = graph.target(node.input(stack));
            if (next != null && seen.add(next.id()) && seen.size() < MAX_CHAIN) {
                loras(next);
            }
        }
    }

    /** {@code lora_names: "a,b", lora_weights: "0.5,1"}, as SwarmUI's loader has them. */
    private void listed(Node node, List<Lora> own) {
        String names = values.text(node, "lora_names");
        String weights = values.text(node, "lora_weights");
        if (names == null) {
            return;
        }
        String[] each = weights == null ? new String[0] : weights.split(",");
        String[] all = names.split(",", MAX_CHAIN);
        for (int i = 0; i < all.length; i++) {
            Double weight = i < each.length ? Numbers.decimal(each[i]) : null;
            if (!Json.isNothing(all[i])) {
                own.add(new Lora(ModelNames.ofNetwork(all[i]), weight == null ? 1 : weight));
            }
        }
    }

    private void single(Node node, List<Lora> own) {
        JsonNode name = node.has("lora_name") ? node.input("lora_name") : node.input("lora");
        if (name == null || (graph.target(name) != null && !node.has("lora_name"))) {
            return;
        }
        JsonNode strength = values.number(
                node,
                "strength_model",
                "lora_model_strength",
                "model_strength",
                "strength",
                "lora_strength",
                "lora_weight",
                "weight");
        if ("Off".equalsIgnoreCase(Json.text(node.input("switch")))) {
            return;
        }
        add(
                own,
                values.text(node, "lora_name", "lora"),
                strength == null ? likeAWeight(node, "") : strength,
                values.number(node, "strength_clip", "lora_clip_strength", "clip_strength"));
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
        String number = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        if (value.isString() && isOn(node, number)) {
            boolean simple =
                    "simple".equals(Json.text(node.has("input_mode") ? node.input("input_mode") : node.input("mode")));
            add(
                    own,
                    value.stringValue(),
                    simple ? weight(node, number, SIMPLE_WEIGHTS) : weight(node, number, MODEL_WEIGHTS),
                    simple ? null : weight(node, number, CLIP_WEIGHTS));
        }
    }

    private static boolean isOn(Node node, String number) {
        String power = Json.text(node.input("switch_" + number));
        Integer count = Json.integer(node.has("lora_count") ? node.input("lora_count") : node.input("num_loras"));
        Integer place = Numbers.integer(number);
        boolean beyond = count != null && place != null && place > count;
        return !"Off".equalsIgnoreCase(power) && !beyond && !"false".equals(Json.text(node.input("toggle")));
    }

    private @Nullable JsonNode weight(Node node, String number, List<String> names) {
        for (String name : names) {
            JsonNode weight = values.number(node, name.replace("#", number));
            if (weight != null) {
                return weight;
            }
        }
        return names.equals(CLIP_WEIGHTS) ? null : likeAWeight(node, number);
    }

    /** A number whose name says strength, in a node that is not known; of a stack the one with the same number. */
    private @Nullable JsonNode likeAWeight(Node node, String number) {
        for (String name : node.inputs().keySet()) {
            Matcher matcher = WEIGHT.matcher(name);
            boolean same = matcher.matches()
                    && name.replaceAll("[^0-9]", "").replaceFirst("^0+", "").equals(number.replaceFirst("^0+", ""));
            JsonNode weight = same ? values.number(node, name) : null;
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
