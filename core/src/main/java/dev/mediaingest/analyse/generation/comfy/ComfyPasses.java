package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.ComfyGraph.Node;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.Numbers;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The samplers one picture went through, found from the last one back: a graph may draw it small first and then larger, or
 * with one model first and then another. Where several pictures are put together the way ends.
 */
final class ComfyPasses {
    private final ComfyGraph graph;
    /** From the last sampler back to the first, all nodes the picture passed. */
    private final List<Node> way;

    private final List<Node> samplers;

    private ComfyPasses(ComfyGraph graph, List<Node> way, List<Node> samplers) {
        this.graph = graph;
        this.way = way;
        this.samplers = samplers;
    }

    static ComfyPasses upTo(Node last, ComfyGraph graph, Predicate<Node> isSampler) {
        Set<Node> seen = new HashSet<>();
        List<Node> way = new ArrayList<>();
        List<Node> samplers = new ArrayList<>(List.of(last));
        Node node = last;
        while (node != null && seen.add(node)) {
            way.add(node);
            if (!node.equals(last) && isSampler.test(node)) {
                samplers.add(node);
            }
            node = latent(graph, node);
        }
        return new ComfyPasses(graph, way, samplers);
    }

    /** Where a node's picture comes from; null if it begins here or is put together from several. */
    static @Nullable Node latent(ComfyGraph graph, Node node) {
        for (String name : List.of(
                "latent_image", "latent", "optional_latent", "samples", "image_embeds", "pixels", "image", "any_01")) {
            Node next = graph.target(node.input(name));
            if (next != null) {
                return next;
            }
        }
        return node.kind().equals("reroute") || graph.chosen(node) != null ? onlySource(graph, node) : null;
    }

    private static @Nullable Node onlySource(ComfyGraph graph, Node node) {
        for (JsonNode link : graph.handedOn(node)) {
            Node next = graph.target(link);
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    Node first() {
        return samplers.getLast();
    }

    /** The pass behind the first; the first itself if it is the only one. */
    Node second() {
        return samplers.get(Math.max(0, samplers.size() - 2));
    }

    /** Keeps the settings of the second pass if it was made larger, under the keys an infotext has for them. */
    void fillSecond(ComfyValues values, ParameterDraft draft) {
        Node second = second();
        int from = way.indexOf(second);
        fill(second, way.subList(from, Math.max(from, way.indexOf(first()))), values, draft);
        Node script = graph.target(first().input("script"));
        if (draft.hires.isEmpty() && script != null && script.isKind("highres")) {
            fill(script, List.of(script), values, draft);
        }
    }

    /** Keeps the settings of a sampler, if one of these nodes makes the picture larger before it. */
    void fill(Node second, List<Node> between, ComfyValues values, ParameterDraft draft) {
        Enlargement enlargement = new Enlargement();
        between.forEach(node -> enlargement.look(node, values));
        if (enlargement.upscaler == null && enlargement.scale(draft.size) == null) {
            return;
        }
        put(draft, "upscale", enlargement.scale(draft.size));
        put(draft, "upscaler", enlargement.upscaler);
        Node course = graph.target(second.input("sigmas"));
        put(draft, "steps", value(values, second, course, second.has("hires_steps") ? "hires_steps" : "steps"));
        put(draft, "denoising_strength", value(values, second, course, "denoise"));
        put(draft, "sampler", values.text(second, "sampler_name"));
        put(draft, "schedule_type", values.text(second, "scheduler"));
        put(draft, "cfg_scale", Json.text(values.number(second, "cfg")));
    }

    private static @Nullable String value(ComfyValues values, Node sampler, @Nullable Node course, String name) {
        JsonNode own = values.number(sampler, name);
        return Json.text(own == null && course != null ? values.number(course, name) : own);
    }

    private static void put(ParameterDraft draft, String key, @Nullable String value) {
        if (value != null) {
            draft.hires.putIfAbsent(key, value);
        }
    }

    /** What made a picture larger on its way, the last thing that did. */
    private final class Enlargement {
        private @Nullable String upscaler;
        private @Nullable String factor;
        private @Nullable Integer width;

        void look(Node node, ComfyValues values) {
            if (!node.isKind("scale", "resize", "highres")) {
                return;
            }
            Node model = graph.target(node.input("upscale_model"));
            String name = model == null ? null : values.text(model, "model_name");
            upscaler = upscaler == null || name != null ? orMethod(name, node, values) : upscaler;
            factor = factor == null ? Json.text(values.number(node, "scale_by", "upscale_by", "clip_scale")) : factor;
            width = width == null ? Json.integer(values.number(node, "width", "target_width")) : width;
        }

        private @Nullable String orMethod(@Nullable String name, Node node, ComfyValues values) {
            String method = name == null ? values.text(node, "upscale_method", "latent_upscaler") : null;
            boolean latent = method != null && node.isKind("latent", "highres");
            return latent ? "Latent (" + method + ")" : name == null ? method : name;
        }

        @Nullable
        String scale(@Nullable String size) {
            Integer from = size == null ? null : Numbers.integer(size.substring(0, size.indexOf('x')));
            if (factor != null || width == null || from == null || from <= 0 || width <= from) {
                return factor;
            }
            return String.valueOf(Math.round(100.0 * width / from) / 100.0);
        }
    }
}
