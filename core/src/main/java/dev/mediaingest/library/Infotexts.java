package dev.mediaingest.library;

import dev.mediaingest.media.generation.GenerationParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Generation parameters in the text form A1111 introduced, which most tools take when it is pasted. */
public final class Infotexts {
    private Infotexts() {}

    /** Prompt, negative prompt, one line of settings; parts the file does not say are left out. */
    public static String of(GenerationParameters generation) {
        StringBuilder text = new StringBuilder();
        if (generation.prompt() != null) {
            text.append(generation.prompt()).append('\n');
        }
        if (generation.negativePrompt() != null) {
            text.append("Negative prompt: ").append(generation.negativePrompt()).append('\n');
        }
        List<String> settings = new ArrayList<>();
        add(settings, "Steps", generation.steps());
        add(settings, "Sampler", generation.sampler());
        add(settings, "Schedule type", generation.scheduler());
        add(settings, "CFG scale", number(generation.cfgScale()));
        add(settings, "Seed", generation.seed());
        add(settings, "Size", generation.size());
        add(settings, "Model hash", generation.modelHash());
        add(settings, "Model", generation.modelName());
        add(settings, "VAE", generation.vae());
        add(settings, "Denoising strength", number(generation.denoisingStrength()));
        add(settings, "Clip skip", generation.clipSkip());
        for (Map.Entry<String, String> entry : generation.hires().entrySet()) {
            add(settings, "Hires " + entry.getKey().replace('_', ' '), entry.getValue());
        }
        add(settings, "Version", generation.generatorVersion());
        return text.append(String.join(", ", settings)).toString().stripTrailing();
    }

    private static void add(List<String> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.add(name + ": " + quoted(value.toString()));
        }
    }

    /** 7, not 7.0. */
    private static @Nullable String number(@Nullable Double value) {
        return value == null
                ? null
                : value == Math.rint(value) && Math.abs(value) < 1e9
                        ? Long.toString(value.longValue())
                        : value.toString();
    }

    private static String quoted(String value) {
        boolean plain = value.indexOf(',') < 0 && value.indexOf(':') < 0 && value.indexOf('\n') < 0;
        return plain
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
