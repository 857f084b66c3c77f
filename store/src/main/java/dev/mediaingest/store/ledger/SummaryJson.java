package dev.mediaingest.store.ledger;

import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.SessionSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The numbers kept with an ended session, without those its tally has. What is stored today must be readable by every later
 * version.
 */
final class SummaryJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SummaryJson() {}

    static String write(SessionSummary summary) {
        ObjectNode json = JSON.createObjectNode();
        put(json, "codes", summary.byCode());
        put(json, "types", summary.byType());
        put(json, "generators", summary.byGenerator());
        ArrayNode slowest = json.putArray("slowest"); // positions
        summary.slowest().forEach(item -> slowest.add(item.position()));
        return json.toString();
    }

    /**
     * @param byState from the tally
     * @param items reads items by their positions, the slowest first
     */
    static SessionSummary read(String text, Map<String, Long> byState, Function<List<Long>, List<ItemReport>> items) {
        JsonNode json = JSON.readTree(text);
        List<Long> slowest = new ArrayList<>();
        json.path("slowest").forEach(position -> slowest.add(position.asLong()));
        return new SessionSummary(
                byState,
                counts(json.path("codes")),
                counts(json.path("types")),
                counts(json.path("generators")),
                items.apply(slowest));
    }

    private static void put(ObjectNode json, String name, Map<String, Long> counts) {
        ObjectNode object = json.putObject(name);
        counts.forEach(object::put);
    }

    private static Map<String, Long> counts(JsonNode object) {
        Map<String, Long> counts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        return counts;
    }
}
