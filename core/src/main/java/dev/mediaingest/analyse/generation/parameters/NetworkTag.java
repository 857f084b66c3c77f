package dev.mediaingest.analyse.generation.parameters;

import dev.mediaingest.media.generation.Lora;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the angle brackets of a prompt: {@code lora:name}, {@code lora:name:weight}, then perhaps a second
 * weight or {@code key=value} pairs, of which {@code te} and {@code unet} are weights.
 */
final class NetworkTag {
    private static final int MAX_PARTS = 8;

    private NetworkTag() {}

    /** The network a tag names, or null if it is none or its weight is no number. */
    static @Nullable Lora parse(String tag) {
        String[] parts = tag.split(":", MAX_PARTS);
        if (parts.length < 2 || !isNetwork(parts[0]) || parts[1].isBlank()) {
            return null;
        }
        Double weight = parts.length == 2 ? Double.valueOf(1) : weight(parts);
        return weight == null ? null : new Lora(ModelNames.ofNetwork(parts[1]), weight);
    }

    private static boolean isNetwork(String kind) {
        return switch (kind.strip().toLowerCase(Locale.ROOT)) {
            case "lora", "lyco", "lycoris", "loha", "hypernet" -> true;
            default -> false;
        };
    }

    private static @Nullable Double weight(String[] parts) {
        if (parts[2].indexOf('=') < 0) {
            return Numbers.decimal(parts[2]);
        }
        for (int i = 2; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.startsWith("te=") || part.startsWith("unet=")) {
                return Numbers.decimal(part.substring(part.indexOf('=') + 1));
            }
        }
        return 1.0;
    }
}
