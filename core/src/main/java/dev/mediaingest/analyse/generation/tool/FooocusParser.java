package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.JsonFields;
import dev.mediaingest.analyse.generation.parameters.ModelNames;
import dev.mediaingest.analyse.generation.parameters.Numbers;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.media.TextEntry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Fooocus and its forks RuinedFooocus and Fooocus-MRE where they write JSON. What Fooocus writes as an infotext is read
 * by {@link InfotextParser}. Its first versions name the fields in words, as its log still does.
 */
public final class FooocusParser implements ToolParser {

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        for (TextEntry text : texts.entries()) {
            JsonNode fields = !draft.isClaimed() && FileTexts.isGeneral(text) ? texts.object(text) : null;
            String tool = fields == null ? null : toolOf(fields, texts);
            if (fields != null && tool != null) {
                draft.claim(tool, text);
                fill(fields, draft);
            }
        }
    }

    private static @Nullable String toolOf(JsonNode fields, FileTexts texts) {
        String software = Json.firstText(fields, "software", "version", "Software");
        String lower = software == null ? "" : software.toLowerCase(Locale.ROOT);
        if (lower.startsWith("ruinedfooocus") || (fields.has("Prompt") && fields.has("base_model_name"))) {
            return "ruined-fooocus";
        }
        if (fields.has("real_prompt") || (lower.startsWith("fooocus") && lower.contains("mre"))) {
            return "fooocus-mre";
        }
        boolean named = lower.startsWith("fooocus") || isMarked(texts);
        boolean inWords = fields.has("Prompt") && fields.has("Base Model");
        return named || inWords || (fields.has("base_model") && fields.has("performance")) ? "fooocus" : null;
    }

    /** A PNG has a text for it; elsewhere the software is named, and the maker's note has the scheme. */
    private static boolean isMarked(FileTexts texts) {
        String software = texts.value("Software");
        return texts.find("fooocus_scheme") != null || (software != null && software.startsWith("Fooocus"));
    }

    private static void fill(JsonNode fields, ParameterDraft draft) {
        loras(fields, draft);
        new JsonFields(fields, draft)
                .prompt("prompt", "Prompt")
                .negativePrompt("negative_prompt", "Negative", "Negative Prompt")
                .seed("seed", "Seed")
                .steps("steps", "Steps")
                .cfgScale("guidance_scale", "cfg", "Guidance Scale")
                .sampler("sampler", "sampler_name", "Sampler")
                .scheduler("scheduler", "Scheduler")
                .model("base_model", "base_model_name", "Base Model")
                .modelHash("base_model_hash")
                .resolution("resolution", "Resolution")
                .size("width", "height")
                .denoisingStrength("denoise", "overwrite_strength")
                .clipSkip("clip_skip", "base_clip_skip")
                .vae("vae", "VAE")
                .version("version", "software", "Version")
                .without("loras", "metadata_scheme")
                .others();
        boolean numbered =
                draft.generatorVersion != null && draft.generatorVersion.chars().anyMatch(Character::isDigit);
        draft.generatorVersion = numbered ? draft.generatorVersion : null;
    }

    private static void loras(JsonNode fields, ParameterDraft draft) {
        for (JsonNode lora : fields.path("loras")) {
            lora(lora, draft);
        }
        fields.properties().forEach(field -> {
            String key = field.getKey();
            if (key.startsWith("lora_combined_") || key.startsWith("LoRA ")) {
                lora(field.getValue(), draft);
            }
        });
    }

    // [name, weight, hash], {name, weight}, "name : weight", "weight - name"
    private static void lora(JsonNode lora, ParameterDraft draft) {
        if (lora.isArray()) {
            ofArray(lora, draft);
        } else if (lora.isObject()) {
            draft.lora(
                    Json.firstText(lora, "name", "model", "filename", "lora"),
                    Json.decimal(Json.first(lora, "weight")));
        } else if (lora.isString()) {
            ofText(lora.stringValue(), draft);
        }
    }

    private static void ofArray(JsonNode lora, ParameterDraft draft) {
        String name = Json.text(lora.get(0));
        String second = Json.text(lora.get(1));
        Double weight = second == null ? null : Numbers.decimal(second);
        if (second != null && weight == null && second.contains(" - ")) {
            ofText(second, draft);
            return;
        }
        draft.lora(name, weight);
        String hash = Json.text(lora.get(2));
        if (name != null && hash != null) {
            draft.loraHashes.putIfAbsent(ModelNames.ofNetwork(name), hash);
        }
    }

    private static void ofText(String text, ParameterDraft draft) {
        int colon = text.lastIndexOf(" : ");
        int dash = text.indexOf(" - ");
        Double behind = colon < 0 ? null : Numbers.decimal(text.substring(colon + 3));
        Double before = dash < 0 ? null : Numbers.decimal(text.substring(0, dash));
        if (behind != null) {
            draft.lora(text.substring(0, colon), behind);
        } else if (before != null) {
            draft.lora(text.substring(dash + 3), before);
        } else {
            draft.lora(text, null);
        }
    }
}
