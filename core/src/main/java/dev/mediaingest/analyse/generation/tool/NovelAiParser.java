package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.JsonFields;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.PromptGrammar;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.CharacterPrompt;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * NovelAI: a JSON {@code Comment} beside {@code Software}, {@code Source} (model and hash) and {@code Description}, each
 * a text of a PNG; in a WebP, and hidden in the pixels, one JSON of them all, in which the comment is nested as a string.
 */
public final class NovelAiParser implements ToolParser {
    private static final String GENERATOR = "novelai";

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        for (TextEntry text : texts.entries()) {
            if (!draft.isClaimed() && FileTexts.isComment(text)) {
                parse(text, texts, draft);
            }
        }
        if (!draft.isClaimed() && isNamed(texts)) {
            describe(texts, draft);
        }
    }

    private static void parse(TextEntry text, FileTexts texts, ParameterDraft draft) {
        JsonNode outer = texts.object(text);
        if (outer == null) {
            return;
        }
        JsonNode nested = Json.object(outer.get("Comment"));
        JsonNode comment = nested == null ? outer : nested;
        if (!isNovelAi(comment) || !(isNamed(texts) || nested != null || comment.has("v4_prompt"))) {
            return;
        }
        draft.claim(GENERATOR, text);
        draft.dialect = PromptGrammar.Dialect.NOVELAI;
        source(firstOf(Json.text(outer.get("Source")), texts.value("Source"), texts.value("Software")), draft);
        fill(comment, draft);
        draft.prompt = draft.prompt == null ? description(outer, texts) : draft.prompt;
    }

    private static boolean isNovelAi(JsonNode comment) {
        return comment.has("v4_prompt") || (comment.has("uc") && comment.has("scale"));
    }

    private static boolean isNamed(FileTexts texts) {
        String software = texts.value("Software");
        return software != null && software.startsWith("NovelAI");
    }

    private static @Nullable String firstOf(@Nullable String... values) {
        for (String value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** The model's name and, as its last word, its hash: "NovelAI Diffusion V4.5 4BDE2A90". */
    private static void source(@Nullable String source, ParameterDraft draft) {
        if (source == null || source.equals("NovelAI")) {
            return;
        }
        int space = source.lastIndexOf(' ');
        String last = source.substring(space + 1);
        boolean hash = space > 0 && last.matches("[0-9A-Fa-f]{8,64}");
        draft.modelName = hash ? source.substring(0, space).strip() : source;
        draft.modelHash = hash ? last : null;
    }

    private static void fill(JsonNode comment, ParameterDraft draft) {
        captions(comment, draft);
        new JsonFields(comment, draft)
                .prompt("prompt")
                .negativePrompt("uc")
                .seed("seed")
                .steps("steps")
                .cfgScale("scale")
                .sampler("sampler")
                .scheduler("noise_schedule")
                .denoisingStrength("strength")
                .size("width", "height")
                .without("v4_prompt", "v4_negative_prompt", "signed_hash", "extra_passthrough_testing")
                .others();
    }

    /** The first models left the prompt to the description. */
    private static @Nullable String description(JsonNode outer, FileTexts texts) {
        return firstOf(
                Json.text(outer.get("Description")), texts.value("Description"), texts.value("ImageDescription"));
    }

    /** From V4 on the scene and each character have their own caption; the plain prompt may be an older text. */
    private static void captions(JsonNode comment, ParameterDraft draft) {
        JsonNode positive = comment.path("v4_prompt").path("caption");
        JsonNode negative = comment.path("v4_negative_prompt").path("caption");
        draft.prompt = Json.text(positive.get("base_caption"));
        draft.negativePrompt = Json.text(negative.get("base_caption"));
        JsonNode characters = positive.path("char_captions");
        JsonNode negatives = negative.path("char_captions");
        for (int i = 0; i < characters.size(); i++) {
            String prompt = caption(characters.get(i));
            if (prompt != null && !prompt.isBlank()) {
                draft.characters.add(new CharacterPrompt(prompt, caption(negatives.get(i))));
            }
        }
    }

    private static @Nullable String caption(@Nullable JsonNode character) {
        String caption = Json.text((character == null ? MissingNode.getInstance() : character).get("char_caption"));
        return caption == null || caption.isBlank() ? null : caption;
    }

    /** A NovelAI picture whose comment is lost or broken still has its prompt as a description. */
    private static void describe(FileTexts texts, ParameterDraft draft) {
        for (String key : List.of("Description", "ImageDescription")) {
            TextEntry text = texts.find(key);
            if (text != null && !draft.isClaimed()) {
                draft.claim(GENERATOR, text);
                draft.dialect = PromptGrammar.Dialect.NOVELAI;
                draft.parseState = ParseState.PARTIAL;
                draft.prompt = text.value().strip();
                source(firstOf(texts.value("Source"), texts.value("Software")), draft);
            }
        }
    }
}
