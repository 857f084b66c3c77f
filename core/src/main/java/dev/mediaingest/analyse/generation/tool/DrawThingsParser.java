package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.JsonFields;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.analyse.generation.parameters.XmpText;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Draw Things: an XMP packet whose creator tool is Draw Things and whose {@code exif:UserComment} is JSON with one-letter
 * keys. Some exports carry the same JSON in the EXIF user comment.
 */
public final class DrawThingsParser implements ToolParser {

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        if (draft.isClaimed()) {
            return;
        }
        for (TextEntry text : texts.entries()) {
            if (text.holdsXmpPacket() && isDrawThings(text.value())) {
                parse(text, texts, draft);
                return;
            }
        }
    }

    private static boolean isDrawThings(String packet) {
        String tool = XmpText.property(packet, "xmp:CreatorTool");
        return tool != null && tool.startsWith("Draw Things");
    }

    private static void parse(TextEntry packet, FileTexts texts, ParameterDraft draft) {
        String comment = XmpText.property(packet.value(), "exif:UserComment");
        JsonNode fields = comment == null ? texts.object(texts.find("UserComment")) : Json.object(comment);
        if (fields != null) {
            draft.claim("draw-things", new TextEntry(packet.source(), packet.key(), comment == null ? "" : comment));
            fill(fields, draft);
            return;
        }
        prompts(XmpText.property(packet.value(), "dc:description"), packet, draft);
    }

    private static void fill(JsonNode fields, ParameterDraft draft) {
        JsonNode configuration = fields.path("v2");
        loras(fields.path("lora"), draft);
        loras(configuration.path("loras"), draft);
        new JsonFields(fields, draft)
                .prompt("c")
                .negativePrompt("uc")
                .model("model")
                .sampler("sampler")
                .cfgScale("scale")
                .seed("seed")
                .steps("steps")
                .denoisingStrength("strength")
                .resolution("size")
                .without("lora", "v2")
                .others();
        new JsonFields(configuration, draft)
                .size("width", "height")
                .clipSkip("clipSkip")
                .steps("steps")
                .seed("seed")
                .cfgScale("guidanceScale")
                .model("model");
    }

    private static void loras(JsonNode loras, ParameterDraft draft) {
        for (JsonNode lora : loras) {
            draft.lora(Json.firstText(lora, "model", "file", "name"), Json.decimal(lora.get("weight")));
        }
    }

    /** Without the JSON, the description is what is left: the prompt, a line with a minus, the settings. */
    private static void prompts(@Nullable String description, TextEntry packet, ParameterDraft draft) {
        if (description != null) {
            draft.claim("draw-things", new TextEntry(packet.source(), packet.key(), description));
            draft.parseState = ParseState.PARTIAL;
            int minus = description.indexOf("\n-");
            draft.prompt = (minus < 0 ? description : description.substring(0, minus)).strip();
        }
    }
}
