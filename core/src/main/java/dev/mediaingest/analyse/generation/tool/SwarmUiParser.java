package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.JsonFields;
import dev.mediaingest.analyse.generation.parameters.ModelNames;
import dev.mediaingest.analyse.generation.parameters.Numbers;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.media.TextEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * SwarmUI: JSON with {@code sui_image_params} in {@code parameters}, the user comment or, from older versions, the EXIF
 * model. Values may be numbers or strings; {@code sui_models} has the hashes.
 */
public final class SwarmUiParser implements ToolParser {
    private static final String MARK = "sui_image_params";

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        for (TextEntry text : texts.entries()) {
            boolean mayHold = FileTexts.isGeneral(text) || text.key().equals("Model");
            if (!draft.isClaimed() && mayHold && text.value().contains(MARK)) {
                parse(text, texts.object(text), draft);
            }
        }
    }

    private static void parse(TextEntry text, @Nullable JsonNode root, ParameterDraft draft) {
        JsonNode parameters = root == null ? null : Json.object(root.get(MARK));
        if (root == null || parameters == null) {
            return;
        }
        draft.claim("swarmui", text);
        fill(parameters, draft);
        loras(parameters, draft);
        hashes(root.path("sui_models"), draft);
        draft.other("sui_extra_data", root.get("sui_extra_data"));
    }

    private static void fill(JsonNode parameters, ParameterDraft draft) {
        new JsonFields(parameters, draft)
                .prompt("prompt")
                .negativePrompt("negativeprompt")
                .model("model")
                .seed("seed")
                .steps("steps")
                .cfgScale("cfgscale")
                .size("width", "height")
                .sampler("sampler")
                .scheduler("scheduler")
                .vae("vae")
                .clipSkip("clipstopatlayer")
                .denoisingStrength("initimagecreativity")
                .version("swarm_version")
                .without("loras", "loraweights", "loratencweights")
                .others();
        secondPass(parameters, draft);
    }

    /** The refiner makes the picture larger if it is told to; its control is what others call denoising strength. */
    private static void secondPass(JsonNode parameters, ParameterDraft draft) {
        Double factor = Json.decimal(parameters.get("refinerupscale"));
        if (factor == null || factor == 1) {
            return;
        }
        hires("upscale", parameters.get("refinerupscale"), draft);
        hires("upscaler", parameters.get("refinerupscalemethod"), draft);
        hires("steps", parameters.get("refinersteps"), draft);
        hires("denoising_strength", parameters.get("refinercontrolpercentage"), draft);
    }

    private static void hires(String key, @Nullable JsonNode field, ParameterDraft draft) {
        String value = Json.text(field);
        if (value != null) {
            draft.hires.put(key, value);
        }
    }

    private static void loras(JsonNode parameters, ParameterDraft draft) {
        String[] names = listed(parameters.get("loras"));
        String[] weights = listed(parameters.get("loraweights"));
        String[] clipWeights = listed(parameters.get("loratencweights"));
        for (int i = 0; i < names.length; i++) {
            draft.lora(names[i], at(weights, i), at(clipWeights, i));
        }
    }

    private static @Nullable Double at(String[] weights, int index) {
        return index < weights.length ? Numbers.decimal(weights[index]) : null;
    }

    /** An array, or its values between commas. */
    private static String[] listed(@Nullable JsonNode field) {
        if (field != null && field.isArray()) {
            return field.valueStream()
                    .map(Json::text)
                    .map(text -> text == null ? "" : text)
                    .toArray(String[]::new);
        }
        String text = Json.text(field);
        return text == null || text.isBlank() ? new String[0] : text.split("\\s*,\\s*");
    }

    /** Written as {@code 0x…}; without it, it is the SHA-256 others write. */
    private static @Nullable String digits(@Nullable String hash) {
        return hash != null && hash.startsWith("0x") ? hash.substring(2) : hash;
    }

    private static void hashes(JsonNode models, ParameterDraft draft) {
        for (JsonNode model : models) {
            String name = Json.text(model.get("name"));
            String hash = digits(Json.text(model.get("hash")));
            String use = Json.text(model.get("param"));
            if (name == null || hash == null) {
                continue;
            }
            if ("model".equals(use)) {
                draft.modelHash = hash;
            } else if ("loras".equals(use)) {
                draft.loraHashes.putIfAbsent(ModelNames.ofNetwork(name), hash);
            }
        }
    }
}
