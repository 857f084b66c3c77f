package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.Generators;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;

/**
 * Parameters that are JSON by their first character and no JSON by the rest: cut off, or deeper than is followed. They
 * are kept as they are, under the tool's name if a mark of it can be seen.
 */
public final class UnreadableJsonParser implements ToolParser {

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        TextEntry text = texts.find("parameters");
        boolean unreadable = text != null && Json.looksLikeObject(text.value()) && texts.object(text) == null;
        if (text != null && unreadable && !draft.isClaimed()) {
            draft.claim(toolOf(text.value()), text);
            draft.parseState = ParseState.RAW;
        }
    }

    private static String toolOf(String text) {
        if (text.contains("sui_image_params")) {
            return "swarmui";
        }
        return text.contains("RuinedFooocus") ? "ruined-fooocus" : Generators.UNKNOWN;
    }
}
