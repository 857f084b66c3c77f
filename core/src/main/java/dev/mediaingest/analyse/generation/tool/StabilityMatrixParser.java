package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.JsonFields;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Stability Matrix: {@code parameters-json}, the same as an infotext in {@code parameters}, and {@code smproj}, the state
 * of its editor, which has the sampler and scheduler by the names they ran under.
 */
public final class StabilityMatrixParser implements ToolParser {

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        TextEntry parameters = texts.find("parameters-json");
        TextEntry project = texts.find("smproj");
        TextEntry text = parameters == null ? project : parameters;
        if (draft.isClaimed() || text == null) {
            return;
        }
        draft.claim("stability-matrix", text);
        JsonNode values = texts.object(parameters);
        JsonNode state = orMissing(texts.object(project)).path("State");
        if (values == null && !state.isObject()) {
            draft.parseState = ParseState.RAW;
            return;
        }
        sampling(state, draft);
        parameters(orMissing(values), draft);
        state(state, draft);
        draft.prompt = withoutLineEnd(draft.prompt);
        draft.negativePrompt = withoutLineEnd(draft.negativePrompt);
    }

    /** Its editor ends a text with a line end nobody typed. */
    private static @Nullable String withoutLineEnd(@Nullable String prompt) {
        return prompt == null ? null : prompt.stripTrailing();
    }

    private static JsonNode orMissing(@Nullable JsonNode node) {
        return node == null ? MissingNode.getInstance() : node;
    }

    /** The sampler by its own name, not by the words the infotext has for it. */
    private static void sampling(JsonNode state, ParameterDraft draft) {
        JsonNode sampler = state.path("Sampler");
        draft.sampler = Json.text(sampler.path("SelectedSampler").get("Name"));
        draft.scheduler = Json.text(sampler.path("SelectedScheduler").get("Name"));
    }

    private static void parameters(JsonNode values, ParameterDraft draft) {
        new JsonFields(values, draft)
                .prompt("PositivePrompt")
                .negativePrompt("NegativePrompt")
                .steps("Steps")
                .cfgScale("CfgScale")
                .seed("Seed")
                .sampler("Sampler")
                .size("Width", "Height")
                .model("ModelName")
                .modelHash("ModelHash")
                .without(
                        "FrameCount",
                        "MotionBucketId",
                        "VideoQuality",
                        "Lossless",
                        "Fps",
                        "OutputFps",
                        "MinCfg",
                        "AugmentationLevel")
                .others();
    }

    /** What the project knows beyond the parameters, or all there is. */
    private static void state(JsonNode state, ParameterDraft draft) {
        JsonNode model = state.path("Model");
        new JsonFields(state.path("Prompt"), draft).prompt("Prompt").negativePrompt("NegativePrompt");
        new JsonFields(state.path("Seed"), draft).seed("Seed");
        new JsonFields(state.path("Sampler"), draft)
                .steps("Steps")
                .cfgScale("CfgScale")
                .size("Width", "Height");
        new JsonFields(model, draft).model("SelectedModelName");
        if (model.path("IsClipSkipEnabled").asBoolean(false)) {
            new JsonFields(model, draft).clipSkip("ClipSkip");
        }
        String vae = Json.text(model.get("SelectedVaeName"));
        draft.vae = vae == null || vae.startsWith("@") ? null : vae;
    }
}
