package dev.mediaingest.media;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a picture was generated, in one form for every tool. A null is "the file does not say".
 *
 * @param generator the tool that wrote the parameters, as {@code a1111}, {@code forge}, {@code comfyui}
 * @param generatorVersion as the tool writes it
 * @param source the {@link TextEntry#source()} they were read from
 * @param parseState how much of the text was understood
 * @param prompt positive prompt, as written
 * @param negativePrompt negative prompt, as written
 * @param seed decimal text; tools use the whole unsigned 64-bit range
 * @param size {@code 1024x1024}, as the parameters state it, which need not be the file's size
 * @param promptTerms the positive prompt's terms with their weights
 * @param negativeTerms the negative prompt's terms with their weights
 * @param loras in order of appearance
 * @param loraHashes name to hash
 * @param other every further key and value, in the file's order
 * @param rawText the text the parameters were parsed from
 * @param workflow a ComfyUI workflow or prompt graph as JSON text
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
        List<Lora> loras,
        Map<String, String> loraHashes,
        Map<String, String> other,
        @Nullable String rawText,
        @Nullable String workflow) {

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
