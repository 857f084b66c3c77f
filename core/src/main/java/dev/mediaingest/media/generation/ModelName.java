package dev.mediaingest.media.generation;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model's name without what differs between tools: {@code X}, {@code X.safetensors}, {@code sub/X.safetensors [hash]} are
 * one. Two models of one name by different people stay one name; that only their hash can tell.
 */
public final class ModelName {
    private static final List<String> EXTENSIONS =
            List.of(".safetensors", ".ckpt", ".pth", ".pt", ".bin", ".gguf", ".sft");
    private static final Pattern HASH = Pattern.compile("\\s*[\\[(][0-9a-fA-F]{6,64}[\\])]$");

    private ModelName() {}

    /** Null if there is no name. */
    public static @Nullable String canonical(@Nullable String written) {
        if (written == null) {
            return null;
        }
        String named = HASH.matcher(written.strip()).replaceFirst("");
        String file = named.substring(Math.max(named.lastIndexOf('/'), named.lastIndexOf('\\')) + 1);
        String name = withoutExtension(file.strip());
        return name.isEmpty() ? null : name;
    }

    /** As it is if it does not end in a model file's extension. */
    public static String withoutExtension(String name) {
        for (String extension : EXTENSIONS) {
            int end = name.length() - extension.length();
            if (end > 0 && name.regionMatches(true, end, extension, 0, extension.length())) {
                return name.substring(0, end);
            }
        }
        return name;
    }
}
