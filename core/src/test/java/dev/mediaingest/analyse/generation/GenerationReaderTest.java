package dev.mediaingest.analyse.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import dev.mediaingest.media.generation.Lora;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationReaderTest {
    @Test
    void readsAnInfotext() {
        GenerationParameters found = infotext("""
                a cat, (hat:1.2), <lora:soft:0.7>
                second line
                Negative prompt: dog,
                blurry
                Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 18446744073709551615, \
                Size: 832x1216, Model hash: 45a21ea00a, Model: wai_v160, VAE: sdxl_vae.safetensors, \
                Denoising strength: 0.4, Clip skip: 2, Hires upscale: 1.5, Lora hashes: "soft: abc, hard: def", \
                RNG: CPU, Version: v1.10.1
                """);

        assertThat(found.generator()).isEqualTo("a1111");
        assertThat(found.generatorVersion()).isEqualTo("v1.10.1");
        assertThat(found.parseState()).isEqualTo(ParseState.FULL);
        assertThat(found.prompt()).isEqualTo("a cat, (hat:1.2), <lora:soft:0.7>\nsecond line");
        assertThat(found.negativePrompt()).isEqualTo("dog,\nblurry");
        assertThat(found.steps()).isEqualTo(20);
        assertThat(found.sampler()).isEqualTo("DPM++ 2M");
        assertThat(found.scheduler()).isEqualTo("Karras");
        assertThat(found.cfgScale()).isEqualTo(6.5);
        assertThat(found.seed()).isEqualTo("18446744073709551615");
        assertThat(found.size()).isEqualTo("832x1216");
        assertThat(found.modelName()).isEqualTo("wai_v160");
        assertThat(found.modelHash()).isEqualTo("45a21ea00a");
        assertThat(found.vae()).isEqualTo("sdxl_vae.safetensors");
        assertThat(found.denoisingStrength()).isEqualTo(0.4);
        assertThat(found.clipSkip()).isEqualTo(2);
        assertThat(found.loras()).containsExactly(new Lora("soft", 0.7));
        assertThat(found.loraHashes()).isEqualTo(Map.of("soft", "abc", "hard", "def"));
        assertThat(found.hires()).containsExactly(Map.entry("upscale", "1.5"));
        assertThat(found.other()).containsExactly(Map.entry("RNG", "CPU"));
    }

    @ParameterizedTest
    @CsvSource({
        "v1.6.0-2-g4afaaf8a, a1111",
        "1.9.4, a1111",
        "f2.0.1v1.10.1-previous-669-gdfdcbab6, forge",
        "f0.0.17v1.8.0rc-latest-276-g29be1da7, forge",
        "f1.0.0v2-v1.10.1RC-latest-1, reforge",
        "f1.7.0-v1.10.1RC-latest-1, easy-reforge",
        "classic, forge-classic",
        "neo, forge-neo",
        "Fooocus v2.5.5, fooocus",
        "ComfyUI, comfyui",
        "56a8aea, unknown"
    })
    void tellsTheForkByItsVersion(String version, String generator) {
        assertThat(infotext("x\nSteps: 1, Sampler: a, Seed: 2, Version: " + version)
                        .generator())
                .isEqualTo(generator);
    }

    @Test
    void tellsSdNextByItsAppAndCivitaiByItsResources() {
        assertThat(infotext("x\nSteps: 1, Seed: 2, App: SD.Next, Version: 56a8aea")
                        .generator())
                .isEqualTo("sd-next");
        GenerationParameters civitai = infotext(
                "x\nSteps: 1, Sampler: a, Seed: 2, Civitai resources: [{\"a\":\"b, c: d\",\"e\":[1,2]}], Clip skip: 2");
        assertThat(civitai.generator()).isEqualTo("civitai");
        assertThat(civitai.other()).containsEntry("Civitai resources", "[{\"a\":\"b, c: d\",\"e\":[1,2]}]");
        assertThat(civitai.clipSkip()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"512 x 768", "512×768", "512X768", "512x768"})
    void aSizeIsOneHoweverItsSidesAreParted(String written) {
        GenerationParameters found = infotext("x\nSteps: 1, Sampler: a, Seed: 2, Size: " + written + ", Model: m");

        assertThat(found.size()).isEqualTo("512x768");
        assertThat(found.parseState()).isEqualTo(ParseState.FULL);
    }

    @Test
    void readsTheBarsOfSdNextsFirstSummer() {
        GenerationParameters found = infotext("""
                prompt: a boat | a pier
                Negative prompt: planet, (worst quality:2)
                Version: aa62f6d, Pipeline: Original,
                Steps: 25 | Seed: 18 | Sampler: Euler a | CFG scale: 7 | Size: 768x512 | Parser: Full parser | \
                Model: m, v2 | Clip skip: 2 | Hires upscale: 2
                """);

        assertThat(found.generator()).isEqualTo("sd-next");
        assertThat(found.generatorVersion()).isEqualTo("aa62f6d");
        assertThat(found.parseState()).isEqualTo(ParseState.FULL);
        assertThat(found.prompt()).isEqualTo("a boat | a pier");
        assertThat(found.negativePrompt()).isEqualTo("planet, (worst quality:2)");
        assertThat(found.steps()).isEqualTo(25);
        assertThat(found.seed()).isEqualTo("18");
        assertThat(found.sampler()).isEqualTo("Euler a");
        assertThat(found.size()).isEqualTo("768x512");
        assertThat(found.modelName()).isEqualTo("m, v2");
        assertThat(found.clipSkip()).isEqualTo(2);
        assertThat(found.hires()).containsEntry("upscale", "2");
        assertThat(found.other()).containsEntry("Pipeline", "Original").containsEntry("Parser", "Full parser");
    }

    @Test
    void barsOverSeveralLinesAndWithoutANegativePromptAreParametersToo() {
        GenerationParameters found =
                infotext("Prompt: a boat\nSteps: 25 | Seed: 18 | Sampler: Euler a |\nSize: 768x512 | Model: m");

        assertThat(found.prompt()).isEqualTo("a boat");
        assertThat(found.steps()).isEqualTo(25);
        assertThat(found.modelName()).isEqualTo("m");
    }

    @Test
    void aLineOfPairsBeforeTheBarsNeedNotSayThatItGoesOn() {
        GenerationParameters found = infotext(
                "a boat\nNegative prompt: fog\nVersion: aa62f6d, Parser: A1111\nSteps: 25 | Seed: 18 | Sampler: Euler a");

        assertThat(found.generator()).isEqualTo("sd-next");
        assertThat(found.negativePrompt()).isEqualTo("fog");
        assertThat(found.generatorVersion()).isEqualTo("aa62f6d");
    }

    @Test
    void aBarInAValueOrAPromptPartsNothing() {
        GenerationParameters found =
                infotext("prompt: [a|b]\nSteps: 1, Sampler: a | b, Seed: 2, Wildcard: x|y: z, Model: m");

        assertThat(found.prompt()).isEqualTo("prompt: [a|b]");
        assertThat(found.sampler()).isEqualTo("a | b");
        assertThat(found.modelName()).isEqualTo("m");
    }

    @Test
    void keepsWhatIsNoNumberAmongTheOthers() {
        GenerationParameters found = infotext(
                "x\nSteps: many, Sampler: a, Seed: random, CFG scale: NaN, Size: big, Clip skip: 99999999999, Model: m");

        assertThat(found.parseState()).isEqualTo(ParseState.PARTIAL);
        assertThat(found.steps()).isNull();
        assertThat(found.seed()).isNull();
        assertThat(found.other())
                .containsEntry("Steps", "many")
                .containsEntry("Seed", "random")
                .containsEntry("CFG scale", "NaN")
                .containsEntry("Size", "big")
                .containsEntry("Clip skip", "99999999999");
    }

    @Test
    void unquotesJsonValues() {
        GenerationParameters found =
                infotext("x\nSteps: 1, Sampler: a, Seed: 2, ADetailer prompt: \"a, \\\"b\\\": c\\n\\u00e4\", Model: m");

        assertThat(found.other()).containsEntry("ADetailer prompt", "a, \"b\": c\nä");
        assertThat(found.modelName()).isEqualTo("m");
    }

    @Test
    void lastLineWithColonsIsPromptIfItIsNoParameters() {
        GenerationParameters found = infotext("a cat\nstyle: oil, mood: calm, light: dim, (x:1.2), (y:1.3), (z:1.4)");

        assertThat(found.parseState()).isEqualTo(ParseState.PARTIAL);
        assertThat(found.prompt()).endsWith("(z:1.4)");
        assertThat(found.steps()).isNull();
    }

    @Test
    void readsEverythingOnOneLine() {
        GenerationParameters found =
                infotext("a cat, hat Negative prompt: dog, blurry Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5");

        assertThat(found.prompt()).isEqualTo("a cat, hat");
        assertThat(found.negativePrompt()).isEqualTo("dog, blurry");
        assertThat(found.steps()).isEqualTo(20);
        assertThat(found.seed()).isEqualTo("5");
    }

    @Test
    void readsWindowsLineEndsAndLinesBehindTheParameters() {
        GenerationParameters found = infotext(
                "a cat\r\nNegative prompt: dog\r\nSteps: 20, Sampler: Euler, Seed: 5\r\nTemplate: a {cat|dog}");

        assertThat(found.prompt()).isEqualTo("a cat");
        assertThat(found.negativePrompt()).isEqualTo("dog");
        assertThat(found.steps()).isEqualTo(20);
    }

    @Test
    void ordinaryCommentsAreNoInfotext() {
        assertThat(read(new TextEntry("exif:UserComment", "UserComment", "Photo: Anna, place: Rome, year: 2020")))
                .isEmpty();
        assertThat(read(new TextEntry("png:tEXt", "Comment", "Created with GIMP")))
                .isEmpty();
        assertThat(read(new TextEntry("png:tEXt", "parameters", "{\"prompt\": \"x\"}")))
                .isEmpty();
    }

    @Test
    void findsAnInfotextInAUserComment() {
        assertThat(read(new TextEntry("exif:UserComment", "UserComment", "a cat\nSteps: 20, Sampler: a, Seed: 5")))
                .map(GenerationParameters::source)
                .contains("exif:UserComment");
    }

    @Test
    void keepsTheWorkflowOfComfy() {
        String prompt = "{\"3\": {\"class_type\": \"KSampler\"}}";
        String workflow = "{\"nodes\": []}";
        GenerationParameters found = read(
                        new TextEntry("png:tEXt", "prompt", prompt), new TextEntry("png:tEXt", "workflow", workflow))
                .orElseThrow();

        assertThat(found.generator()).isEqualTo("comfyui");
        assertThat(found.parseState()).isEqualTo(ParseState.RAW);
        assertThat(found.workflow()).isEqualTo(workflow);
        assertThat(found.rawText()).isEqualTo(prompt);
        assertThat(found.prompt()).isNull();
    }

    @Test
    void keepsInfotextAndWorkflowIfBothAreThere() {
        String workflow = "{\"nodes\": []}";
        GenerationParameters found = read(
                        new TextEntry("png:tEXt", "workflow", workflow),
                        new TextEntry(
                                "png:tEXt", "parameters", "a cat\nSteps: 20, Sampler: a, Seed: 5, Version: ComfyUI"))
                .orElseThrow();

        assertThat(found.generator()).isEqualTo("comfyui");
        assertThat(found.generatorVersion()).as("a name is no version").isNull();
        assertThat(found.prompt()).isEqualTo("a cat");
        assertThat(found.workflow()).isEqualTo(workflow);
    }

    @Test
    void findsComfyGraphsThatSaversPutIntoExifTags() {
        assertThat(read(new TextEntry("exif:ImageDescription", "ImageDescription", "Workflow: {\"nodes\": []}")))
                .map(GenerationParameters::workflow)
                .contains("{\"nodes\": []}");
    }

    @Test
    void aPromptChunkOfAnotherToolIsNoGraph() {
        assertThat(read(new TextEntry("png:tEXt", "prompt", "a cat"))).isEmpty();
    }

    @Test
    void anyTextGivesAValue() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("GenerationReaderTest: -Dseed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        String[] pieces = {
            "Steps: ",
            "20",
            "Negative prompt:",
            "Seed: ",
            "Size: 1x1",
            "Lora hashes: \"a: b\"",
            "Version: f1",
            "[{\"a\":",
            "}]",
            "\"",
            "\\",
            "\\u00",
            "\n",
            "\r\n",
            ", ",
            ": ",
            "cat",
            " ",
            "Model: ",
            "Sampler: a",
            "é",
            "\ud83d",
            "(",
            "<lora:a:"
        };
        for (int i = 0; i < Integer.getInteger("mutations", 3_000); i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(30); j >= 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThatCode(() -> infotext(text.toString()))
                    .as("seed %s, text %s", seed, text)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:[,",
                "a:\"x,",
                "Steps: 1,",
                "Steps: 1\n",
                "Negative prompt:",
                "ab:",
                ",",
                "\n",
                "Steps:",
                " Steps: 1",
                "{\"",
                "aa:\"\\\","
            })
    void endsInLinearTimeForTwoMillionCharacters(String piece) {
        String text = "x\nSteps: 1, Seed: 1, Size: 1x1, " + piece.repeat(2_000_000 / piece.length());

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> infotext(text));
    }

    private static GenerationParameters infotext(String text) {
        return read(new TextEntry("png:tEXt", "parameters", text)).orElseThrow();
    }

    private static Optional<GenerationParameters> read(TextEntry... texts) {
        return GenerationReader.standard().read(List.of(texts));
    }
}
