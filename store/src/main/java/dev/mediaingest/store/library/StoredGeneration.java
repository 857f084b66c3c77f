package dev.mediaingest.store.library;

import dev.mediaingest.media.generation.CharacterPrompt;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import dev.mediaingest.media.generation.Lora;
import dev.mediaingest.media.generation.PromptTerm;
import dev.mediaingest.store.sql.Json;
import dev.mediaingest.store.sql.NullableColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a file was generated, put together from its rows; values that were cut for the Python tool's columns are whole. What another
 * program wrote may be anything. Stateless.
 */
final class StoredGeneration {
    private StoredGeneration() {}

    static Optional<GenerationParameters> read(ResultSet row) throws SQLException {
        String generator = row.getString("generator");
        if (generator == null && row.getString("prompt") == null) {
            return Optional.empty();
        }
        Map<String, String> cut = Json.texts(row.getString("whole_values"));
        Long steps = NullableColumns.whole(row, "steps");
        Long clipSkip = NullableColumns.whole(row, "clip_skip");
        String source = row.getString("generation_source");
        return Optional.of(new GenerationParameters(
                generator == null ? "unknown" : generator,
                row.getString("generator_version"),
                source == null ? "" : source,
                parseState(row.getString("parse_state")),
                row.getString("prompt"),
                row.getString("negative_prompt"),
                steps == null ? null : steps.intValue(),
                uncut(cut, row, "sampler"),
                uncut(cut, row, "schedule_type"),
                NullableColumns.decimal(row, "cfg_scale"),
                uncut(cut, row, "seed"),
                uncut(cut, row, "size"),
                uncut(cut, row, "model_name"),
                uncut(cut, row, "model_hash"),
                NullableColumns.decimal(row, "denoising_strength"),
                clipSkip == null ? null : clipSkip.intValue(),
                row.getString("vae"),
                terms(row.getString("positive_prompt_keywords")),
                terms(row.getString("negative_prompt_keywords")),
                characters(row.getString("characters")),
                loras(row.getString("loras")),
                Json.texts(row.getString("lora_hashes")),
                Json.texts(row.getString("hires_config")),
                Json.texts(row.getString("dynthres_config")),
                Json.texts(row.getString("other_parameters")),
                row.getString("raw_text"),
                row.getString("workflow_data")));
    }

    private static ParseState parseState(@Nullable String label) {
        return Arrays.stream(ParseState.values())
                .filter(state -> state.label().equals(label))
                .findFirst()
                .orElse(ParseState.PARTIAL);
    }

    private static @Nullable String uncut(Map<String, String> whole, ResultSet row, String column) throws SQLException {
        String value = whole.get(column);
        return value == null ? row.getString(column) : value;
    }

    private static List<PromptTerm> terms(@Nullable String json) {
        List<PromptTerm> terms = new ArrayList<>();
        Json.tree(json)
                .forEach(term -> terms.add(new PromptTerm(
                        term.path("text").asString(""), term.path("weight").asDouble(1))));
        return terms;
    }

    private static List<CharacterPrompt> characters(@Nullable String json) {
        List<CharacterPrompt> characters = new ArrayList<>();
        Json.tree(json)
                .forEach(character -> characters.add(new CharacterPrompt(
                        character.path("prompt").asString(""),
                        character.path("negative_prompt").asString(null))));
        return characters;
    }

    private static List<Lora> loras(@Nullable String json) {
        List<Lora> loras = new ArrayList<>();
        Json.tree(json)
                .forEach(lora -> loras.add(new Lora(
                        lora.path("name").asString(""),
                        lora.path("weight").asDouble(1),
                        lora.path("clip_weight").isNumber()
                                ? lora.path("clip_weight").asDouble()
                                : null)));
        return loras;
    }
}
