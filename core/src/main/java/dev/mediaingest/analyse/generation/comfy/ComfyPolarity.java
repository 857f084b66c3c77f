package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.ComfyGraph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which prompt a text is part of, found by following the links from it to what takes it. Confined to one graph. */
final class ComfyPolarity {
    enum Polarity {
        POSITIVE,
        NEGATIVE,
        /** Neither a link nor a name says it. */
        OPEN
    }

    /** Who takes something from a node, by which input. */
    private record Use(Node by, String input) {}

    private static final int MAX_STEPS = 20_000;

    private final Map<Node, List<Use>> uses = new HashMap<>();
    private int steps;

    ComfyPolarity(ComfyGraph graph) {
        for (Node node : graph.nodes()) {
            node.inputs().forEach((name, value) -> {
                Node source = graph.target(value);
                if (source != null) {
                    uses.computeIfAbsent(source, any -> new ArrayList<>())
                            .add(new Use(node, name.toLowerCase(Locale.ROOT)));
                }
            });
        }
    }

    /** A text that goes both ways is one of the picture's; one without a way is what people call it. */
    Polarity of(Node encoder) {
        Set<Node> seen = new HashSet<>(Set.of(encoder));
        Deque<Node> queue = new ArrayDeque<>(seen);
        boolean negative = false;
        while (!queue.isEmpty() && steps++ < MAX_STEPS) {
            for (Use use : uses.getOrDefault(queue.remove(), List.of())) {
                if (use.input().startsWith("pos")) {
                    return Polarity.POSITIVE;
                }
                boolean ends = use.input().startsWith("neg") || use.input().startsWith("uncond");
                negative |= ends;
                if (!ends && seen.add(use.by())) {
                    queue.add(use.by());
                }
            }
        }
        return negative || encoder.isCalledNegative() ? Polarity.NEGATIVE : Polarity.OPEN;
    }
}
