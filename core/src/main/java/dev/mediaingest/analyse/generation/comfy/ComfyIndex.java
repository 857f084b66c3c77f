package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.parameters.Json;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A graph's links by id, its nodes, and what is broadcast in it, found once however often it is put in place. */
record ComfyIndex(Map<String, Origin> origins, Map<String, JsonNode> nodes, ComfyAir air) {

    /** The output that a link comes from. */
    record Origin(String node, int slot) {}

    static ComfyIndex of(JsonNode graph) {
        Map<String, JsonNode> byId = new HashMap<>();
        for (JsonNode node : graph.path("nodes")) {
            byId.putIfAbsent(String.valueOf(Json.text(node.get("id"))), node);
        }
        Map<String, Origin> origins = originsOf(graph);
        return new ComfyIndex(origins, byId, ComfyAir.of(graph, origins, byId));
    }

    /** A link is an array, or inside a subgraph an object. */
    private static Map<String, Origin> originsOf(JsonNode graph) {
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
}
