package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.Generators;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.Numbers;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The parameters A1111, Forge and its forks, SD.Next and Civitai write as one text. A value that is not what its key
 * promises is kept as text among the others.
 */
public final class InfotextParser implements ToolParser {

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        for (TextEntry text : texts.entries()) {
            if (!draft.isClaimed() && FileTexts.isGeneral(text) && isNoJson(text, texts)) {
                parse(text, texts, draft);
            }
        }
    }

    /** A prompt may begin with a brace: dynamic prompts do. */
    private static boolean isNoJson(TextEntry text, FileTexts texts) {
        return texts.object(text) == null;
    }

    private static void parse(TextEntry text, FileTexts texts, ParameterDraft draft) {
        Infotext infotext = Infotext.of(text.value());
        boolean promised = text.key().equalsIgnoreCase("parameters") && !Json.looksLikeObject(text.value());
        if (promised || infotext.isCertain()) {
            draft.claim(Generators.UNKNOWN, text);
            fill(draft, infotext);
            boolean hasGraph = texts.find("prompt") != null || texts.find("workflow") != null;
            draft.generator = infotext.barred() ? "sd-next" : generator(draft, hasGraph);
            if ("ComfyUI".equalsIgnoreCase(draft.generatorVersion)) {
                draft.generatorVersion = null; // its name, where savers have no version to tell
            }
            String postprocessing = texts.value("postprocessing");
            draft.other("postprocessing", postprocessing == null ? "" : postprocessing);
        }
    }

    private static void fill(ParameterDraft draft, Infotext infotext) {
        draft.prompt = infotext.prompt().isEmpty() ? null : infotext.prompt();
        draft.negativePrompt = infotext.negativePrompt();
        draft.parseState = infotext.pairs().isEmpty() ? ParseState.PARTIAL : ParseState.FULL;
        for (ParameterLine.Pair pair : infotext.pairs()) {
            String key = pair.key().toLowerCase(Locale.ROOT);
            if (!fill(draft, key, pair.value())) {
                draft.other(pair.key(), pair.value());
                draft.parseState = promisesNumber(key) ? ParseState.PARTIAL : draft.parseState;
            }
        }
        resources(draft);
        additionalNetworks(draft);
    }

    /** Whether the pair found its place; the first of two pairs with the same key does. */
    private static boolean fill(ParameterDraft draft, String key, String value) {
        return switch (key) {
            case "steps" -> draft.steps == null && (draft.steps = Numbers.integer(value)) != null;
            case "sampler" -> draft.sampler == null && (draft.sampler = text(value)) != null;
            case "schedule type", "scheduler" -> draft.scheduler == null && (draft.scheduler = text(value)) != null;
            case "cfg scale" -> draft.cfgScale == null && (draft.cfgScale = Numbers.decimal(value)) != null;
            case "seed" -> draft.seed == null && (draft.seed = Numbers.seed(value)) != null;
            case "size" -> draft.size == null && (draft.size = Numbers.size(value)) != null;
            case "model" -> draft.modelName == null && (draft.modelName = text(value)) != null;
            case "model hash" -> draft.modelHash == null && (draft.modelHash = text(value)) != null;
            case "vae" -> draft.vae == null && (draft.vae = text(value)) != null;
            case "clip skip" -> draft.clipSkip == null && (draft.clipSkip = Numbers.integer(value)) != null;
            case "denoising strength" ->
                draft.denoisingStrength == null && (draft.denoisingStrength = Numbers.decimal(value)) != null;
            case "version" -> draft.generatorVersion == null && (draft.generatorVersion = text(value)) != null;
            case "lora hashes" -> loraHashes(draft, value);
            case "lora weights" -> loraWeights(draft, value);
            default -> SecondPass.fill(draft, key, value) || Thresholding.fill(draft, key, value);
        };
    }

    private static boolean promisesNumber(String key) {
        return switch (key) {
            case "steps", "cfg scale", "seed", "size", "clip skip", "denoising strength" -> true;
            default -> false;
        };
    }

    private static @Nullable String text(String value) {
        return value.isEmpty() ? null : value;
    }

    // name: hash, name: hash
    private static boolean loraHashes(ParameterDraft draft, String value) {
        for (String part : value.split(",")) {
            int colon = part.lastIndexOf(':');
            if (colon > 0) {
                draft.loraHashes.putIfAbsent(
                        part.substring(0, colon).strip(),
                        part.substring(colon + 1).strip());
            }
        }
        return !draft.loraHashes.isEmpty();
    }

    // name: weight, name: weight
    private static boolean loraWeights(ParameterDraft draft, String value) {
        for (String part : value.split(",")) {
            int colon = part.lastIndexOf(':');
            Double weight = colon > 0 ? Numbers.decimal(part.substring(colon + 1)) : null;
            if (weight != null) {
                draft.lora(part.substring(0, colon), weight);
            }
        }
        return true;
    }

    /** LoRAs as an extension wrote them before prompts could name them: "AddNet Model 1: name(hash)". */
    private static void additionalNetworks(ParameterDraft draft) {
        for (int i = 1; draft.other.containsKey("AddNet Model " + i); i++) {
            String model = draft.other.getOrDefault("AddNet Model " + i, "");
            int hash = model.lastIndexOf('(');
            String weight = draft.other.getOrDefault("AddNet Weight A " + i, draft.other.get("AddNet Weight " + i));
            draft.lora(hash > 0 ? model.substring(0, hash) : model, weight == null ? null : Numbers.decimal(weight));
        }
    }

    /** Models by name where the text gives none itself: Civitai lists what it used as JSON. */
    private static void resources(ParameterDraft draft) {
        String listed = draft.other.get("Civitai resources");
        JsonNode resources = listed == null ? null : Json.parse(listed);
        if (resources == null) {
            return;
        }
        for (JsonNode resource : resources) {
            String type = String.valueOf(Json.text(resource.get("type"))).toLowerCase(Locale.ROOT);
            String name = Json.text(resource.get("modelName"));
            boolean model = type.equals("checkpoint") || type.equals("model");
            if (model && draft.modelName == null) {
                draft.modelName = name;
            } else if (type.equals("lora") || type.equals("lycoris") || type.equals("locon")) {
                draft.lora(name, Json.decimal(resource.get("weight")));
            }
        }
    }

    private static String generator(ParameterDraft draft, boolean hasGraph) {
        String app = draft.other.get("App");
        if (app != null && app.startsWith("SD.Next")) {
            return "sd-next";
        }
        if (draft.generatorVersion != null) {
            return Generators.byVersion(draft.generatorVersion);
        }
        boolean civitai = draft.other.containsKey("Civitai resources") || draft.other.containsKey("Civitai metadata");
        if (civitai) {
            return "civitai";
        }
        boolean asBeforeVersions = !hasGraph && draft.steps != null && draft.sampler != null;
        return asBeforeVersions ? "a1111" : Generators.UNKNOWN;
    }
}
