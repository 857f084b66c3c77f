package dev.mediaingest.store.database;

import java.util.List;
import java.util.Map;

/**
 * A table shared with the Python tool, in that tool's forms. Immutable.
 *
 * @param first columns that each of its forms has; without one of them a table is another program's
 * @param later columns its later forms added, with types that mean the same to both databases
 * @param filled what a new row of ours always has, each with a value to try with
 */
record SharedForm(String table, List<String> first, List<String> later, Map<String, String> filled) {
    static final SharedForm FILES = new SharedForm(
            "media_files",
            words("id filename directory file_path file_size file_type extension score created_at updated_at"),
            List.of(
                    "media_file_id varchar(64)",
                    "phash varchar(64)",
                    "nsfw boolean not null default false",
                    "nsfw_score float",
                    "nsfw_label boolean",
                    "nsfw_model varchar(128)",
                    "nsfw_model_version varchar(64)",
                    "nsfw_threshold float",
                    "original_created_at timestamp",
                    "favourite boolean not null default false"),
            Map.of("id", "-%d", "filename", "''", "directory", "''", "file_path", "'media-ingest trial %d'"));

    private static final SharedForm METADATA = new SharedForm(
            "media_metadata",
            words("id media_file_id width height duration frame_rate color_mode has_alpha png_text workflow_data prompt"
                    + " negative_prompt model_name sampler steps cfg_scale seed positive_prompt_keywords"
                    + " negative_prompt_keywords loras file_modified_at metadata_extracted_at"),
            List.of(
                    "model_hash varchar(64)",
                    "size varchar(20)",
                    "schedule_type varchar(50)",
                    "denoising_strength float",
                    "hires_config json",
                    "dynthres_config json",
                    "version varchar(100)",
                    "lora_hashes text",
                    "hires_module_1 varchar(100)",
                    "hires_cfg_scale float",
                    "hires_upscale float",
                    "hires_upscaler varchar(200)",
                    "dynthres_enabled boolean",
                    "dynthres_mimic_scale float",
                    "dynthres_threshold_percentile float",
                    "dynthres_mimic_mode varchar(50)",
                    "dynthres_mimic_scale_min float",
                    "dynthres_cfg_mode varchar(50)",
                    "dynthres_cfg_scale_min float",
                    "dynthres_sched_val float",
                    "dynthres_separate_feature_channels varchar(50)",
                    "dynthres_scaling_startpoint varchar(50)",
                    "dynthres_variability_measure varchar(50)",
                    "dynthres_interpolate_phi float"),
            Map.of("id", "-%d", "media_file_id", "-1"));

    private static final SharedForm KEYWORDS = new SharedForm(
            "media_keywords",
            words("id media_file_id keyword keyword_type confidence source created_at"),
            List.of(),
            Map.of("id", "-%d", "media_file_id", "-1", "keyword", "'media-ingest trial %d'"));

    private static final SharedForm DAYS = new SharedForm(
            "daily_contributions",
            words("id date count created_at updated_at"),
            List.of(),
            Map.of("id", "-%d", "date", "'1000-01-0%d 00:00:00'", "count", "0"));

    /** Those we write, in the order in which rows can be written. */
    static final List<SharedForm> ALL = List.of(FILES, METADATA, KEYWORDS, DAYS);

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    boolean knows(String column) {
        return first.contains(column) || later.stream().anyMatch(declaration -> declaration.startsWith(column + " "));
    }
}
