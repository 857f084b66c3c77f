package dev.mediaingest.analyse.generation.parameters;

import dev.mediaingest.media.TextEntry;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The texts of one file, each parsed as JSON at most once. Confined to one turn. */
public final class FileTexts {
    private final List<TextEntry> entries;
    private final IdentityHashMap<TextEntry, Optional<JsonNode>> objects = new IdentityHashMap<>();

    public FileTexts(List<TextEntry> entries) {
        this.entries = entries;
    }

    public List<TextEntry> entries() {
        return entries;
    }

    /** The first text of that key. */
    @Nullable
    public TextEntry find(String key) {
        for (TextEntry entry : entries) {
            if (entry.key().equals(key)) {
                return entry;
            }
        }
        return null;
    }

    @Nullable
    public String value(String key) {
        TextEntry entry = find(key);
        return entry == null ? null : entry.value();
    }

    /** The JSON object a text holds, or null. */
    @Nullable
    public JsonNode object(@Nullable TextEntry entry) {
        if (entry == null || !Json.looksLikeObject(entry.value())) {
            return null;
        }
        return objects.computeIfAbsent(entry, text -> Optional.ofNullable(Json.object(text.value())))
                .orElse(null);
    }

    /** Where tools put their parameters if the container has no named texts. */
    public static boolean isComment(TextEntry entry) {
        return switch (entry.key()) {
            case "UserComment", "Comment", "comment", "ImageDescription" -> true;
            default -> false;
        };
    }

    /** Where tools put one text about the whole picture: {@code parameters} and the comments. */
    public static boolean isGeneral(TextEntry entry) {
        return entry.key().equalsIgnoreCase("parameters") || isComment(entry);
    }
}
