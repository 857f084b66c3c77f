package dev.mediaingest.store;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.GenerationParameters;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.SourceFile;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A file's one row in {@code media_metadata}; the Python tool does not declare it unique, so we look before we write. */
final class MetadataRow {
    private static final List<String> COLUMNS = List.of(
            "width",
            "height",
            "duration",
            "frame_rate",
            "color_mode",
            "has_alpha",
            "png_text",
            "workflow_data",
            "prompt",
            "negative_prompt",
            "model_name",
            "model_hash",
            "sampler",
            "steps",
            "cfg_scale",
            "seed",
            "size",
            "schedule_type",
            "denoising_strength",
            "hires_config",
            "dynthres_config",
            "version",
            "lora_hashes",
            "positive_prompt_keywords",
            "negative_prompt_keywords",
            "loras",
            "file_modified_at",
            "metadata_extracted_at");
    private static final List<String> ALL_COLUMNS =
            Stream.concat(COLUMNS.stream(), FlatColumns.NAMES.stream()).toList();
    private static final String INSERT = "insert into media_metadata (media_file_id, " + String.join(", ", ALL_COLUMNS)
            + ") values (:media, :" + String.join(", :", ALL_COLUMNS) + ")";
    private static final String UPDATE = "update media_metadata set "
            + ALL_COLUMNS.stream().map(column -> column + " = :" + column).collect(Collectors.joining(", "))
            + " where id = (select min(id) from media_metadata where media_file_id = :media)";
    /** Widths of the bounded columns, in characters; what they cut is kept whole in {@code media_analysis}. */
    private static final Map<String, Integer> WIDTHS = Map.of(
            "color_mode",
            50,
            "model_name",
            256,
            "model_hash",
            64,
            "sampler",
            100,
            "seed",
            50,
            "size",
            20,
            "schedule_type",
            50,
            "version",
            100);

    private final Map<String, @Nullable Object> values = new HashMap<>();
    private final Map<String, String> cut = new TreeMap<>();

    MetadataRow(Dialect dialect, SourceFile file, Findings findings, Instant now) {
        ALL_COLUMNS.forEach(column -> values.put(column, null));
        put(findings.facts());
        findings.generation().ifPresent(this::put);
        values.put("png_text", Json.pngText(findings.texts()));
        values.put("file_modified_at", dialect.timestamp(file.modified()));
        values.put("metadata_extracted_at", dialect.timestamp(now));
        WIDTHS.forEach(
                (column, width) -> values.computeIfPresent(column, (name, value) -> fitted(name, (String) value, width)));
    }

    private String fitted(String column, String value, int width) {
        String fitted = FlatColumns.cut(value, width);
        if (fitted.length() < value.length()) {
            cut.put(column, value);
        }
        return fitted;
    }

    /** The whole values of the columns that hold only their beginning; the flat columns' are in the JSON beside them. */
    Map<String, String> cut() {
        return cut;
    }

    /** What to tell a person about values that were cut. */
    Optional<Failure> note() {
        return cut.isEmpty()
                ? Optional.empty()
                : Optional.of(new Failure(FailureCode.VALUE_CUT, String.join(", ", cut.keySet())));
    }

    private void put(MediaFacts facts) {
        Dimensions dimensions = facts.dimensions();
        values.put("width", dimensions == null ? null : dimensions.width());
        values.put("height", dimensions == null ? null : dimensions.height());
        values.put("duration", facts.duration());
        values.put("frame_rate", facts.frameRate());
        values.put("color_mode", facts.colorMode());
        values.put("has_alpha", facts.hasAlpha());
    }

    private void put(GenerationParameters generation) {
        values.put("workflow_data", generation.workflow());
        values.put("prompt", generation.prompt());
        values.put("negative_prompt", generation.negativePrompt());
        values.put("model_name", generation.modelName());
        values.put("model_hash", generation.modelHash());
        values.put("sampler", generation.sampler());
        values.put("steps", generation.steps());
        values.put("cfg_scale", generation.cfgScale());
        values.put("seed", generation.seed());
        values.put("size", generation.size());
        values.put("schedule_type", generation.scheduler());
        values.put("denoising_strength", generation.denoisingStrength());
        FlatColumns.put(generation, values);
        values.put("hires_config", Json.map(generation.hires()));
        values.put("dynthres_config", Json.map(generation.dynthres()));
        values.put("version", generation.generatorVersion());
        values.put("lora_hashes", Json.map(generation.loraHashes()));
        values.put("positive_prompt_keywords", Json.terms(generation.promptTerms()));
        values.put("negative_prompt_keywords", Json.terms(generation.negativeTerms()));
        values.put("loras", Json.loras(generation.loras()));
    }

    void write(Handle handle, long mediaId, boolean isNew) {
        int updated = isNew
                ? 0
                : handle.createUpdate(UPDATE)
                        .bindMap(values)
                        .bind("media", mediaId)
                        .execute();
        if (updated == 0) {
            handle.createUpdate(INSERT).bindMap(values).bind("media", mediaId).execute();
        }
    }
}
