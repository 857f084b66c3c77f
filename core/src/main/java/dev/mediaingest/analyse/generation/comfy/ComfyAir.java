package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.ComfyIndex.Origin;
import dev.mediaingest.analyse.generation.comfy.LinearPattern.Effort;
import dev.mediaingest.analyse.generation.parameters.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Links without a line: the nodes of cg-use-everywhere (github.com/chrisgoringe/cg-use-everywhere) give what they get to
 * every open input of its type that meets its conditions. Newer versions list what they connected, and are believed. Where several nodes
 * give the same type, one that asks for certain inputs comes first, then the first of the others.
 */
final class ComfyAir {
    private static final int MAX_BROADCASTS = 100;
    private static final Set<String> GIVING =
            Set.of("Anything Everywhere", "Anything Everywhere3", "Anything Everywhere?", "Prompts Everywhere");

    /**
     * What is given to open inputs.
     *
     * @param name what inputs are called that it is for; null for all of the type
     */
    private record Broadcast(String type, @Nullable String name, Origin origin, AirConditions conditions) {
        private boolean isMeantFor(JsonNode slot, String called) {
            if (name == null) {
                return !slot.has("widget") || conditions.isForNamedInputs();
            }
            return name.equals(called)
                    || (type.equals("CONDITIONING") && AirConditions.isCalled(called, name.equals("positive")));
        }
    }

    private final Map<String, Origin> listed;
    private final List<Broadcast> broadcasts;

    private ComfyAir(Map<String, Origin> listed, List<Broadcast> broadcasts) {
        this.listed = listed;
        this.broadcasts = broadcasts;
    }

    static ComfyAir of(JsonNode graph, Map<String, Origin> origins, Map<String, JsonNode> nodes) {
        Map<String, Origin> listed = new HashMap<>();
        for (JsonNode link : graph.path("extra").path("ue_links")) {
            String from = Json.text(link.get("upstream"));
            if (from != null) {
                String to = Json.text(link.get("downstream")) + ":" + Json.text(link.get("downstream_slot"));
                listed.put(to, new Origin(from, link.path("upstream_slot").asInt(0)));
            }
        }
        List<Broadcast> broadcasts = new ArrayList<>();
        Effort effort = new Effort();
        for (JsonNode node : graph.path("nodes")) {
            AirConditions conditions = AirConditions.of(node, graph, effort);
            broadcast(node, conditions, origins, nodes, broadcasts);
        }
        broadcasts.sort(
                Comparator.comparing(broadcast -> !broadcast.conditions().areParticular()));
        return new ComfyAir(listed, broadcasts);
    }

    private static void broadcast(
            JsonNode node,
            AirConditions conditions,
            Map<String, Origin> origins,
            Map<String, JsonNode> nodes,
            List<Broadcast> broadcasts) {
        String type = String.valueOf(Json.text(node.get("type")));
        int mode = node.path("mode").asInt(0);
        if (mode == 2 || mode == 4) {
            return;
        }
        if (type.equals("Seed Everywhere")) {
            Origin own = new Origin(String.valueOf(Json.text(node.get("id"))), 0);
            broadcasts.add(new Broadcast("INT", "seed", own, conditions));
            broadcasts.add(new Broadcast("INT", "noise_seed", own, conditions));
        }
        boolean prompts = type.equals("Prompts Everywhere");
        for (int i = 0;
                GIVING.contains(type) && i < Math.min(3, node.path("inputs").size());
                i++) {
            Origin origin = origins.get(
                    String.valueOf(Json.text(node.path("inputs").path(i).get("link"))));
            if (origin != null && broadcasts.size() < MAX_BROADCASTS) {
                String name = prompts ? i == 0 ? "positive" : "negative" : null;
                broadcasts.add(new Broadcast(typeOf(origin, nodes, prompts), name, origin, conditions));
            }
        }
    }

    private static String typeOf(Origin origin, Map<String, JsonNode> nodes, boolean prompts) {
        JsonNode outputs =
                nodes.getOrDefault(origin.node(), MissingNode.getInstance()).path("outputs");
        String type = Json.text(outputs.path(origin.slot()).get("type"));
        return type == null || prompts ? prompts ? "CONDITIONING" : "*" : type;
    }

    /** What an open input gets, or null. */
    @Nullable
    Origin origin(JsonNode node, int input) {
        if (listed.isEmpty() && broadcasts.isEmpty()) {
            return null;
        }
        String id = Json.text(node.get("id"));
        Origin known = listed.get(id + ":" + input);
        if (known != null || !listed.isEmpty()) {
            return known;
        }
        JsonNode slot = node.path("inputs").path(input);
        String name = String.valueOf(Json.text(slot.get("name")));
        String type = type(String.valueOf(Json.text(slot.get("type"))), name);
        for (Broadcast broadcast : broadcasts) {
            boolean fits = broadcast.type().equals(type)
                    && !broadcast.origin().node().equals(id)
                    && broadcast.isMeantFor(slot, name);
            if (fits && broadcast.conditions().areMetBy(node, name)) {
                return broadcast.origin();
            }
        }
        return null;
    }

    /** Where the file does not say an input's type, its name does. */
    private static String type(String written, String name) {
        if (!written.equals("*") && !written.equals("null")) {
            return written;
        }
        return switch (name) {
            case "positive", "negative" -> "CONDITIONING";
            case "seed", "noise_seed" -> "INT";
            default -> name.toUpperCase(Locale.ROOT);
        };
    }
}
