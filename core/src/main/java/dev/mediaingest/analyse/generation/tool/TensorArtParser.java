package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.comfy.ComfyParser;
import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.JsonFields;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import tools.jackson.databind.JsonNode;

/**
 * TensorArt: {@code generation_data}, a JSON with a NUL behind it. Its seed may be -1; the graph in {@code prompt}, which
 * {@link ComfyParser} reads after this, has the one that was drawn.
 */
public final class TensorArtParser implements ToolParser {

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        TextEntry text = texts.find("generation_data");
        if (draft.isClaimed() || text == null) {
            return;
        }
        draft.claim("tensorart", text);
        JsonNode data = texts.object(text);
        if (data == null) {
            draft.parseState = ParseState.RAW;
            return;
        }
        fill(data, draft);
    }

    private static void fill(JsonNode data, ParameterDraft draft) {
        JsonNode model = data.path("baseModel");
        draft.modelName = Json.firstText(model, "modelFileName", "label");
        draft.modelHash = Json.text(model.get("hash"));
        for (JsonNode network : data.path("models")) {
            draft.lora(
                    Json.firstText(network, "modelFileName", "label", "modelName"),
                    Json.decimal(network.get("weight")));
        }
        new JsonFields(data, draft)
                .prompt("prompt")
                .negativePrompt("negativePrompt")
                .steps("steps")
                .cfgScale("cfgScale")
                .seed("seed")
                .sampler("ksamplerName", "samplerName", "sampler")
                .scheduler("schedule", "scheduler")
                .clipSkip("clipSkip")
                .denoisingStrength("denoisingStrength", "strength")
                .size("width", "height")
                .without("baseModel", "models")
                .others();
        drawnSeed(draft);
        vae(data, draft);
    }

    private static void drawnSeed(ParameterDraft draft) {
        if ("-1".equals(draft.seed)) {
            draft.seed = null;
        }
    }

    private static void vae(JsonNode data, ParameterDraft draft) {
        String vae = Json.text(data.get("sdVae"));
        draft.vae = "Automatic".equals(vae) ? null : vae;
    }
}
