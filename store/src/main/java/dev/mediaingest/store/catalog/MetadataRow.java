package dev.mediaingest.store.catalog;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.media.generation.BoundedColumn;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.store.database.SharedTables;
import dev.mediaingest.store.sql.ColumnList;
import dev.mediaingest.store.sql.Json;
import dev.mediaingest.store.sql.Prepared;
import dev.mediaingest.store.sql.StatementBatch;
import dev.mediaingest.store.sql.ValueDialect;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A file's one row in {@code media_metadata}; the Python tool does not declare it unique, so we look before we write. */
final class MetadataRow {
    private static final ColumnList MOST_COLUMNS = ColumnList.of(
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
            "metadata_extracted_at",
            "hires_module_1",
            "hires_upscaler",
            "dynthres_mimic_mode",
            "dynthres_cfg_mode",
            "dynthres_separate_feature_channels",
            "dynthres_scaling_startpoint",
            "dynthres_variability_measure");
    static final ColumnList COLUMNS = MOST_COLUMNS.and(FlatColumns.NAMES);
    private static final String UPDATE = "update media_metadata set " + COLUMNS.assigned()
            + " where id = (select min(id) from media_metadata where media_file_id = ?)";

    /** Values by their columns, in the order of those. */
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    MetadataRow(ValueDialect dialect, SourceFile file, Findings findings, Instant now) {
        COLUMNS.names().forEach(column -> values.put(column, null));
        put(findings.facts());
        findings.generation().ifPresent(this::put);
        values.put("png_text", Json.pngText(findings.texts()));
        values.put("file_modified_at", dialect.timestamp(file.modified()));
        values.put("metadata_extracted_at", dialect.timestamp(now));
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
        for (BoundedColumn column : BoundedColumn.values()) {
            values.put(column.label(), column.fitted(generation));
        }
        values.put("workflow_data", generation.workflow());
        values.put("prompt", generation.prompt());
        values.put("negative_prompt", generation.negativePrompt());
        values.put("steps", generation.steps());
        values.put("cfg_scale", generation.cfgScale());
        values.put("denoising_strength", generation.denoisingStrength());
        FlatColumns.put(generation, values);
        values.put("hires_config", Json.map(generation.hires()));
        values.put("dynthres_config", Json.map(generation.dynthres()));
        values.put("lora_hashes", Json.map(generation.loraHashes()));
        values.put("positive_prompt_keywords", Json.terms(generation.promptTerms()));
        values.put("negative_prompt_keywords", Json.terms(generation.negativeTerms()));
        values.put("loras", Json.loras(generation.loras()));
    }

    /** Values in the order of {@link #COLUMNS}. */
    Collection<@Nullable Object> values() {
        return values.values();
    }

    /** Writes the row, with {@link #values} and the file's id. */
    static String insert(SharedTables shared) {
        return shared.insertInto("media_metadata", COLUMNS.and(ColumnList.of("media_file_id")));
    }

    /** @param insert see {@link #insert} */
    void write(Handle handle, StatementBatch batch, long mediaId, boolean isNew, String insert) throws SQLException {
        List<@Nullable Object> row = new ArrayList<>(values.values());
        row.add(mediaId);
        int updated = isNew ? 0 : Prepared.update(handle, UPDATE, row.toArray());
        if (updated == 0) {
            batch.add(insert, row.toArray());
        }
    }
}
