package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.JsonFields;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.media.TextEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Spaces of Hugging Face: JSON in {@code parameters} with the names of the diffusers library. Every space decides for
 * itself what it writes; these are the names most of them took over from one another.
 */
public final class HuggingFaceParser implements ToolParser {

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        for (TextEntry text : texts.entries()) {
            JsonNode fields = !draft.isClaimed() && FileTexts.isGeneral(text) ? texts.object(text) : null;
            if (fields != null && isDiffusers(fields)) {
                draft.claim("huggingface-space", text);
                fill(fields, draft);
            }
        }
    }

    private static boolean isDiffusers(JsonNode fields) {
        return fields.has("prompt") && (fields.has("guidance_scale") || fields.has("num_inference_steps"));
    }

    private static void fill(JsonNode fields, ParameterDraft draft) {
        model(Json.first(fields, "Model", "model"), draft);
        new JsonFields(fields, draft)
                .prompt("prompt")
                .negativePrompt("negative_prompt")
                .seed("seed")
                .steps("num_inference_steps", "steps")
                .cfgScale("guidance_scale")
                .sampler("sampler")
                .scheduler("scheduler")
                .resolution("resolution")
                .size("width", "height")
                .denoisingStrength("strength")
                .modelHash("Model hash", "model_hash")
                .clipSkip("clip_skip")
                .vae("vae")
                .without("Model", "model")
                .others();
    }

    /** A name, or an object of name and hash. */
    private static void model(@Nullable JsonNode model, ParameterDraft draft) {
        if (model != null && model.isObject()) {
            new JsonFields(model, draft).model("Model", "name").modelHash("Model hash", "hash");
        } else {
            draft.modelName = Json.text(model);
        }
    }
}
