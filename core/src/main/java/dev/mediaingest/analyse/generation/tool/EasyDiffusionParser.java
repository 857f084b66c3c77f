package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.JsonFields;
import dev.mediaingest.analyse.generation.parameters.ModelNames;
import dev.mediaingest.analyse.generation.parameters.Numbers;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.media.TextEntry;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Easy Diffusion: one PNG text for each field, named as in its program ({@code num_inference_steps}) or in words
 * ({@code Steps}); in JPEG and WebP the same as one JSON in the user comment. Models are paths on the maker's machine, of
 * which the file's name is kept.
 */
public final class EasyDiffusionParser implements ToolParser {
    private static final String[] MODEL = {"use_stable_diffusion_model", "Stable Diffusion model"};

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        if (draft.isClaimed()) {
            return;
        }
        TextEntry model = Arrays.stream(MODEL)
                .map(texts::find)
                .filter(text -> text != null)
                .findFirst()
                .orElse(null);
        if (model != null) {
            separateTexts(texts, model, draft);
            return;
        }
        for (TextEntry text : texts.entries()) {
            JsonNode fields = FileTexts.isGeneral(text) ? texts.object(text) : null;
            if (fields != null && Json.first(fields, MODEL) != null && !draft.isClaimed()) {
                draft.claim("easy-diffusion", text);
                fill(fields, draft);
            }
        }
    }

    private static void separateTexts(FileTexts texts, TextEntry model, ParameterDraft draft) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        StringBuilder raw = new StringBuilder();
        for (TextEntry text : texts.entries()) {
            boolean beside = containerOf(text).equals(containerOf(model));
            if (beside && !fields.has(text.key())) {
                fields.put(text.key(), text.value());
                raw.append(text.key()).append(": ").append(text.value()).append('\n');
            }
        }
        draft.claim("easy-diffusion", new TextEntry(model.source(), model.key(), raw.toString()));
        fill(fields, draft);
    }

    /** A prompt with an umlaut lies in another kind of chunk than the numbers. */
    private static String containerOf(TextEntry text) {
        return text.source().substring(0, text.source().indexOf(':') + 1);
    }

    private static void fill(JsonNode fields, ParameterDraft draft) {
        loras(fields, draft);
        new JsonFields(fields, draft)
                .prompt("prompt", "Prompt")
                .negativePrompt("negative_prompt", "Negative Prompt")
                .seed("seed", "Seed")
                .steps("num_inference_steps", "Steps")
                .cfgScale("guidance_scale", "Guidance Scale")
                .sampler("sampler_name", "Sampler")
                .scheduler("scheduler_name", "Scheduler")
                .size("width", "height")
                .size("Width", "Height")
                .denoisingStrength("prompt_strength", "Prompt Strength")
                .model(MODEL)
                .vae("use_vae_model", "VAE model")
                .without("use_lora_model", "LoRA model", "lora_alpha", "LoRA Strength", "clip_skip", "Clip Skip")
                .others();
        clipSkip(Json.firstText(fields, "clip_skip", "Clip Skip"), draft);
        draft.modelName = draft.modelName == null ? null : ModelNames.fileName(draft.modelName);
        draft.vae = draft.vae == null ? null : ModelNames.fileName(draft.vae);
    }

    /** A switch in this tool: on means the last layer is skipped. */
    private static void clipSkip(@Nullable String text, ParameterDraft draft) {
        if (text != null) {
            draft.clipSkip = text.equalsIgnoreCase("true") ? Integer.valueOf(2) : Numbers.integer(text);
        }
    }

    private static void loras(JsonNode fields, ParameterDraft draft) {
        List<String> names = listed(Json.first(fields, "use_lora_model", "LoRA model"));
        List<String> weights = listed(Json.first(fields, "lora_alpha", "LoRA Strength"));
        for (int i = 0; i < names.size(); i++) {
            Double weight = i < weights.size() ? Numbers.decimal(weights.get(i)) : null;
            draft.lora(ModelNames.fileName(names.get(i)), weight);
        }
    }

    /** One value, an array of them, or an array as Python prints it. */
    private static List<String> listed(@Nullable JsonNode field) {
        if (field != null && field.isArray()) {
            return field.valueStream()
                    .map(Json::text)
                    .filter(text -> text != null)
                    .toList();
        }
        String text = Json.text(field);
        if (text == null || Json.isNothing(text)) {
            return List.of();
        }
        return Arrays.stream(text.replaceAll("[\\[\\]'\"]", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
