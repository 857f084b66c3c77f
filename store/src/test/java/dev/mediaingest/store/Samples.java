package dev.mediaingest.store;

import dev.mediaingest.analyse.AnalyserVersion;
import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.classify.Verdict;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.media.Camera;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Exposure;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.Location;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.Origin;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.CharacterPrompt;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import dev.mediaingest.media.generation.Lora;
import dev.mediaingest.media.generation.PromptTerm;
import dev.mediaingest.pixels.Classification;
import dev.mediaingest.pixels.Classification.NotAssessed;
import dev.mediaingest.pixels.PixelFindings;
import dev.mediaingest.session.SessionParameters;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Values as a session makes them. */
final class Samples {
    static final Path FOLDER = Path.of("/media/pictures");
    static final String ANALYSED_WITH = AnalyserVersion.with(AnalysisOptions.everything(), /* classified= */ true);

    private static final MediaFacts PICTURE =
            new MediaFacts(MediaType.PNG, new Dimensions(64, 48), "RGBA", true, null, null);

    private Samples() {}

    static SessionParameters parameters() {
        return new SessionParameters(
                List.of(FOLDER),
                FilePattern.of("*.png"),
                true,
                false,
                0.5,
                true,
                true,
                true,
                Fingerprint.PIXELS,
                true,
                OptionalLong.empty(),
                1);
    }

    static SourceFile file(int number) {
        return new SourceFile(
                FOLDER.resolve("picture %05d.png".formatted(number)),
                1_000 + number,
                Instant.parse("2026-05-01T10:00:00.123456Z").plusSeconds(number));
    }

    /** More than four bytes can count. */
    static SourceFile largeFile() {
        return new SourceFile(FOLDER.resolve("large.mp4"), 5_000_000_000L, Instant.parse("2026-05-01T10:00:00Z"));
    }

    static List<SourceFile> files(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Samples::file).toList();
    }

    /** Findings of a file that says when it was made, by which clock. */
    static Findings takenAt(SourceFile file, LocalDateTime clock, ZoneOffset offset) {
        CapturedAt capturedAt = new CapturedAt(clock.toInstant(offset), true, CapturedAt.Source.EXIF, clock);
        return of(
                file,
                PICTURE.with(null, new Origin(capturedAt, null, null, null)),
                List.of(),
                Optional.of(madeWith("model")));
    }

    /** Findings of a file that has every kind of fact. */
    static Findings everyFact(SourceFile file) {
        CapturedAt capturedAt = new CapturedAt(
                Instant.parse("2019-08-07T06:05:04Z"),
                true,
                CapturedAt.Source.EXIF,
                LocalDateTime.parse("2019-08-07T08:05:04"));
        MediaFacts facts = new MediaFacts(
                MediaType.MP4,
                new Dimensions(64, 48),
                "RGB",
                false,
                2.0,
                24.0,
                48L,
                "h264",
                9_000_000_000L,
                Orientation.TURN_RIGHT,
                "Display P3",
                new Origin(
                        capturedAt,
                        new Location(-33.5, 151.25, -12.5),
                        new Camera("Maker", "Model 猫"),
                        new Exposure("Glass 猫", 0.008, 2.8, 400, 50.0)));
        TextEntry caption = new TextEntry("companion:picture.txt", "caption", "two cats on a wall");
        return of(file, facts, List.of(caption), Optional.of(madeWith("model")));
    }

    /** Findings of a file that says nothing of itself. */
    static Findings onlyHeaders(SourceFile file) {
        return of(file, PICTURE, List.of(), Optional.empty());
    }

    static Findings madeWith(SourceFile file, String model) {
        return of(file, PICTURE, List.of(), Optional.of(madeWith(model)));
    }

    private static Findings of(
            SourceFile file, MediaFacts facts, List<TextEntry> texts, Optional<GenerationParameters> generation) {
        return new Findings(
                "%064x".formatted(file.path().hashCode()),
                file.size(),
                facts,
                texts,
                generation,
                List.of(),
                Optional.empty(),
                List.of());
    }

    static Findings findings(SourceFile file, Optional<Score> score, String... promptWords) {
        List<Keyword> keywords = java.util.Arrays.stream(promptWords)
                .map(word -> new Keyword(word, Keyword.Type.PROMPT, 1.0, "prompt"))
                .toList();
        return new Findings(
                "%064x".formatted(file.path().hashCode()),
                file.size(),
                PICTURE,
                List.of(new TextEntry("png:tEXt", "parameters", "a cat\nSteps: 20")),
                Optional.of(madeWith("model.safetensors")),
                keywords,
                score,
                List.of());
    }

    private static GenerationParameters madeWith(String model) {
        return new GenerationParameters(
                "a1111",
                "v1.10.1",
                "png:tEXt",
                ParseState.FULL,
                "a (cat:1.2) <lora:fur:0.8>",
                "blurry",
                20,
                "Euler a",
                "Karras",
                7.5,
                "18446744073709551615",
                "64x48",
                model,
                "6ce0161689",
                0.4,
                2,
                "vae",
                List.of(new PromptTerm("a", 1), new PromptTerm("cat", 1.2)),
                List.of(new PromptTerm("blurry", 1)),
                List.of(new CharacterPrompt("a girl", null)),
                List.of(new Lora("fur", 0.8), new Lora("hat", 1, 0.5)),
                Map.of("fur", "abc"),
                Map.of("upscale", "1.5", "upscaler", "Latent", "steps", "12"),
                Map.of("enabled", "True", "mimic_scale", "7", "mimic_mode", "Constant", "sched_val", "not a number"),
                Map.of("RNG", "CPU"),
                "a cat\nSteps: 20",
                null);
    }

    static Assessment assessment(SourceFile file, Findings findings, PixelFindings pixels, double threshold) {
        return new Assessment(
                file,
                new Analysis.Complete(findings),
                pixels,
                new Verdict(pixels.classification(), threshold),
                Duration.ofMillis(3));
    }

    static Assessment assessment(SourceFile file, Findings findings) {
        return new Assessment(
                file,
                new Analysis.Complete(findings),
                PixelFindings.none(Classification.Reason.SWITCHED_OFF),
                new Verdict(new NotAssessed(Classification.Reason.SWITCHED_OFF), 0.5),
                Duration.ofMillis(3));
    }
}
