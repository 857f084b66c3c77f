package dev.mediaingest.media.generation;

import dev.mediaingest.media.TextEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a picture was generated, in one form for every tool. A null is "the file does not say".
 *
 * @param generator the tool that wrote the parameters, as {@code a1111}, {@code forge}, {@code comfyui}; {@code c2pa}
 *     where the file only declares, in its content credentials, that a model made it
 * @param generatorVersion as the tool writes it
 * @param source the {@link TextEntry#source()} they were read from
 * @param parseState how much of the text was understood
 * @param prompt positive prompt, as written
 * @param negativePrompt negative prompt, as written
 * @param seed decimal text; tools use the whole unsigned 64-bit range
 * @param size {@code 1024x1024}, as the parameters state it, which need not be the file's size
 * @param promptTerms the positive prompt's terms with their weights
 * @param negativeTerms the negative prompt's terms with their weights
 * @param characters prompts of single characters, in the file's order; their terms are among the terms above
 * @param loras in order of appearance
 * @param loraHashes name to hash
 * @param hires settings of a second, larger pass: {@code upscale}, {@code upscaler}, {@code steps}, {@code module_1},
 *     {@code cfg_scale} and what else the tool writes, its keys in lower case with underscores; of a graph with two passes
 *     also {@code denoising_strength}, {@code sampler} and {@code schedule_type}
 * @param dynthres settings of dynamic thresholding: {@code enabled}, {@code mimic_scale}, {@code mimic_mode} and so on
 * @param other every further key and value, in the file's order
 * @param rawText the text the parameters were parsed from
 * @param workflow a graph as JSON text: a ComfyUI workflow or prompt graph, or an InvokeAI graph
 */
public record GenerationParameters(
        String generator,
        @Nullable String generatorVersion,
        String source,
        ParseState parseState,
        @Nullable String prompt,
        @Nullable String negativePrompt,
        @Nullable Integer steps,
        @Nullable String sampler,
        @Nullable String scheduler,
        @Nullable Double cfgScale,
        @Nullable String seed,
        @Nullable String size,
        @Nullable String modelName,
        @Nullable String modelHash,
        @Nullable Double denoisingStrength,
        @Nullable Integer clipSkip,
        @Nullable String vae,
        List<PromptTerm> promptTerms,
        List<PromptTerm> negativeTerms,
        List<CharacterPrompt> characters,
        List<Lora> loras,
        Map<String, String> loraHashes,
        Map<String, String> hires,
        Map<String, String> dynthres,
        Map<String, String> other,
        @Nullable String rawText,
        @Nullable String workflow) {
    /** The generator of a picture that declares a model made it and says no more. */
    public static final String DECLARED = "c2pa";

    /** Whether all that is known is that a model made the picture, not which prompt or seed. */
    public boolean onlyDeclared() {
        return generator.equals(DECLARED);
    }

    /** How much of a tool's text became parameters. */
    public enum ParseState {
        /** Every part was understood. */
        FULL("full"),
        /** Some parts were understood; the raw text holds the rest. */
        PARTIAL("partial"),
        /** Only the raw text or workflow was kept. */
        RAW("raw");

        private final String label;

        ParseState(String label) {
            this.label = label;
        }

        /** The word stored in the catalogue. */
        public String label() {
            return label;
        }
    }
}
