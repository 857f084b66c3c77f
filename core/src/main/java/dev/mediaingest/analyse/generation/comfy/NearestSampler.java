package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.ComfyGraph.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The sampler that drew what a graph saves, and what was met on the way back to it. */
final class NearestSampler {
    private final ComfyGraph graph;
    private final @Nullable Node found;
    private @Nullable JsonNode vae;
    private @Nullable Node enlarging;

    private NearestSampler(ComfyGraph graph) {
        this.graph = graph;
        this.found = sampler();
    }

    static NearestSampler in(ComfyGraph graph) {
        return new NearestSampler(graph);
    }

    /** The sampler, if there is one. */
    @Nullable
    Node node() {
        return found;
    }

    /** The first link to what decodes its picture. */
    @Nullable
    JsonNode vae() {
        return vae;
    }

    /** A node that enlarges a finished picture by sampling it in parts. */
    @Nullable
    Node enlarging() {
        return enlarging;
    }

    /** The nearest sampler to a saved picture, else to a previewed one, else to any end, else any at all. */
    private @Nullable Node sampler() {
        Set<Node> ends = graph.ends();
        List<Predicate<Node>> outputs = List.of(
                node -> node.is(ComfyRole.SAVE),
                node -> node.is(ComfyRole.PREVIEW) && ends.contains(node),
                ends::contains);
        for (Predicate<Node> isOutput : outputs) {
            Node found = nearest(graph.nodes().stream().filter(isOutput).toList());
            if (found != null) {
                return found;
            }
        }
        List<Node> samplers =
                graph.nodes().stream().filter(NearestSampler::isSampler).toList();
        return samplers.isEmpty() ? null : samplers.getFirst();
    }

    /** Breadth first; one that repaints parts of a finished picture counts only if there is no other. */
    private @Nullable Node nearest(List<Node> outputs) {
        Deque<Node> queue = new ArrayDeque<>(outputs);
        Set<Node> seen = new HashSet<>(outputs);
        Node repainting = null;
        while (!queue.isEmpty()) {
            Node node = queue.remove();
            vae = vae == null ? node.input("vae") : vae;
            if (isSampler(node) && !repaints(node)) {
                return node;
            }
            repainting = repainting == null && isSampler(node) ? node : repainting;
            enlarging = enlarging == null && isSampler(node) && node.isKind("upscale") ? node : enlarging;
            graph.sources(node).stream().filter(seen::add).forEach(queue::add);
        }
        return repainting;
    }

    static boolean isSampler(Node node) {
        if (node.is(ComfyRole.SAMPLER, ComfyRole.REPAINT)) {
            return true;
        }
        if (!node.is(ComfyRole.OTHER)) {
            return false;
        }
        boolean noise = node.has("seed", "noise_seed", "noise");
        boolean course = node.has("steps", "sigmas", "sampler_name", "sampler");
        boolean guided = node.has("positive", "conditioning", "guider", "latent_image", "model", "pipe");
        boolean plain = node.isKind("ksampler") && node.has("positive");
        return plain || (noise && course && (guided || node.isKind("sampler")));
    }

    private static boolean repaints(Node node) {
        return node.is(ComfyRole.REPAINT) || node.isKind("upscale");
    }
}
