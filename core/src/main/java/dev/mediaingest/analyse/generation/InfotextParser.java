package dev.mediaingest.analyse.generation;

import dev.mediaingest.media.GenerationParameters.ParseState;
import dev.mediaingest.media.TextEntry;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parameters A1111, Forge and its forks, SD.Next and Civitai write as one text. A value that is not what its key
 * promises is kept as text among the others.
 */
final class InfotextParser implements ToolParser {

    @Override
    public boolean parse(List<TextEntry> texts, ParameterDraft draft) {
        for (TextEntry text : texts) {
            if (!draft.isClaimed() && mayHold(text)) {
                parse(text, draft);
            }
        }
        return draft.isClaimed();
    }

    private static boolean mayHold(TextEntry text) {
        return switch (text.key()) {
            case "parameters", "Parameters", "UserComment", "Comment", "ImageDescription" -> !isJson(text.value());
            default -> false;
        };
    }

    private static boolean isJson(String value) {
        return value.stripLeading().startsWith("{");
    }

    private static void parse(TextEntry text, ParameterDraft draft) {
        Infotext infotext = Infotext.of(text.value());
        boolean promised = text.key().equalsIgnoreCase("parameters");
        if (promised || infotext.isCertain()) {
            fill(draft, infotext);
            draft.source = text.source();
            draft.rawText = text.value();
        }
    }

    private static void fill(ParameterDraft draft, Infotext infotext) {
        draft.prompt = infotext.prompt().isEmpty() ? null : infotext.prompt();
        draft.negativePrompt = infotext.negativePrompt();
        draft.parseState = infotext.pairs().isEmpty() ? ParseState.PARTIAL : ParseState.FULL;
        String app = null;
        for (ParameterLine.Pair pair : infotext.pairs()) {
            String key = pair.key().toLowerCase(Locale.ROOT);
            app = key.equals("app") ? pair.value() : app;
            if (!fill(draft, key, pair.value())) {
                draft.other.putIfAbsent(pair.key(), pair.value());
                draft.parseState = promisesNumber(key) ? ParseState.PARTIAL : draft.parseState;
            }
        }
        draft.generator = generator(app, draft);
    }

    /** Whether the pair found its place; the first of two pairs with the same key does. */
    private static boolean fill(ParameterDraft draft, String key, String value) {
        return switch (key) {
            case "steps" -> draft.steps == null && (draft.steps = Numbers.integer(value)) != null;
            case "sampler" -> draft.sampler == null && (draft.sampler = text(value)) != null;
            case "schedule type" -> draft.scheduler == null && (draft.scheduler = text(value)) != null;
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
            default -> false;
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

    private static String generator(@Nullable String app, ParameterDraft draft) {
        if (app != null && app.startsWith("SD.Next")) {
            return "sd-next";
        }
        if (draft.generatorVersion != null) {
            return Generators.byVersion(draft.generatorVersion);
        }
        boolean civitai = draft.other.containsKey("Civitai resources") || draft.other.containsKey("Civitai metadata");
        return civitai ? "civitai" : Generators.UNKNOWN;
    }
}
