package dev.mediaingest.report;

import dev.mediaingest.session.Tally;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A session's {@code stats} object, with the names the Python tool's clients read. */
public final class StatsJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private StatsJson() {}

    public static ObjectNode write(Tally tally) {
        ObjectNode json = JSON.createObjectNode();
        json.put("total_files", tally.total());
        json.put("processed_files", tally.processed());
        json.put("metadata_extracted", tally.metadataExtracted());
        json.put("keywords_added", tally.keywordsAdded());
        json.put("scores_imported", tally.scoresImported());
        json.put("nsfw_detected", tally.nsfwDetected());
        json.put("errors", tally.errors());
        json.put("committed_files", tally.committed());
        return json;
    }
}
