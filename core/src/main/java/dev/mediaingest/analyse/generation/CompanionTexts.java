package dev.mediaingest.analyse.generation;

import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.StorableText;
import dev.mediaingest.media.TextEntry;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a file beside a picture says, as the texts {@link GenerationReader} would find inside a picture. Whether they are
 * generation parameters is for the reader to say: a caption or a program's settings are offered here like anything else.
 */
public final class CompanionTexts {
    private static final int MAX_LINES = 500;

    private CompanionTexts() {}

    /** A text: an infotext, JSON, or Easy Diffusion's lines of name and value. */
    public static List<TextEntry> ofText(String source, String text) {
        if (Json.looksLikeObject(text)) {
            return ofJson(source, text);
        }
        boolean easyDiffusion =
                text.contains("\nStable Diffusion model: ") || text.contains("\nuse_stable_diffusion_model: ");
        return easyDiffusion ? lines(source, text) : List.of(comment(source, text));
    }

    /** One JSON object: a tool's parameters, a graph, or an object with the infotext in it; nothing for other JSON. */
    public static List<TextEntry> ofJson(String source, String json) {
        JsonNode root = Json.object(json);
        if (root == null) {
            return List.of();
        }
        if (root.path("nodes").isArray()) {
            return List.of(new TextEntry(source, "workflow", json));
        }
        if (root.has("positive_prompt") || root.has("app_version")) {
            return List.of(new TextEntry(source, "invokeai_metadata", json));
        }
        JsonNode infotext = root.get("parameters");
        return infotext != null && infotext.isString()
                ? List.of(comment(source, infotext.stringValue()))
                : List.of(comment(source, json));
    }

    /** Under this name a text counts only if it has the marks of a tool. */
    private static TextEntry comment(String source, String text) {
        return new TextEntry(source, "Comment", StorableText.of(text));
    }

    // Prompt: a cat
    // Seed: 1
    private static List<TextEntry> lines(String source, String text) {
        List<TextEntry> entries = new ArrayList<>();
        for (String line : text.split("\\R", MAX_LINES)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                entries.add(new TextEntry(source, line.substring(0, colon), line.substring(colon + 2)));
            }
        }
        return List.copyOf(entries);
    }
}
