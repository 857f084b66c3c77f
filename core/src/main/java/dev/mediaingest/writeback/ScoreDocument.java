package dev.mediaingest.writeback;

import dev.mediaingest.writeback.Merge.Changed;
import dev.mediaingest.writeback.Merge.NotUnderstood;
import dev.mediaingest.writeback.Merge.Same;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A rating as the Python tool keeps it: {@code {"file", "score", "updated"}}. Fields of other programs stay. */
final class ScoreDocument {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ScoreDocument() {}

    /**
     * Puts a rating into a document.
     *
     * @param existing empty if there is none
     */
    static Merge merge(byte[] existing, Given given, String fileName, Instant now) {
        ObjectNode document = JSON.createObjectNode();
        if (existing.length > 0) {
            try {
                if (!(JSON.readTree(existing) instanceof ObjectNode object)) {
                    return new NotUnderstood("it is no JSON object");
                }
                document = object;
            } catch (JacksonException e) {
                return new NotUnderstood("it is no JSON");
            }
        }
        if (score(document.path("score")) == given.score()) {
            return new Same();
        }
        document.put("file", fileName);
        document.put("score", given.score());
        document.put("updated", now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new Changed(JSON.writeValueAsString(document));
    }

    /** A document without one says what a score of 0 says. */
    private static double score(JsonNode score) {
        return score.isNumber() ? score.asDouble() : score.isMissingNode() ? 0 : Double.NaN;
    }
}
