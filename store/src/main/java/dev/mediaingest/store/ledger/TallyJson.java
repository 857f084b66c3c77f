package dev.mediaingest.store.ledger;

import dev.mediaingest.session.Tally;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Counts as they are kept with an ended session. What is stored today must be readable by every later version. */
final class TallyJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TallyJson() {}

    static String write(Tally tally) {
        ObjectNode json = JSON.createObjectNode();
        json.put("total", tally.total());
        json.put("committed", tally.committed());
        json.put("skipped", tally.skipped());
        json.put("failed", tally.failed());
        json.put("quarantined", tally.quarantined());
        json.put("missing", tally.missing());
        json.put("metadata", tally.metadataExtracted());
        json.put("keywords", tally.keywordsAdded());
        json.put("scores", tally.scoresImported());
        json.put("nsfw", tally.nsfwDetected());
        json.put("assessed", tally.nsfwAssessed());
        json.put("notes", tally.notes());
        return json.toString();
    }

    /** Nothing is pending or processing in what is kept. */
    static Tally read(String text) {
        JsonNode json = JSON.readTree(text);
        return new Tally(
                number(json, "total"),
                0,
                0,
                number(json, "committed"),
                number(json, "skipped"),
                number(json, "failed"),
                number(json, "quarantined"),
                number(json, "missing"),
                number(json, "metadata"),
                number(json, "keywords"),
                number(json, "scores"),
                number(json, "nsfw"),
                number(json, "assessed"),
                number(json, "notes"));
    }

    private static long number(JsonNode json, String name) {
        return json.path(name).asLong(0);
    }
}
