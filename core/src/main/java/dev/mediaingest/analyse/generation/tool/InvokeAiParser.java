package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.JsonFields;
import dev.mediaingest.analyse.generation.parameters.ModelNames;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * InvokeAI in its three generations: {@code invokeai_metadata} (from 3), {@code sd-metadata} (2), and {@code Dream}, a
 * command line (1). Newer files may carry an older text too; the newest is read.
 */
public final class InvokeAiParser implements ToolParser {
    private static final String GENERATOR = "invokeai";

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        if (draft.isClaimed()) {
            return;
        }
        TextEntry current = texts.find("invokeai_metadata");
        TextEntry second = texts.find("sd-metadata");
        TextEntry first = texts.find("Dream");
        if (current != null) {
            draft.claim(GENERATOR, current);
            object(texts.object(current), draft, InvokeAiParser::current);
        } else if (second != null) {
            draft.claim(GENERATOR, second);
            object(texts.object(second), draft, InvokeAiParser::second);
        } else if (first != null) {
            draft.claim(GENERATOR, first);
            new DreamCommand(first.value()).fill(draft);
        }
        graph(texts, draft);
    }

    /** An InvokeAI graph is kept as it is; a file with nothing else is still one of InvokeAI. */
    private static void graph(FileTexts texts, ParameterDraft draft) {
        TextEntry workflow = texts.find("invokeai_workflow");
        TextEntry graph = texts.find("invokeai_graph");
        TextEntry shown = workflow == null ? graph : workflow;
        if (shown == null) {
            return;
        }
        if (!draft.isClaimed()) {
            draft.claim(GENERATOR, shown);
            draft.parseState = ParseState.RAW;
        }
        draft.workflow = shown.value();
    }

    private interface Filling {
        void fill(JsonNode metadata, ParameterDraft draft);
    }

    private static void object(@Nullable JsonNode metadata, ParameterDraft draft, Filling filling) {
        if (metadata == null) {
            draft.parseState = ParseState.RAW;
        } else {
            filling.fill(metadata, draft);
        }
    }

    private static void current(JsonNode metadata, ParameterDraft draft) {
        model(metadata.path("model"), draft);
        draft.vae = nameOf(metadata.path("vae"));
        for (JsonNode lora : metadata.path("loras")) {
            JsonNode model = lora.has("lora") ? lora.path("lora") : lora.path("model");
            draft.lora(nameOf(model), Json.decimal(lora.get("weight")));
            hash(model, draft);
        }
        new JsonFields(metadata, draft)
                .prompt("positive_prompt")
                .negativePrompt("negative_prompt")
                .seed("seed")
                .steps("steps")
                .cfgScale("cfg_scale")
                .sampler("scheduler")
                .size("width", "height")
                .denoisingStrength("strength")
                .clipSkip("clip_skip")
                .version("app_version")
                .without("model", "vae", "loras")
                .others();
    }

    private static void hash(JsonNode model, ParameterDraft draft) {
        String name = nameOf(model);
        String hash = Json.text(model.get("hash"));
        if (name != null && hash != null) {
            draft.loraHashes.putIfAbsent(ModelNames.ofNetwork(name), hash);
        }
    }

    private static void model(JsonNode model, ParameterDraft draft) {
        draft.modelName = nameOf(model);
        draft.modelHash = Json.text(model.get("hash"));
    }

    /** A model is an object with a name, in older versions a model_name, or only a name. */
    private static @Nullable String nameOf(JsonNode model) {
        return model.isObject() ? Json.firstText(model, "name", "model_name") : Json.text(model);
    }

    private static void second(JsonNode metadata, ParameterDraft draft) {
        JsonNode image = metadata.path("image");
        prompts(image.path("prompt"), draft);
        new JsonFields(metadata, draft)
                .model("model_weights")
                .modelHash("model_hash")
                .version("app_version")
                .without("image", "model", "app_id")
                .others();
        new JsonFields(image, draft)
                .seed("seed")
                .steps("steps")
                .cfgScale("cfg_scale")
                .sampler("sampler")
                .size("width", "height")
                .denoisingStrength("strength")
                .without("prompt")
                .others();
    }

    /** One text, or several with weights. */
    private static void prompts(JsonNode prompts, ParameterDraft draft) {
        List<String> texts = new ArrayList<>();
        if (prompts.isString()) {
            texts.add(prompts.stringValue());
        }
        for (JsonNode part : prompts) {
            String text = part.isObject() ? Json.text(part.get("prompt")) : Json.text(part);
            if (text != null) {
                texts.add(text);
            }
        }
        BracketedNegative.split(String.join(", ", texts)).fill(draft);
    }
}
