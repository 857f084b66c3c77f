package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.JsonFields;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.media.TextEntry;
import tools.jackson.databind.JsonNode;

/**
 * Pictures made on Civitai by ComfyUI: a graph whose models are {@code urn:air:…}, beside it {@code extraMetadata}, a JSON
 * nested as a string that says the same in plain words, also where the graph only enlarges an earlier
 * picture. What the graph names the sampler that ran is believed before the words of the site; the rest of the graph is
 * read by {@link ComfyParser}, after this.
 */
public final class CivitaiComfyParser implements ToolParser {
    private static final String MARK = "extraMetadata";

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        for (TextEntry text : texts.entries()) {
            boolean marked = !draft.isClaimed()
                    && (FileTexts.isGeneral(text) || text.key().equals("prompt"))
                    && (text.value().contains(MARK) || text.value().contains("urn:air:"));
            JsonNode root = marked ? texts.object(text) : null;
            if (root != null && (root.has(MARK) || root.has("extra") || root.has("resource-stack"))) {
                draft.claim("civitai", text);
                ParameterDraft run =
                        ComfyTracer.trace(ComfyGraph.ofPrompt(root)).parameters();
                draft.sampler = run.sampler;
                draft.scheduler = run.scheduler;
                draft.modelName = run.modelName;
                extra(root, draft);
            }
        }
    }

    private static void extra(JsonNode root, ParameterDraft draft) {
        draft.other("extra", root.get("extra"));
        JsonNode metadata = Json.object(root.get(MARK));
        if (metadata == null) {
            return;
        }
        draft.other("baseModel", metadata.get("baseModel"));
        new JsonFields(metadata, draft)
                .prompt("prompt")
                .negativePrompt("negativePrompt")
                .steps("steps")
                .cfgScale("cfgScale")
                .sampler("sampler")
                .scheduler("scheduler")
                .seed("seed")
                .clipSkip("clipSkip")
                .denoisingStrength("denoise")
                .size("width", "height")
                .model("baseModel")
                .others();
    }
}
