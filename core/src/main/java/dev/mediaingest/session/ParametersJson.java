package dev.mediaingest.session;

import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.discover.Exclusions;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.media.PathText;
import dev.mediaingest.writeback.SidecarForm;
import dev.mediaingest.writeback.WriteBack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Session parameters as JSON, in the names of the HTTP API. What is stored today must be readable by every later version. */
public final class ParametersJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ParametersJson() {}

    public static ObjectNode write(SessionParameters parameters) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode directories = json.putArray("directories");
        parameters.directories().forEach(directory -> directories.add(PathText.of(directory)));
        json.put("pattern", parameters.pattern().toString());
        json.put("recursive", parameters.recursive());
        json.put("enable_nsfw_detection", parameters.enableNsfwDetection());
        json.put("nsfw_threshold", parameters.nsfwThreshold());
        json.put("extract_metadata", parameters.extractMetadata());
        json.put("extract_keywords", parameters.extractKeywords());
        json.put("import_scores", parameters.importScores());
        json.put("fingerprint", parameters.fingerprint().label());
        json.put("skip_existing", parameters.skipExisting());
        if (parameters.maxFiles().isPresent()) {
            json.put("max_files", parameters.maxFiles().getAsLong());
        } else {
            json.putNull("max_files");
        }
        json.put("workers", parameters.workers());
        ArrayNode exclude = json.putArray("exclude");
        parameters.exclusions().rules().forEach(exclude::add);
        json.put("min_size", parameters.exclusions().minSize());
        json.put("retry_failed", parameters.retryFailed());
        parameters.writeBack().ifPresent(writeBack -> json.set("write_back", write(writeBack)));
        return json;
    }

    private static ObjectNode write(WriteBack writeBack) {
        ObjectNode json = JSON.createObjectNode();
        json.put("to", writeBack.form().label());
        json.put("query", writeBack.query());
        json.put("top", PathText.of(writeBack.top()));
        json.put("mirror", writeBack.mirror() == null ? null : PathText.of(writeBack.mirror()));
        return json;
    }

    /** Reads what {@link #write} wrote. */
    public static SessionParameters read(String text) {
        JsonNode json = JSON.readTree(text);
        List<Path> directories = new ArrayList<>();
        json.path("directories").forEach(directory -> directories.add(PathText.parse(directory.asString())));
        JsonNode maxFiles = json.path("max_files");
        return new SessionParameters(
                directories,
                FilePattern.of(json.path("pattern").asString()),
                json.path("recursive").asBoolean(),
                json.path("enable_nsfw_detection").asBoolean(),
                json.path("nsfw_threshold").asDouble(),
                json.path("extract_metadata").asBoolean(),
                json.path("extract_keywords").asBoolean(),
                json.path("import_scores").asBoolean(),
                fingerprint(json.path("fingerprint")),
                json.path("skip_existing").asBoolean(),
                maxFiles.isNumber() ? OptionalLong.of(maxFiles.asLong()) : OptionalLong.empty(),
                json.path("workers").asInt(1),
                exclusions(json),
                json.path("retry_failed").asBoolean(false),
                writeBack(json.path("write_back")));
    }

    private static Optional<WriteBack> writeBack(JsonNode json) {
        return SidecarForm.ofLabel(json.path("to").asString(""))
                .map(form -> new WriteBack(
                        form,
                        json.path("query").asString(""),
                        PathText.parse(json.path("top").asString("/")),
                        json.path("mirror").isString()
                                ? PathText.parse(json.path("mirror").asString())
                                : null));
    }

    private static Exclusions exclusions(JsonNode json) {
        List<String> rules = new ArrayList<>();
        json.path("exclude").forEach(rule -> rules.add(rule.asString()));
        return new Exclusions(rules, json.path("min_size").asLong(0));
    }

    /** Sessions stored before there was a choice had the bytes hashed. */
    private static Fingerprint fingerprint(JsonNode word) {
        return Fingerprint.ofLabel(word.asString("")).orElse(Fingerprint.BYTES);
    }
}
