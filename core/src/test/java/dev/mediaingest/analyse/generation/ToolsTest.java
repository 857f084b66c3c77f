package dev.mediaingest.analyse.generation;

import static dev.mediaingest.analyse.generation.ToolTexts.png;
import static dev.mediaingest.analyse.generation.ToolTexts.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.CharacterPrompt;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import dev.mediaingest.media.generation.Lora;
import dev.mediaingest.media.generation.PromptTerm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolsTest {
    static Set<String> tools() {
        return ToolTexts.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void everyToolIsRecognisedAndUnderstoodAndItsTextKept(String tool) {
        GenerationParameters found = read(tool);

        assertThat(found.generator()).isEqualTo(tool);
        assertThat(found.parseState()).isEqualTo(ParseState.FULL);
        assertThat(found.rawText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "a1111|a cat, <lora:soft:0.7>|dog|5|20|7.0|DPM++ 2M|Karras|512x768|m|45a21ea00a",
                "comfyui|a harbour, (fog:1.2)|people|18446744073709551615|24|6.5|dpmpp_2m|karras|832x1216"
                        + "|harbour_v2.safetensors|-",
                "novelai|a lake, {calm}|fog, [rain]|4294967295|28|5.5|k_euler_ancestral|karras|832x1216"
                        + "|NovelAI Diffusion V4|37442FCA",
                "invokeai|a hill|snow|99|30|7.5|dpmpp_2m_k|-|640x512|dream|blake3:aa",
                "fooocus|a boat|fog|31415|30|4.0|dpmpp_2m_sde_gpu|karras|1152x896|juggernaut|cc",
                "ruined-fooocus|a mill|people|8|25|8.0|euler|simple|1024x768|mill.safetensors|EE",
                "fooocus-mre|a bridge|cars|4|20|7.0|euler|normal|896x640|b.safetensors|-",
                "swarmui|a fox|wolf|12|20|7.0|euler|karras|1024x640|den|ab",
                "easy-diffusion|ein Fähnchen|rain|21|25|7.5|euler_a|-|512x640|flag.safetensors|-",
                "draw-things|a & b|c|33|22|6.0|Euler A|-|768x512|sdxl_f16.ckpt|-",
                "tensorart|a kite|rope|18446744073709551615|25|7.0|euler|normal|768x768|kite|AB",
                "huggingface-space|a moth|light|443|24|5.5|Euler a|-|832x1216|night|e3",
                "civitai|a leaf|stone|55|25|7.0|euler|karras|1024x1024|urn:air:sdxl:checkpoint:civitai:10@20|-"
            })
    void readsTheCommonParametersOfEveryTool(
            String tool,
            String prompt,
            String negative,
            String seed,
            Integer steps,
            Double cfg,
            String sampler,
            String scheduler,
            String size,
            String model,
            String hash) {
        GenerationParameters found = read(tool);

        assertThat(found.prompt()).isEqualTo(prompt);
        assertThat(found.negativePrompt()).isEqualTo(negative);
        assertThat(found.seed()).isEqualTo(seed);
        assertThat(found.steps()).isEqualTo(steps);
        assertThat(found.cfgScale()).isEqualTo(cfg);
        assertThat(found.sampler()).isEqualTo(sampler);
        assertThat(found.scheduler()).isEqualTo(scheduler);
        assertThat(found.size()).isEqualTo(size);
        assertThat(found.modelName()).isEqualTo(model);
        assertThat(found.modelHash()).isEqualTo(hash);
    }

    @Test
    void readsLorasWhereverAToolKeepsThem() {
        assertThat(read("a1111").loras()).containsExactly(new Lora("soft", 0.7));
        assertThat(read("comfyui").loras()).containsExactly(new Lora("fog", 0.7, 0.4));
        assertThat(read("invokeai").loras()).containsExactly(new Lora("grass", 0.75));
        assertThat(read("invokeai").loraHashes()).isEqualTo(Map.of("grass", "blake3:bb"));
        assertThat(read("fooocus").loras()).containsExactly(new Lora("offset", 0.1), new Lora("sail", 0.5));
        assertThat(read("ruined-fooocus").loras()).containsExactly(new Lora("wind", 0.6));
        assertThat(read("fooocus-mre").loras()).containsExactly(new Lora("l", 0.5));
        assertThat(read("swarmui").loras()).containsExactly(new Lora("tail", 0.5), new Lora("ear", 1));
        assertThat(read("swarmui").loraHashes()).isEqualTo(Map.of("tail", "cd"));
        assertThat(read("easy-diffusion").loras()).containsExactly(new Lora("wind", 0.4));
        assertThat(read("draw-things").loras()).containsExactly(new Lora("ink", 0.6));
        assertThat(read("tensorart").loras()).containsExactly(new Lora("string", 0.8));
    }

    @Test
    void readsClipSkipAsACountHoweverItIsCounted() {
        assertThat(read("comfyui").clipSkip()).isEqualTo(2);
        assertThat(read("swarmui").clipSkip()).isEqualTo(2);
        assertThat(read("easy-diffusion").clipSkip()).isEqualTo(2);
        assertThat(read("stability-matrix").clipSkip()).isEqualTo(2);
        assertThat(read("ruined-fooocus").clipSkip()).isEqualTo(1);
    }

    @Test
    void novelAiKeepsItsCharactersApartAndFindableByTheirTerms() {
        GenerationParameters found = read("novelai");

        assertThat(found.characters())
                .containsExactly(new CharacterPrompt("girl, 1.3::red coat::", "hat"), new CharacterPrompt("boy", null));
        assertThat(found.promptTerms())
                .containsExactly(
                        new PromptTerm("a lake", 1),
                        new PromptTerm("calm", 1.05),
                        new PromptTerm("girl", 1),
                        new PromptTerm("red coat", 1.3),
                        new PromptTerm("boy", 1));
        assertThat(found.negativeTerms()).extracting(PromptTerm::text).containsExactly("fog", "rain", "hat");
    }

    @Test
    void novelAiNestsItsCommentAsAStringInAWebp() {
        String nested = "{\"Comment\": \"{\\\"uc\\\": \\\"fog\\\", \\\"scale\\\": 5, \\\"prompt\\\": \\\"a lake\\\","
                + " \\\"seed\\\": 3}\", \"Source\": \"NovelAI Diffusion V3 C1E1DE52\"}";
        GenerationParameters found = read(List.of(new TextEntry("exif:UserComment", "UserComment", nested)))
                .orElseThrow();

        assertThat(found.generator()).isEqualTo("novelai");
        assertThat(found.prompt()).isEqualTo("a lake");
        assertThat(found.seed()).isEqualTo("3");
        assertThat(found.modelHash()).isEqualTo("C1E1DE52");
    }

    @Test
    void novelAiOfTheFirstModelsHasItsPromptInTheDescription() {
        GenerationParameters found = read(List.of(
                        png("Software", "NovelAI"),
                        png("Description", "{{a lake}}, (calm)"),
                        png("Comment", "{\"steps\": 28, \"scale\": 12.0, \"uc\": \"fog\", \"seed\": 1}")))
                .orElseThrow();

        assertThat(found.promptTerms()).containsExactly(new PromptTerm("a lake", 1.1025), new PromptTerm("(calm)", 1));
        assertThat(found.negativePrompt()).isEqualTo("fog");
    }

    @Test
    void readsTheSecondGenerationOfInvokeAi() {
        GenerationParameters found = read(List.of(png("sd-metadata", """
                {"model": "stable diffusion", "model_weights": "sd-1.5", "model_hash": "cc", "app_version": "2.3.0",
                 "image": {"prompt": [{"prompt": "a hill [snow, ice] in spring", "weight": 1}], "steps": 50,
                 "cfg_scale": 7.5, "height": 512, "width": 640, "seed": 7, "sampler": "k_lms"}}"""))).orElseThrow();

        assertThat(found.generator()).isEqualTo("invokeai");
        assertThat(found.prompt()).isEqualTo("a hill  in spring");
        assertThat(found.negativePrompt()).isEqualTo("snow, ice");
        assertThat(found.size()).isEqualTo("640x512");
        assertThat(found.modelName()).isEqualTo("sd-1.5");
        assertThat(found.seed()).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a hill, a -light [snow]\" -s 50 -S 42 -W 640 -H 512 -C 7.5 -A k_lms",
                "\"a hill, a -light [snow]\" -s50 -S42 -W640 -H512 -C7.5 -Ak_lms"
            })
    void readsTheFirstGenerationOfInvokeAi(String dream) {
        GenerationParameters found = read(List.of(png("Dream", dream))).orElseThrow();

        assertThat(found.prompt()).isEqualTo("a hill, a -light");
        assertThat(found.negativePrompt()).isEqualTo("snow");
        assertThat(found.steps()).isEqualTo(50);
        assertThat(found.seed()).isEqualTo("42");
        assertThat(found.size()).isEqualTo("640x512");
        assertThat(found.cfgScale()).isEqualTo(7.5);
        assertThat(found.sampler()).isEqualTo("k_lms");
    }

    @Test
    void invokeAiGraphIsKeptAndIsEnoughToKnowTheTool() {
        GenerationParameters found =
                read(List.of(png("invokeai_graph", "{\"nodes\": {}}"))).orElseThrow();

        assertThat(found.generator()).isEqualTo("invokeai");
        assertThat(found.parseState()).isEqualTo(ParseState.RAW);
        assertThat(found.workflow()).isEqualTo("{\"nodes\": {}}");
    }

    @Test
    void stabilityMatrixNamesItsSamplerInTheProject() {
        GenerationParameters found = read("stability-matrix");

        assertThat(found.sampler()).isEqualTo("euler");
        assertThat(found.scheduler()).isEqualTo("karras");
        assertThat(found.prompt()).isEqualTo("a well");
        assertThat(found.modelHash()).isEqualTo("FF");
    }

    @Test
    void stabilityMatrixProjectAloneIsEnough() {
        GenerationParameters found = read(List.of(png("smproj", """
                {"State": {"Prompt": {"Prompt": "a well", "NegativePrompt": "ivy"}, "Seed": {"Seed": "9"},
                 "Sampler": {"Steps": 4, "CfgScale": 2, "Width": 64, "Height": 32},
                 "Model": {"SelectedModelName": "m", "SelectedVaeName": "@default"}}}"""))).orElseThrow();

        assertThat(found.prompt()).isEqualTo("a well");
        assertThat(found.seed()).isEqualTo("9");
        assertThat(found.size()).isEqualTo("64x32");
        assertThat(found.modelName()).isEqualTo("m");
        assertThat(found.vae()).isNull();
    }

    @Test
    void easyDiffusionMayNameItsFieldsInWords() {
        GenerationParameters found = read(List.of(
                        png("Prompt", "a flag"),
                        png("Seed", "3"),
                        png("Steps", "9"),
                        png("Guidance Scale", "6"),
                        png("Width", "64"),
                        png("Height", "32"),
                        png("Stable Diffusion model", "flag"),
                        png("Clip Skip", "False")))
                .orElseThrow();

        assertThat(found.generator()).isEqualTo("easy-diffusion");
        assertThat(found.prompt()).isEqualTo("a flag");
        assertThat(found.steps()).isEqualTo(9);
        assertThat(found.size()).isEqualTo("64x32");
        assertThat(found.clipSkip()).isNull();
    }

    @Test
    void easyDiffusionPutsOneJsonIntoTheCommentOfAJpeg() {
        assertThat(read(List.of(new TextEntry("exif:UserComment", "UserComment", """
                        {"prompt": "a flag", "seed": 3, "use_stable_diffusion_model": "m/flag"}"""))))
                .map(GenerationParameters::modelName)
                .contains("flag");
    }

    @Test
    void fooocusMayWriteAnInfotext() {
        GenerationParameters found = read(List.of(png("fooocus_scheme", "a1111"), png("parameters", """
                a boat
                Negative prompt: fog
                Steps: 30, Sampler: DPM++ 2M SDE, Scheduler: karras, Seed: 3, Size: 64x32, CFG scale: 4, Model: jugg, \
                Lora hashes: "offset: aa", Lora weights: "offset: 0.1", Version: Fooocus v2.5.5""")))
                .orElseThrow();

        assertThat(found.generator()).isEqualTo("fooocus");
        assertThat(found.scheduler()).isEqualTo("karras");
        assertThat(found.loras()).containsExactly(new Lora("offset", 0.1));
    }

    @Test
    void olderFooocusNamesItsFieldsInWords() {
        GenerationParameters found =
                read(List.of(new TextEntry("jpeg:COM", "Comment", """
                {"Prompt": "a boat", "Negative Prompt": "fog", "Resolution": "(1152, 896)", "Seed": 9,
                 "Guidance Scale": 4, "Base Model": "jugg.safetensors", "LoRA 1": "sail.safetensors : 0.5"}"""))).orElseThrow();

        assertThat(found.generator()).isEqualTo("fooocus");
        assertThat(found.prompt()).isEqualTo("a boat");
        assertThat(found.size()).isEqualTo("1152x896");
        assertThat(found.loras()).containsExactly(new Lora("sail", 0.5));
    }

    @Test
    void jsonMayBeQuotedOnceMore() {
        assertThat(read(List.of(new TextEntry(
                        "exif:UserComment",
                        "UserComment",
                        "\"{\\\"Prompt\\\": \\\"a mill\\\", \\\"software\\\": \\\"RuinedFooocus\\\"}\""))))
                .map(GenerationParameters::prompt)
                .contains("a mill");
    }

    @Test
    void fooocusMarksAJpegInItsSoftware() {
        assertThat(read(List.of(
                        new TextEntry("exif:Software", "Software", "Fooocus v2.5.5"),
                        new TextEntry("exif:UserComment", "UserComment", "{\"prompt\": \"a\", \"seed\": \"3\"}"),
                        new TextEntry("exif:MakerNote", "MakerNote", "fooocus"))))
                .map(GenerationParameters::generator)
                .contains("fooocus");
    }

    @Test
    void swarmUiMakesAPictureLargerByItsRefiner() {
        GenerationParameters found = read(List.of(png("parameters", """
                        {"sui_image_params": {"prompt": "a fox", "model": "den", "seed": 1, "steps": 20, "width": 768,
                          "height": 768, "refinercontrolpercentage": 0.3, "refinerupscale": 1.5,
                          "refinerupscalemethod": "model-RealESRGAN_x4plus_anime_6B.pth"}}"""))).orElseThrow();

        assertThat(found.size()).isEqualTo("768x768");
        assertThat(found.hires())
                .containsExactly(
                        Map.entry("upscale", "1.5"),
                        Map.entry("upscaler", "model-RealESRGAN_x4plus_anime_6B.pth"),
                        Map.entry("denoising_strength", "0.3"));
    }

    @Test
    void olderSwarmUiHidesItsParametersInTheCameraModel() {
        assertThat(read(List.of(new TextEntry(
                        "exif:Model", "Model", "{\"sui_image_params\": {\"prompt\": \"a fox\", \"loras\": \"a,b\"}}"))))
                .map(GenerationParameters::loras)
                .contains(List.of(new Lora("a", 1), new Lora("b", 1)));
    }

    @Test
    void forgeSettingsOfTheSecondPassAndOfThresholdingAreKeptApart() {
        GenerationParameters found = read(List.of(png("parameters", """
                a
                Steps: 2, Sampler: E, Seed: 3, Hires upscale: 1.5, Hires upscaler: 4x, Hires Module 1: Use same choices, \
                Hires CFG Scale: 7, Mimic scale: 1, dynthres_enabled: True, dynthres_mimic_scale: 7, \
                dynthres_mimic_mode: Half Cosine Up, ADetailer model: face, Version: f2.0.1v1.10.1"""))).orElseThrow();

        assertThat(found.hires())
                .isEqualTo(
                        Map.of("upscale", "1.5", "upscaler", "4x", "module_1", "Use same choices", "cfg_scale", "7"));
        assertThat(found.dynthres())
                .isEqualTo(Map.of("enabled", "True", "mimic_scale", "7", "mimic_mode", "Half Cosine Up"));
        assertThat(found.other()).containsEntry("ADetailer model", "face").containsEntry("Mimic scale", "1");
    }

    @Test
    void thresholdingInWordsIsBelievedOnceItIsOn() {
        GenerationParameters found = read(List.of(png("parameters", """
                a
                Steps: 2, Sampler: E, Seed: 3, Dynamic thresholding enabled: True, Mimic scale: 7, \
                Threshold percentile: 99, CFG scale minimum: 3"""))).orElseThrow();

        assertThat(found.dynthres())
                .isEqualTo(Map.of(
                        "enabled", "True", "mimic_scale", "7", "threshold_percentile", "99", "cfg_scale_min", "3"));
    }

    @Test
    void lorasOfAnExtensionAndOfCivitaiResourcesAreLoras() {
        GenerationParameters extension = read(List.of(png("parameters", """
                a
                Steps: 2, Sampler: E, Seed: 3, AddNet Enabled: True, AddNet Module 1: LoRA, \
                AddNet Model 1: soft(abc), AddNet Weight A 1: 0.6, AddNet Weight B 1: 0.5"""))).orElseThrow();
        GenerationParameters civitai = read(List.of(png("parameters", """
                a
                Steps: 2, Sampler: E, Seed: 3, Civitai resources: [{"type":"checkpoint","modelName":"Big, one"},\
                {"type":"lora","modelName":"Soft","weight":0.4}]"""))).orElseThrow();

        assertThat(extension.loras()).containsExactly(new Lora("soft", 0.6));
        assertThat(civitai.modelName()).isEqualTo("Big, one");
        assertThat(civitai.loras()).containsExactly(new Lora("Soft", 0.4));
    }

    @Test
    void anInfotextWithoutAVersionIsOfTheToolThatMadeTheFormat() {
        assertThat(read(List.of(png("parameters", "a\nSteps: 2, Sampler: Euler a, Seed: 3"))))
                .map(GenerationParameters::generator)
                .contains("a1111");
        assertThat(read(List.of(
                        png("parameters", "a\nSteps: 2, Sampler: Euler a, Seed: 3"), png("prompt", ToolTexts.GRAPH))))
                .map(GenerationParameters::generator)
                .contains("comfyui");
    }

    @Test
    void aDynamicPromptMayBeginWithABrace() {
        GenerationParameters found = read(List.of(png("parameters", "{red|blue} cat\nSteps: 2, Sampler: E, Seed: 3")))
                .orElseThrow();

        assertThat(found.prompt()).isEqualTo("{red|blue} cat");
        assertThat(found.seed()).isEqualTo("3");
    }

    @Test
    void jsonThatIsCutOffIsKeptRaw() {
        GenerationParameters found = read(List.of(png("parameters", "{\"sui_image_params\": {\"prompt\": \"a f")))
                .orElseThrow();

        assertThat(found.generator()).isEqualTo("swarmui");
        assertThat(found.parseState()).isEqualTo(ParseState.RAW);
        assertThat(found.rawText()).endsWith("a f");
    }

    @Test
    void jsonDeeperThanIsFollowedIsKeptRaw() {
        assertThat(read(List.of(png("parameters", "{\"a\":".repeat(5_000)))))
                .map(GenerationParameters::parseState)
                .contains(ParseState.RAW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"None\"|null|FULL",
                "\"\"|null|FULL",
                "null|null|FULL",
                "NaN|null|PARTIAL",
                "-Infinity|null|PARTIAL",
                "\"many\"|null|PARTIAL",
                "[1]|null|PARTIAL",
                "{\"a\":1}|null|PARTIAL",
                "1e999|null|PARTIAL",
                "20.5|null|PARTIAL",
                "99999999999999999999999999|null|PARTIAL",
                "\"20\"|20|FULL",
                "20.0|20|FULL"
            })
    void oddValuesAreNoExceptionAndNotLost(String steps, String expected, ParseState state) {
        GenerationParameters found = read(List.of(
                        png("invokeai_metadata", "{\"positive_prompt\": \"a\", \"steps\": %s}".formatted(steps))))
                .orElseThrow();

        assertThat(String.valueOf(found.steps())).isEqualTo(expected);
        assertThat(found.parseState()).isEqualTo(state);
        assertThat(found.other().containsKey("steps")).isEqualTo(state == ParseState.PARTIAL);
    }

    @Test
    void whoDeclaresAModelAsSourceIsTheVendor() {
        assertThat(read("c2pa").other()).containsEntry("vendor", "google").containsEntry("ai_generated", "true");
    }

    @Test
    void aCameraThatSignsItsPicturesGeneratesNone() {
        assertThat(read(List.of(new TextEntry("c2pa:manifest", "c2pa", """
                        claim_generator: LeicaM11
                        digital_source_type: http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture
                        organisation: Adobe Inc.""")))).isEmpty();
    }

    @Test
    void xmpMayDeclareTheSourceTypeAndTheToolkitIsNoVendor() {
        GenerationParameters found =
                read(List.of(png("XML:com.adobe.xmp", """
                <x:xmpmeta x:xmptk="Adobe XMP Core"><rdf:Description photoshop:Credit="Made with Google AI"
                Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>"""))).orElseThrow();

        assertThat(found.generator()).isEqualTo("c2pa");
        assertThat(found.other()).containsEntry("vendor", "google");
    }

    @Test
    void credentialsAddToWhatAToolWrites() {
        List<TextEntry> both = List.of(
                png("parameters", "a\nSteps: 2, Sampler: E, Seed: 3"),
                ToolTexts.all().getOrDefault("c2pa", List.of()).getFirst());

        assertThat(read(both).orElseThrow().generator()).isEqualTo("a1111");
        assertThat(read(both).orElseThrow().other()).containsEntry("vendor", "google");
    }

    @Test
    void theMostCertainMarkDecides() {
        List<TextEntry> everything =
                ToolTexts.all().values().stream().flatMap(List::stream).toList();

        assertThat(read(everything)).map(GenerationParameters::generator).contains("novelai");
    }
}
