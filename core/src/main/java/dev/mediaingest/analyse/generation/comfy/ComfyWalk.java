package dev.mediaingest.analyse.generation.comfy;

import java.util.HashSet;
import java.util.Set;

/**
 * How far one file's graph may be followed: no node twice on one path, {@value #MAX_DEPTH} nodes deep, {@value #MAX_STEPS}
 * steps altogether. Graphs of people stay far below; one made to hurt costs no more than this. Confined to one turn.
 */
final class ComfyWalk {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_STEPS = 20_000;
    /** Longest text put together from parts. */
    static final int MAX_TEXT = 1 << 20;

    private final Set<String> path = new HashSet<>();
    private int steps;

    /** Whether the node may be entered; if so, it must be left. */
    boolean enter(ComfyGraph.Node node) {
        return steps++ < MAX_STEPS && path.size() < MAX_DEPTH && path.add(node.id());
    }

    void leave(ComfyGraph.Node node) {
        path.remove(node.id());
    }
}
