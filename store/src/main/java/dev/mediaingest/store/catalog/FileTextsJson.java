package dev.mediaingest.store.catalog;

import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The texts of a file as one column: in their order, each with source and key, and its value unless another column of the
 * file's rows holds the same, since workflows are large.
 */
public final class FileTextsJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String AS = "as";
    private static final String PNG_TEXT = "png_text";
    private static final String RAW_TEXT = "raw_text";
    private static final String WORKFLOW = "workflow_data";

    private FileTextsJson() {}

    static @Nullable String write(List<TextEntry> texts, Optional<GenerationParameters> generation) {
        ArrayNode array = MAPPER.createArrayNode();
        Set<String> chunks = new HashSet<>();
        for (TextEntry text : texts) {
            ObjectNode entry = array.addObject().put("source", text.source()).put("key", text.key());
            boolean inChunks = text.source().startsWith("png:") && chunks.add(text.key());
            String column = inChunks
                    ? PNG_TEXT
                    : generation.map(found -> column(text, found)).orElse(null);
            if (column == null) {
                entry.put("value", text.value());
            } else {
                entry.put(AS, column);
            }
        }
        return array.isEmpty() ? null : array.toString();
    }

    private static @Nullable String column(TextEntry text, GenerationParameters generation) {
        if (text.value().equals(generation.rawText())) {
            return RAW_TEXT;
        }
        return text.value().equals(generation.workflow()) ? WORKFLOW : null;
    }

    /**
     * The texts of a file's rows; of a row that was written before there was the column, those its PNG chunks hold.
     *
     * @param texts the column
     * @param chunks PNG text chunks by their keys
     */
    public static List<TextEntry> read(
            JsonNode texts, Map<String, String> chunks, @Nullable String rawText, @Nullable String workflow) {
        List<TextEntry> entries = new ArrayList<>();
        for (JsonNode text : texts) {
            String key = text.path("key").asString("");
            String value = switch (text.path(AS).asString("")) {
                case PNG_TEXT -> chunks.get(key);
                case RAW_TEXT -> rawText;
                case WORKFLOW -> workflow;
                default -> text.path("value").asString("");
            };
            entries.add(new TextEntry(text.path("source").asString(""), key, value == null ? "" : value));
        }
        if (entries.isEmpty()) {
            chunks.forEach((key, value) -> entries.add(new TextEntry("png", key, value)));
        }
        return entries;
    }
}
