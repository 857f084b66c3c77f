package dev.mediaingest.analyse.generation;

import dev.mediaingest.media.TextEntry;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The texts of one file, each parsed as JSON at most once. Confined to one turn. */
final class FileTexts {
    private final List<TextEntry> entries;
    private final IdentityHashMap<TextEntry, Optional<JsonNode>> objects = new IdentityHashMap<>();

    FileTexts(List<TextEntry> entries) {
        this.entries = entries;
    }

    List<TextEntry> entries() {
        return entries;
    }

    /** The first text of that key. */
    @Nullable
    TextEntry find(String key) {
        for (TextEntry entry : entries) {
            if (entry.key().equals(key)) {
                return entry;
            }
        }
        return null;
    }

    @Nullable
    String value(String key) {
        TextEntry entry = find(key);
        return entry == null ? null : entry.value();
    }

    /** The JSON object a text holds, or null. */
    @Nullable
    JsonNode object(@Nullable TextEntry entry) {
        if (entry == null || !Json.looksLikeObject(entry.value())) {
            return null;
        }
        return objects.computeIfAbsent(entry, text -> Optional.ofNullable(Json.object(text.value())))
                .orElse(null);
    }

    /** Where tools put their parameters if the container has no named texts. */
    static boolean isComment(TextEntry entry) {
        return switch (entry.key()) {
            case "UserComment", "Comment", "comment", "ImageDescription" -> true;
            default -> false;
        };
    }

    /** Where tools put one text about the whole picture: {@code parameters} and the comments. */
    static boolean isGeneral(TextEntry entry) {
        return entry.key().equalsIgnoreCase("parameters") || isComment(entry);
    }
}
