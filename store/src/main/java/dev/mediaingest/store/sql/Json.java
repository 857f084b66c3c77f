package dev.mediaingest.store.sql;

import dev.mediaingest.media.Exposure;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.CharacterPrompt;
import dev.mediaingest.media.generation.Lora;
import dev.mediaingest.media.generation.PromptTerm;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values of the Python tool's JSON columns, in the shapes its code reads. Nothing is stored as null, not as {@code []}. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static @Nullable String terms(List<PromptTerm> terms) {
        ArrayNode array = MAPPER.createArrayNode();
        terms.forEach(term -> array.addObject().put("text", term.text()).put("weight", term.weight()));
        return array.isEmpty() ? null : array.toString();
    }

    public static @Nullable String loras(List<Lora> loras) {
        ArrayNode array = MAPPER.createArrayNode();
        for (Lora lora : loras) {
            ObjectNode object = array.addObject().put("name", lora.name()).put("weight", lora.weight());
            if (lora.clipWeight() != null) {
                object.put("clip_weight", lora.clipWeight());
            }
        }
        return array.isEmpty() ? null : array.toString();
    }

    public static @Nullable String characters(List<CharacterPrompt> characters) {
        ArrayNode array = MAPPER.createArrayNode();
        characters.forEach(character ->
                array.addObject().put("prompt", character.prompt()).put("negative_prompt", character.negativePrompt()));
        return array.isEmpty() ? null : array.toString();
    }

    public static @Nullable String map(Map<String, String> entries) {
        return entries.isEmpty() ? null : MAPPER.writeValueAsString(entries);
    }

    public static @Nullable String exposure(@Nullable Exposure exposure) {
        return exposure == null ? null : MAPPER.writeValueAsString(exposure);
    }

    public static @Nullable Exposure exposure(@Nullable String json) {
        return json == null ? null : MAPPER.readValue(json, Exposure.class);
    }

    /** PNG text chunks as one object; of several with one key the first is kept, as PNG readers do. */
    public static @Nullable String pngText(List<TextEntry> texts) {
        Map<String, String> chunks = new LinkedHashMap<>();
        texts.stream()
                .filter(text -> text.source().startsWith("png:"))
                .forEach(text -> chunks.putIfAbsent(text.key(), text.value()));
        return map(chunks);
    }

    /** A 64-bit hash as imagehash prints it: 16 hexadecimal digits. */
    public static @Nullable String hex(@Nullable Long hash) {
        return hash == null ? null : HexFormat.of().toHexDigits(hash);
    }

    /** Those that were stored; none where nothing is, or where somebody wrote something else. */
    public static List<Long> hashes(@Nullable String stored) {
        List<Long> hashes = new ArrayList<>();
        for (String part : stored == null ? new String[0] : stored.split("[^0-9a-f]+")) {
            if (part.length() == 16) {
                hashes.add(Long.parseUnsignedLong(part, 16));
            }
        }
        return List.copyOf(hashes);
    }

    public static @Nullable String hashes(List<Long> hashes) {
        ArrayNode array = MAPPER.createArrayNode();
        hashes.forEach(hash -> array.add(hex(hash)));
        return array.isEmpty() ? null : array.toString();
    }
}
