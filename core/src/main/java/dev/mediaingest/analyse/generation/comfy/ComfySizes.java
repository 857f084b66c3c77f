package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.ComfyGraph.Node;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.Numbers;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sizes of pictures in a graph, as {@code 512x768}. */
final class ComfySizes {
    private final ComfyGraph graph;
    private final ComfyValues values;

    ComfySizes(ComfyGraph graph, ComfyValues values) {
        this.graph = graph;
        this.values = values;
    }

    /** The size of the empty picture the sampler starts from, or the first size on the way to it. */
    @Nullable
    String startedFrom(Node sampler) {
        Node node = sampler;
        Set<Node> seen = new HashSet<>();
        String met = null;
        while (node != null && seen.add(node)) {
            String size = node.equals(sampler) ? null : of(node);
            if (size != null && node.isKind("empty")) {
                return size;
            }
            met = met == null ? size : met;
            node = ComfyPasses.latent(graph, node);
        }
        met = met == null ? of(sampler) : met;
        return met == null ? sizeInPipe(sampler) : met;
    }

    private @Nullable String sizeInPipe(Node sampler) {
        Set<Node> seen = new HashSet<>();
        String size = null;
        for (Node node = sampler; size == null && node != null && seen.add(node); node = graph.pipe(node)) {
            size = of(node);
        }
        return size;
    }

    @Nullable
    String of(Node node) {
        Integer width = Json.integer(values.number(node, "width", "empty_latent_width"));
        Integer height = Json.integer(values.number(node, "height", "empty_latent_height"));
        String resolution = width == null || height == null ? values.text(node, "resolution", "dimensions") : null;
        return resolution == null ? Numbers.size(width, height) : Numbers.sizeWithin(resolution);
    }
}
