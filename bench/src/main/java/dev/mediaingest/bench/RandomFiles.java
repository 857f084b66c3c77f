package dev.mediaingest.bench;

import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.classify.Verdict;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Origin;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.SourceFile;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Files as a large library has them, with what would be found in them. Made of a seed, so that every run has the same. */
final class RandomFiles {
    private static final int VOCABULARY = 4_000;
    private static final int KEYWORDS = 20;
    private static final Instant EPOCH = Instant.parse("2024-01-01T00:00:00Z");

    private final Random random = new Random(42);
    private long lastHash;
    private String lastBytes = "0".repeat(64);

    static SourceFile file(int number) {
        String extension = number % 20 == 0 ? "mp4" : number % 5 == 0 ? "webp" : "png";
        Path path = Path.of(String.format(
                "/media/pictures/%02d/%03d/%08d.%s",
                number / 10_000, number / 200 % 50, number * 7_919L % 100_000_000, extension));
        return new SourceFile(path, 100_000 + number % 3_000_000, EPOCH.plusSeconds(number * 300L));
    }

    Assessment assessment(SourceFile file, Findings findings) {
        double score = random.nextDouble();
        Classification classification = random.nextInt(5) == 0
                ? new NotAssessed(Classification.Reason.SWITCHED_OFF)
                : Scored.picture(score * score, "bench", "1");
        PixelFindings pixels =
                new PixelFindings(null, random.nextLong(), perceptualHash(), List.of(), classification, null, null);
        return new Assessment(
                file, new Analysis.Complete(findings), pixels, new Verdict(classification, 0.5), Duration.ofMillis(3));
    }

    /** Every tenth looks like the one before. */
    private long perceptualHash() {
        lastHash = random.nextInt(10) == 0 ? lastHash ^ (1L << random.nextInt(64)) : random.nextLong();
        return lastHash;
    }

    Findings findings(SourceFile file) {
        MediaType type = MediaType.ofFileName(file.fileName()).orElse(MediaType.PNG);
        List<Keyword> keywords = IntStream.range(0, KEYWORDS)
                .mapToObj(i -> word())
                .distinct()
                .map(word -> new Keyword(word, Keyword.Type.PROMPT, 1, "prompt"))
                .toList();
        int[][] sides = {{512, 768}, {768, 512}, {1024, 1024}, {1216, 832}, {2048, 1024}, {3000, 1200}};
        int[] side = sides[random.nextInt(sides.length)];
        Instant made = EPOCH.plusSeconds(random.nextInt(30_000_000));
        Origin origin = new Origin(new CapturedAt(made, true, CapturedAt.Source.EXIF), null, null, null);
        int score = random.nextInt(8) - 1;
        return new Findings(
                bytes(file),
                file.size(),
                new MediaFacts(type, new Dimensions(side[0], side[1]), "RGB", false, null, null).with(null, origin),
                List.of(),
                random.nextInt(10) == 0 ? Optional.empty() : Optional.of(generation()),
                keywords,
                score > 5 ? Optional.empty() : Optional.of(new Score(score, "sidecar")),
                List.of());
    }

    /** Every twentieth is a copy of the one before. */
    private String bytes(SourceFile file) {
        lastBytes = random.nextInt(20) == 0
                ? lastBytes
                : String.format("%064x", file.path().hashCode());
        return lastBytes;
    }

    /** Few are in almost every text, most are rare. */
    private String word() {
        return "w" + (int) (VOCABULARY * Math.pow(random.nextDouble(), 4));
    }

    private GenerationParameters generation() {
        StringBuilder prompt = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            prompt.append(word()).append(i % 4 == 3 ? ", " : " ");
        }
        List<String> samplers = List.of("Euler a", "Euler", "DPM++ 2M Karras", "DDIM", "UniPC");
        List<Lora> loras = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new Lora("lora-" + random.nextInt(120), 0.8))
                .toList();
        String workflow =
                "{\"nodes\":[" + "{\"id\":1,\"type\":\"KSampler\",\"inputs\":{\"seed\":1}},".repeat(60) + "{}]}";
        return new GenerationParameters(
                random.nextBoolean() ? "a1111" : "comfyui",
                "1.0",
                "png:tEXt",
                ParseState.FULL,
                prompt.toString(),
                "blurry, low quality, w" + random.nextInt(50),
                20,
                samplers.get(random.nextInt(samplers.size())),
                "Karras",
                7.0,
                String.valueOf(random.nextInt(100_000)),
                "512x768",
                "model-" + random.nextInt(60),
                "abcdef",
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                loras,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                prompt + "\nSteps: 20",
                workflow);
    }
}
