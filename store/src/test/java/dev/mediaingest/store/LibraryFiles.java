package dev.mediaingest.store;

import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.classify.Verdict;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import dev.mediaingest.media.generation.Lora;
import dev.mediaingest.pixels.Classification;
import dev.mediaingest.pixels.Classification.NotAssessed;
import dev.mediaingest.pixels.Classification.Scored;
import dev.mediaingest.pixels.PixelFindings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file of a library, described step by step; what is not said is ordinary. */
record LibraryFiles(
        String path,
        @Nullable String prompt,
        @Nullable String negative,
        String model,
        String sampler,
        String seed,
        List<Lora> loras,
        List<Keyword> keywords,
        Optional<Score> score,
        Dimensions size,
        Classification classification,
        @Nullable Long dctHash) {

    static LibraryFiles of(String path) {
        return new LibraryFiles(
                path,
                "a lighthouse",
                null,
                "model",
                "Euler",
                "1",
                List.of(),
                List.of(),
                Optional.empty(),
                new Dimensions(64, 48),
                new NotAssessed(Classification.Reason.SWITCHED_OFF),
                null);
    }

    LibraryFiles prompt(String text) {
        return new LibraryFiles(
                path, text, negative, model, sampler, seed, loras, keywords, score, size, classification, dctHash);
    }

    LibraryFiles withoutPrompt() {
        return new LibraryFiles(
                path, null, negative, model, sampler, seed, loras, keywords, score, size, classification, dctHash);
    }

    LibraryFiles negative(String text) {
        return new LibraryFiles(
                path, prompt, text, model, sampler, seed, loras, keywords, score, size, classification, dctHash);
    }

    LibraryFiles model(String name) {
        return new LibraryFiles(
                path, prompt, negative, name, sampler, seed, loras, keywords, score, size, classification, dctHash);
    }

    LibraryFiles sampler(String name) {
        return new LibraryFiles(
                path, prompt, negative, model, name, seed, loras, keywords, score, size, classification, dctHash);
    }

    LibraryFiles seed(String number) {
        return new LibraryFiles(
                path, prompt, negative, model, sampler, number, loras, keywords, score, size, classification, dctHash);
    }

    LibraryFiles loras(String... names) {
        List<Lora> all = Arrays.stream(names).map(name -> new Lora(name, 0.8)).toList();
        return new LibraryFiles(
                path, prompt, negative, model, sampler, seed, all, keywords, score, size, classification, dctHash);
    }

    LibraryFiles keywords(String... words) {
        List<Keyword> all = Arrays.stream(words)
                .map(word -> new Keyword(word, Keyword.Type.PROMPT, 1, "prompt"))
                .toList();
        return new LibraryFiles(
                path, prompt, negative, model, sampler, seed, loras, all, score, size, classification, dctHash);
    }

    LibraryFiles score(int value) {
        return new LibraryFiles(
                path,
                prompt,
                negative,
                model,
                sampler,
                seed,
                loras,
                keywords,
                Optional.of(new Score(value, "sidecar")),
                size,
                classification,
                dctHash);
    }

    LibraryFiles size(int width, int height) {
        return new LibraryFiles(
                path,
                prompt,
                negative,
                model,
                sampler,
                seed,
                loras,
                keywords,
                score,
                new Dimensions(width, height),
                classification,
                dctHash);
    }

    LibraryFiles nsfw(@Nullable Double probability) {
        Classification seen = probability == null
                ? new NotAssessed(Classification.Reason.SWITCHED_OFF)
                : new Scored(probability, probability, 1, "model", "1");
        return new LibraryFiles(
                path, prompt, negative, model, sampler, seed, loras, keywords, score, size, seen, dctHash);
    }

    LibraryFiles dctHash(long hash) {
        return new LibraryFiles(
                path, prompt, negative, model, sampler, seed, loras, keywords, score, size, classification, hash);
    }

    SourceFile file() {
        return new SourceFile(
                Path.of("/media").resolve(path), 1_000 + path.length(), Instant.parse("2026-05-01T10:00:00Z"));
    }

    Findings findings() {
        MediaType type = MediaType.ofFileName(path).orElse(MediaType.PNG);
        return new Findings(
                "%064x".formatted(path.hashCode()),
                file().size(),
                new MediaFacts(type, size, "RGB", false, null, null),
                texts(),
                prompt == null ? Optional.empty() : Optional.of(generation(prompt)),
                keywords,
                score,
                List.of());
    }

    /** A text of every kind of place one is stored in. */
    private List<TextEntry> texts() {
        String words = prompt == null ? "" : prompt;
        return List.of(
                new TextEntry("png:tEXt", "Comment", "a chunk"),
                new TextEntry("png:iTXt", "Comment", "a second chunk of the same key"),
                new TextEntry("exif:UserComment", "UserComment", words + "\nSteps: 20"),
                new TextEntry("jpeg:COM", "COM", "a comment"),
                new TextEntry("exif:Make", "Make", "{\"nodes\":[]}"));
    }

    /** A model's hash stands behind its name, as {@code name#hash}; else each name has its own. */
    private GenerationParameters generation(String words) {
        int hash = model.indexOf('#');
        return new GenerationParameters(
                "a1111",
                "v1.10.1",
                "png:tEXt",
                ParseState.FULL,
                words,
                negative,
                20,
                sampler,
                "Karras",
                7.5,
                seed,
                "64x48",
                hash < 0 ? model : model.substring(0, hash),
                hash < 0 ? "%010x".formatted(model.hashCode()) : model.substring(hash + 1),
                0.4,
                2,
                "vae",
                List.of(),
                List.of(),
                List.of(),
                loras,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("RNG", "CPU"),
                words + "\nSteps: 20",
                "{\"nodes\":[]}");
    }

    Assessment assessment() {
        PixelFindings none = PixelFindings.none(Classification.Reason.SWITCHED_OFF);
        PixelFindings pixels = new PixelFindings(
                none.pixelSha256(), none.averageHash(), dctHash, none.frameHashes(), classification, null, null);
        return new Assessment(
                file(),
                new Analysis.Complete(findings()),
                pixels,
                new Verdict(classification, 0.5),
                Duration.ofMillis(3));
    }
}
