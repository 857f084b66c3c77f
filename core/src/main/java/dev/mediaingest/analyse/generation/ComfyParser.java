package dev.mediaingest.analyse.generation;

import dev.mediaingest.media.TextEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The graphs ComfyUI writes: {@code prompt} is what ran, {@code workflow} what the editor shows. Both are kept as text;
 * tracing a graph from its sampler back to prompts and models has its place here.
 */
final class ComfyParser implements ToolParser {
    static final String GENERATOR = "comfyui";

    @Override
    public boolean parse(List<TextEntry> texts, ParameterDraft draft) {
        TextEntry workflow = find(texts, "workflow", "\"nodes\"");
        TextEntry prompt = find(texts, "prompt", "\"class_type\"");
        TextEntry shown = workflow != null ? workflow : prompt;
        if (shown == null) {
            return false;
        }
        draft.workflow = graph(shown, workflow != null ? "workflow" : "prompt");
        if (!draft.isClaimed()) {
            draft.generator = GENERATOR;
            draft.source = shown.source();
            draft.rawText = prompt == null ? null : graph(prompt, "prompt");
        }
        return true;
    }

    private static @Nullable TextEntry find(List<TextEntry> texts, String name, String mark) {
        for (TextEntry text : texts) {
            String graph = graph(text, name);
            if (graph != null && graph.contains(mark)) {
                return text;
            }
        }
        return null;
    }

    /** The JSON under a key of that name, or behind that name where a saver had to put it into an EXIF tag. */
    private static @Nullable String graph(TextEntry text, String name) {
        String value = text.value();
        boolean inTag =
                text.source().startsWith("exif:") && value.regionMatches(true, 0, name + ":", 0, name.length() + 1);
        String json = inTag ? value.substring(name.length() + 1).strip() : value;
        boolean named = inTag || text.key().equals(name);
        return named && json.startsWith("{") ? json : null;
    }
}
