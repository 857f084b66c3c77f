package dev.mediaingest.analyse.generation;

import dev.mediaingest.media.GenerationParameters;
import dev.mediaingest.media.GenerationParameters.ParseState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Generation parameters while they are being read; confined to one file's turn. */
final class ParameterDraft {
    @Nullable
    String generator;

    @Nullable
    String generatorVersion;

    @Nullable
    String source;

    ParseState parseState = ParseState.RAW;

    @Nullable
    String prompt;

    @Nullable
    String negativePrompt;

    @Nullable
    Integer steps;

    @Nullable
    String sampler;

    @Nullable
    String scheduler;

    @Nullable
    Double cfgScale;

    @Nullable
    String seed;

    @Nullable
    String size;

    @Nullable
    String modelName;

    @Nullable
    String modelHash;

    @Nullable
    Double denoisingStrength;

    @Nullable
    Integer clipSkip;

    @Nullable
    String vae;

    @Nullable
    String rawText;

    @Nullable
    String workflow;

    final Map<String, String> loraHashes = new LinkedHashMap<>();
    final Map<String, String> other = new LinkedHashMap<>();

    /** Whether a tool has claimed the parameters already. */
    boolean isClaimed() {
        return generator != null;
    }

    GenerationParameters toParameters() {
        PromptGrammar.Parsed positive = parsed(prompt);
        PromptGrammar.Parsed negative = parsed(negativePrompt);
        return new GenerationParameters(
                generator == null ? "unknown" : generator,
                generatorVersion,
                source == null ? "" : source,
                parseState,
                prompt,
                negativePrompt,
                steps,
                sampler,
                scheduler,
                cfgScale,
                seed,
                size,
                modelName,
                modelHash,
                denoisingStrength,
                clipSkip,
                vae,
                positive.terms(),
                negative.terms(),
                positive.loras(),
                Collections.unmodifiableMap(new LinkedHashMap<>(loraHashes)),
                Collections.unmodifiableMap(new LinkedHashMap<>(other)),
                rawText,
                workflow);
    }

    private static PromptGrammar.Parsed parsed(@Nullable String text) {
        return text == null ? new PromptGrammar.Parsed(List.of(), List.of()) : PromptGrammar.parse(text);
    }
}
