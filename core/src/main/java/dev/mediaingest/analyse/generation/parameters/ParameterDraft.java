package dev.mediaingest.analyse.generation.parameters;

import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.CharacterPrompt;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import dev.mediaingest.media.generation.Lora;
import dev.mediaingest.media.generation.PromptTerm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Generation parameters while they are being read; confined to one file's turn. */
public final class ParameterDraft {
    private static final int MAX_OTHER = 1_000;

    @Nullable
    public String generator;

    @Nullable
    public String generatorVersion;

    @Nullable
    public String source;

    public ParseState parseState = ParseState.RAW;

    @Nullable
    public String prompt;

    @Nullable
    public String negativePrompt;

    @Nullable
    public Integer steps;

    @Nullable
    public String sampler;

    @Nullable
    public String scheduler;

    @Nullable
    public Double cfgScale;

    @Nullable
    public String seed;

    @Nullable
    public String size;

    @Nullable
    public String modelName;

    @Nullable
    public String modelHash;

    @Nullable
    public Double denoisingStrength;

    @Nullable
    public Integer clipSkip;

    @Nullable
    public String vae;

    @Nullable
    public String rawText;

    @Nullable
    public String workflow;

    /** How the prompts weigh their words; NovelAI's brackets are not those of the others. */
    public PromptGrammar.Dialect dialect = PromptGrammar.Dialect.COMMON;

    /** LoRAs stated outside the prompt. */
    public final List<Lora> loras = new ArrayList<>();

    public final List<CharacterPrompt> characters = new ArrayList<>();
    public final Map<String, String> loraHashes = new LinkedHashMap<>();
    public final Map<String, String> hires = new LinkedHashMap<>();
    public final Map<String, String> dynthres = new LinkedHashMap<>();
    public final Map<String, String> other = new LinkedHashMap<>();

    /** Whether a tool has claimed the parameters already. */
    public boolean isClaimed() {
        return generator != null;
    }

    /** These are the parameters of that tool, read from that text, and understood until something is not. */
    public void claim(String tool, TextEntry text) {
        generator = tool;
        source = text.source();
        rawText = text.value();
        parseState = ParseState.FULL;
    }

    /** Keeps a value that has no place of its own; nothing is not kept. */
    public void other(String key, @Nullable JsonNode value) {
        if (value == null || value.isNull() || (value.isContainer() && value.isEmpty())) {
            return;
        }
        String text = Json.text(value);
        other(key, text == null ? value.toString() : text);
    }

    public void other(String key, String value) {
        if (!value.isEmpty() && other.size() < MAX_OTHER) {
            other.putIfAbsent(key, value);
        }
    }

    public void lora(@Nullable String name, @Nullable Double weight) {
        lora(name, weight, null);
    }

    public void lora(@Nullable String name, @Nullable Double weight, @Nullable Double clipWeight) {
        if (name != null && !Json.isNothing(name) && loras.size() < MAX_OTHER) {
            loras.add(new Lora(ModelNames.ofNetwork(name), weight == null ? 1 : weight, clipWeight));
        }
    }

    /** Believes a better reading of the same picture in what it says; its prompt only if that is the one that ran. */
    public void overrule(ParameterDraft better, boolean promptIsKnown) {
        if (promptIsKnown || prompt == null) {
            prompt = or(better.prompt, prompt);
            negativePrompt = or(better.negativePrompt, negativePrompt);
        }
        steps = or(better.steps, steps);
        scheduler = better.sampler == null ? scheduler : better.scheduler;
        sampler = or(better.sampler, sampler);
        cfgScale = or(better.cfgScale, cfgScale);
        seed = or(better.seed, seed);
        size = or(better.size, size);
        modelName = or(better.modelName, modelName);
        denoisingStrength = or(better.denoisingStrength, denoisingStrength);
        clipSkip = or(better.clipSkip, clipSkip);
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }

    /** Takes what is still open from another reading of the same picture. */
    public void complete(ParameterDraft more) {
        prompt = or(prompt, more.prompt);
        negativePrompt = or(negativePrompt, more.negativePrompt);
        steps = or(steps, more.steps);
        completeSampling(more);
        size = or(size, more.size);
        if (modelName == null) {
            modelName = more.modelName;
            modelHash = or(modelHash, more.modelHash);
        }
        clipSkip = or(clipSkip, more.clipSkip);
        vae = or(vae, more.vae);
        if (loras.isEmpty()) {
            loras.addAll(more.loras);
        }
        if (hires.isEmpty()) {
            hires.putAll(more.hires);
        }
        more.other.forEach(this::other);
    }

    /** A sampler brings its scheduler: one tool's name for both must not meet another's for the second half. */
    private void completeSampling(ParameterDraft more) {
        if (sampler == null) {
            sampler = more.sampler;
            scheduler = or(scheduler, more.scheduler);
        }
        cfgScale = or(cfgScale, more.cfgScale);
        seed = or(seed, more.seed);
        denoisingStrength = or(denoisingStrength, more.denoisingStrength);
    }

    public GenerationParameters toParameters() {
        clean();
        PromptGrammar.Parsed positive = parsed(prompt);
        PromptGrammar.Parsed negative = parsed(negativePrompt);
        return new GenerationParameters(
                generator == null ? Generators.UNKNOWN : generator,
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
                withCharacters(positive.terms(), CharacterPrompt::prompt),
                withCharacters(negative.terms(), CharacterPrompt::negativePrompt),
                List.copyOf(characters),
                allLoras(positive.loras()),
                StorableText.of(loraHashes),
                StorableText.of(hires),
                StorableText.of(dynthres),
                StorableText.of(other),
                rawText,
                workflow);
    }

    private void clean() {
        generatorVersion = StorableText.ofNullable(generatorVersion);
        prompt = StorableText.ofNullable(prompt);
        negativePrompt = StorableText.ofNullable(negativePrompt);
        sampler = StorableText.ofNullable(sampler);
        scheduler = StorableText.ofNullable(scheduler);
        modelName = StorableText.ofNullable(modelName);
        modelHash = StorableText.ofNullable(modelHash);
        vae = StorableText.ofNullable(vae);
        rawText = StorableText.ofNullable(rawText);
        workflow = StorableText.ofNullable(workflow);
        characters.replaceAll(character -> new CharacterPrompt(
                StorableText.of(character.prompt()), StorableText.ofNullable(character.negativePrompt())));
    }

    private List<PromptTerm> withCharacters(
            List<PromptTerm> terms, Function<CharacterPrompt, @Nullable String> prompt) {
        if (characters.isEmpty()) {
            return terms;
        }
        List<PromptTerm> all = new ArrayList<>(terms);
        characters.forEach(
                character -> all.addAll(parsed(prompt.apply(character)).terms()));
        return List.copyOf(all);
    }

    /** Those of the prompt, then those stated elsewhere that the prompt does not name. */
    private List<Lora> allLoras(List<Lora> ofPrompt) {
        if (loras.isEmpty()) {
            return ofPrompt;
        }
        List<Lora> all = new ArrayList<>(ofPrompt);
        Set<String> names = new HashSet<>();
        ofPrompt.forEach(lora -> names.add(lora.name().toLowerCase(Locale.ROOT)));
        for (Lora lora : loras) {
            String name = StorableText.of(lora.name());
            if (names.add(name.toLowerCase(Locale.ROOT))) {
                all.add(new Lora(name, lora.weight(), lora.clipWeight()));
            }
        }
        return List.copyOf(all);
    }

    private PromptGrammar.Parsed parsed(@Nullable String text) {
        return text == null ? new PromptGrammar.Parsed(List.of(), List.of()) : PromptGrammar.parse(text, dialect);
    }
}
