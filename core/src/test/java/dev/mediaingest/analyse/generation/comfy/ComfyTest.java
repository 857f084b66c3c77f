package dev.mediaingest.analyse.generation.comfy;

import static dev.mediaingest.analyse.generation.ToolTexts.graph;
import static dev.mediaingest.analyse.generation.ToolTexts.png;
import static dev.mediaingest.analyse.generation.ToolTexts.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.generation.ToolTexts;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import dev.mediaingest.media.generation.Lora;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs as people and their node packs build them. */
class ComfyTest {
    private static final String PLAIN = """
            {"m": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "m.safetensors"}},
             "e": {"class_type": "EmptyLatentImage", "inputs": {"width": 640, "height": 448}},
             "n": {"class_type": "CLIPTextEncode", "inputs": {"text": "bad", "clip": ["m", 1]}},
             "k": {"class_type": "KSampler", "inputs": {"seed": 7, "steps": 20, "cfg": 5, "sampler_name": "euler",
               "scheduler": "normal", "denoise": 1, "model": ["m", 0], "positive": ["p", 0], "negative": ["n", 0],
               "latent_image": ["e", 0]}},
             "d": {"class_type": "VAEDecode", "inputs": {"samples": ["k", 0], "vae": ["m", 2]}},
             "s": {"class_type": "SaveImage", "inputs": {"images": ["d", 0]}},
             %s}""";

    /** The plain graph with other nodes; p is where the sampler takes its positive conditioning from. */
    private static GenerationParameters with(String... nodes) {
        return graph(PLAIN.formatted(String.join(", ", nodes)));
    }

    private static String node(String id, String type, String inputs) {
        return "\"%s\": {\"class_type\": \"%s\", \"inputs\": {%s}}".formatted(id, type, inputs.replace('\'', '"'));
    }

    private static final String ENCODER = node("p", "CLIPTextEncode", "'text': ['t', 0], 'clip': ['m', 1]");
    private static final String DOG = node("dog", "CR Text", "'text': 'a dog'");
    private static final String CAT = node("cat", "PrimitiveStringMultiline", "'value': 'a cat'");

    record Case(String type, String inputs, String expected) {}

    static List<Case> textNodes() {
        return List.of(
                new Case("PrimitiveString", "'value': 'a cat'", "a cat"),
                new Case("String Literal", "'string': 'a cat'", "a cat"),
                new Case("ShowText|pysssss", "'text': ['dog', 0], 'text_0': 'of the last run'", "a dog"),
                new Case("ShowText|pysssss", "'text': ['vision', 0], 'text_0': 'a seen dog'", "a seen dog"),
                new Case("StringConcatenate", "'string_a': ['dog', 0], 'string_b': 'b', 'delimiter': '; '", "a dog; b"),
                new Case(
                        "StringConcatenate",
                        "'string_b': 'b', 'delimiter': '\\\\n', 'string_a': ['dog', 0]",
                        "a dog\nb"),
                new Case(
                        "Text Concatenate",
                        "'delimiter': ', ', 'clean_whitespace': 'true', 'text_a': ['cat', 0], 'text_c': ['dog', 0]",
                        "a cat, a dog"),
                new Case("CR Text Concatenate", "'separator': '+', 'text2': ['dog', 0], 'text1': 'x'", "x+a dog"),
                new Case("JoinStrings", "'string2': ['cat', 0], 'string1': ['dog', 0], 'delimiter': ''", "a doga cat"),
                new Case("Reroute", "'': ['dog', 0]", "a dog"),
                new Case("ComfySwitchNode", "'switch': true, 'on_false': ['cat', 0], 'on_true': ['dog', 0]", "a dog"),
                new Case("ComfySwitchNode", "'switch': ['no', 0], 'on_false': ['cat', 0], 'on_true': 'x'", "a cat"),
                new Case("ComfySwitchNode", "'switch': true, 'on_false': ['cat', 0], 'on_true': ['llm', 0]", "a cat"),
                new Case("ImpactSwitch", "'select': 2, 'input1': ['cat', 0], 'input2': ['dog', 0]", "a dog"),
                new Case("CR Text Input Switch", "'Input': 1, 'text1': ['cat', 0], 'text2': ['dog', 0]", "a cat"),
                new Case("Any Switch (rgthree)", "'any_02': ['dog', 0]", "a dog"),
                new Case("ImpactWildcardProcessor", "'wildcard_text': '__x__', 'populated_text': 'a hen'", "a hen"),
                new Case("OllamaGenerate", "'prompt': ['dog', 0]", "a dog"),
                new Case(
                        "StringFunction|pysssss",
                        "'action': 'append', 'tidy_tags': 'yes', 'text_a': ['dog', 0], 'text_b': 'wet ,', 'text_c': ''",
                        "a dog, wet,"),
                new Case(
                        "StringFunction|pysssss",
                        "'action': 'append', 'tidy_tags': 'no', 'text_a': ['dog', 0], 'text_b': 's'",
                        "a dogs"),
                new Case(
                        "StringFunction|pysssss",
                        "'action': 'replace', 'tidy_tags': 'no', 'text_a': ['dog', 0], 'text_b': 'dog', 'text_c': 'hen'",
                        "a hen"),
                new Case("StringReplace", "'string': ['dog', 0], 'find': 'dog', 'replace': ['cat', 0]", "a a cat"),
                new Case("Text Find and Replace", "'text': ['dog', 0], 'find': 'a ', 'replace': 'one '", "one dog"),
                new Case("MyPackReplace", "'text': ['dog', 0], 'find_1': 'dog', 'replace_1': 'hen'", "a hen"),
                new Case(
                        "JoinStringMulti",
                        "'inputcount': 2, 'string_1': ['dog', 0], 'string_2': 'b', 'delimiter': ' '",
                        "a dog b"),
                new Case("MyPackTexts", "'text1': ['dog', 0], 'text2': 'b', 'separator': ' + '", "a dog + b"),
                new Case("MyPackTexts", "'prompt_a': ['dog', 0], 'prompt_b': ['cat', 0]", "a dog, a cat"),
                new Case("MyPackPick", "'text1': ['dog', 0], 'text2': 'b', 'index': 1", "a dog"),
                new Case("Text String", "'text': ['dog', 0], 'text_b': 'b'", "a dog"),
                new Case(
                        "TriggerWord Toggle (LoraManager)",
                        "'toggle_trigger_words': {'__value__': [{'text': 'wet', 'active': true}, {'text': 'x', 'active': false}]}",
                        "wet"),
                new Case("Power Prompt - Simple (rgthree)", "'prompt': 'a cat'", "a cat"));
    }

    @ParameterizedTest
    @MethodSource("textNodes")
    void readsTheTextBehindANode(Case text) {
        GenerationParameters found = with(
                ENCODER,
                DOG,
                CAT,
                node("no", "PrimitiveBoolean", "'value': false"),
                node("llm", "TextGenerate", "'prompt': ['dog', 0]"),
                node("vision", "Florence2Run", "'image': ['load', 0]"),
                node("load", "LoadImage", "'image': 'photo.png'"),
                node("t", text.type(), text.inputs()));

        assertThat(found.prompt()).isEqualTo(text.expected());
        assertThat(found.negativePrompt()).isEqualTo("bad");
        assertThat(found.parseState()).isEqualTo(ParseState.FULL);
    }

    static List<Case> conditioningNodes() {
        return List.of(
                new Case("CLIPTextEncode", "'text': 'a cat', 'clip': ['m', 1]", "a cat"),
                new Case("CLIPTextEncodeSDXL", "'width': 9, 'text_g': 'a', 'text_l': 'b', 'clip': ['m', 1]", "a\nb"),
                new Case("CLIPTextEncodeSDXL", "'text_g': 'a', 'text_l': 'a', 'clip': ['m', 1]", "a"),
                new Case("CLIPTextEncodeFlux", "'clip_l': '', 't5xxl': 'a', 'guidance': 3.5", "a"),
                new Case("CLIPTextEncodeSD3", "'clip_l': 'a', 'clip_g': 'a', 't5xxl': 'b'", "a\nb"),
                new Case("smZ CLIPTextEncode", "'text': 'a', 'parser': 'A1111', 'text_g': '', 'text_l': ''", "a"),
                new Case("TextEncodeQwenImageEditPlus", "'prompt': 'a', 'clip': ['m', 1], 'image1': ['l', 0]", "a"),
                new Case("Power Prompt (rgthree)", "'prompt': 'a cat', 'insert_lora': 'CHOOSE'", "a cat"),
                new Case("ConditioningCombine", "'conditioning_1': ['c1', 0], 'conditioning_2': ['c2', 0]", "one\ntwo"),
                new Case(
                        "ConditioningConcat",
                        "'conditioning_from': ['c2', 0], 'conditioning_to': ['c1', 0]",
                        "one\ntwo"),
                new Case("ConditioningSetArea", "'width': 64, 'strength': 1, 'conditioning': ['c1', 0]", "one"),
                new Case("ReferenceLatent", "'conditioning': ['c1', 0], 'latent': ['e', 0]", "one"),
                new Case("FluxGuidance", "'guidance': 3.5, 'conditioning': ['c1', 0]", "one"),
                new Case(
                        "ControlNetApplyAdvanced",
                        "'strength': 1, 'positive': ['c1', 0], 'negative': ['c2', 0], 'image': ['l', 0]",
                        "one"),
                new Case("Reroute", "'': ['c1', 0]", "one"),
                new Case("ConditioningZeroOut", "'conditioning': ['c1', 0]", ""),
                new Case("Efficient Loader", "'positive': 'a hen', 'negative': 'x', 'ckpt_name': 'm'", "a hen"));
    }

    @ParameterizedTest
    @MethodSource("conditioningNodes")
    void readsThePromptBehindAConditioning(Case conditioning) {
        GenerationParameters found = with(
                node("c1", "CLIPTextEncode", "'text': 'one', 'clip': ['m', 1]"),
                node("c2", "CLIPTextEncode", "'text': 'two', 'clip': ['m', 1]"),
                node("l", "LoadImage", "'image': 'photo.png'"),
                node("p", conditioning.type(), conditioning.inputs()));

        assertThat(found.prompt()).isEqualTo(conditioning.expected());
    }

    @Test
    void distilledGuidanceIsKeptBesideTheScale() {
        assertThat(with(node("p", "CLIPTextEncodeFlux", "'t5xxl': 'a', 'guidance': 3.5"))
                        .other())
                .containsEntry("guidance", "3.5");
    }

    static List<Case> lorasOnTheWay() {
        return List.of(
                new Case(
                        "LoraLoader",
                        "'lora_name': 'a.safetensors', 'strength_model': 0.5, 'strength_clip': 0.5",
                        "a 0.5 null"),
                new Case(
                        "LoraLoaderModelOnly", "'lora_name': 'x/a.safetensors', 'strength_model': -1", "x/a -1.0 null"),
                new Case(
                        "Power Lora Loader (rgthree)",
                        "'lora_1': {'on': true, 'lora': 'a', 'strength': 0.3}, 'lora_2': {'on': false, 'lora': 'b',"
                                + " 'strength': 1}, 'lora_3': {'on': true, 'lora': 'c', 'strength': 1, 'strengthTwo': 0.5}",
                        "a 0.3 null, c 1.0 0.5"),
                new Case("CR Apply LoRA Stack", "'lora_stack': ['stack', 0]", "first 0.8 null, third 0.2 null"),
                new Case(
                        "LoRA Stacker",
                        "'lora_count': 1, 'lora_name_1': 'a', 'lora_wt_1': 0.9, 'lora_name_2': 'b', 'lora_wt_2': 1",
                        "a 0.9 null"),
                new Case(
                        "Lora Loader Stack (rgthree)",
                        "'lora_01': 'a', 'strength_01': 0.6, 'lora_02': 'None'",
                        "a 0.6 null"),
                new Case("LoraTagLoader", "'text': 'x <lora:a:0.4>'", "a 0.4 null"),
                new Case(
                        "LoRA Stacker",
                        "'input_mode': 'simple', 'lora_count': 1, 'lora_name_1': 'a', 'lora_wt_1': 0.9,"
                                + " 'model_str_1': 1, 'clip_str_1': 0.5",
                        "a 0.9 null"),
                new Case(
                        "LoRA Stacker",
                        "'input_mode': 'advanced', 'lora_count': 1, 'lora_name_1': 'a', 'lora_wt_1': 0.9,"
                                + " 'model_str_1': 0.6, 'clip_str_1': 0.5",
                        "a 0.6 0.5"),
                new Case(
                        "ttN pipeLoader",
                        "'lora1_name': 'a', 'lora1_model_strength': 0.6, 'lora1_clip_strength': 0.5, 'lora2_name': 'None'",
                        "a 0.6 0.5"),
                new Case("NunchakuFluxLoraLoader", "'lora_name': 'a', 'lora_strength': 0.6", "a 0.6 null"),
                new Case(
                        "SwarmLoraLoader",
                        "'lora_names': 'a,b', 'lora_weights': '0.5,0.25'",
                        "a 0.5 null, b 0.25 null"),
                new Case("MyPackLora", "'lora_name': 'a', 'multiplier': 0.45", "a 0.45 null"),
                new Case(
                        "MyPackLoras",
                        "'lora_1': 'a', 'scale_1': 0.45, 'lora_2': 'b', 'scale_2': 0.2",
                        "a 0.45 null, b 0.2 null"),
                new Case("CR Load LoRA", "'switch': 'Off', 'lora_name': 'a', 'strength_model': 1", ""),
                new Case(
                        "Lora Loader (LoraManager)",
                        "'text': '', 'loras': {'__value__': [{'name': 'a', 'strength': '0.7', 'active': true},"
                                + " {'name': 'b', 'strength': 1, 'active': false}]}",
                        "a 0.7 null"));
    }

    @ParameterizedTest
    @MethodSource("lorasOnTheWay")
    void readsTheLorasOnTheWayToTheModel(Case lora) {
        String text = PLAIN.replace("\"model\": [\"m\", 0]", "\"model\": [\"l\", 0]")
                .formatted(String.join(
                        ", ",
                        node("p", "CLIPTextEncode", "'text': 'a'"),
                        node(
                                "stack",
                                "CR LoRA Stack",
                                "'switch_1': 'On', 'lora_name_1': 'first', 'model_weight_1': 0.8, 'clip_weight_1': 0.8,"
                                        + " 'switch_2': 'Off', 'lora_name_2': 'second', 'model_weight_2': 1,"
                                        + " 'switch_3': 'On', 'lora_name_3': 'third', 'model_weight_3': 0.2"),
                        node("l", lora.type(), "'model': ['m', 0], 'clip': ['m', 1], " + lora.inputs())));
        GenerationParameters found = graph(text);

        assertThat(String.join(
                        ", ",
                        found.loras().stream()
                                .map(one -> one.name() + " " + one.weight() + " " + one.clipWeight())
                                .toList()))
                .isEqualTo(lora.expected());
        assertThat(found.modelName()).isEqualTo("m.safetensors");
    }

    @Test
    void lorasComeInTheOrderTheyAreApplied() {
        GenerationParameters found = graph(PLAIN.replace("\"model\": [\"m\", 0]", "\"model\": [\"b\", 0]")
                .formatted(String.join(
                        ", ",
                        node("p", "CLIPTextEncode", "'text': 'x'"),
                        node("a", "LoraLoaderModelOnly", "'lora_name': 'a', 'strength_model': 1, 'model': ['m', 0]"),
                        node("b", "LoraLoaderModelOnly", "'lora_name': 'b', 'strength_model': 1, 'model': ['a', 0]"))));

        assertThat(found.loras()).containsExactly(new Lora("a", 1), new Lora("b", 1));
    }

    @Test
    void readsASamplerPutTogetherFromNodes() {
        GenerationParameters found = graph("{"
                + String.join(
                        ", ",
                        node("save", "SaveImage", "'images': ['d', 0]"),
                        node("d", "VAEDecode", "'samples': ['k', 0], 'vae': ['v', 0]"),
                        node("v", "VAELoader", "'vae_name': 'ae.safetensors'"),
                        node(
                                "k",
                                "SamplerCustomAdvanced",
                                "'noise': ['r', 0], 'guider': ['g', 0], 'sampler': ['ks', 0], 'sigmas': ['split', 1],"
                                        + " 'latent_image': ['e', 0]"),
                        node("r", "RandomNoise", "'noise_seed': ['seed', 0]"),
                        node("seed", "Seed (rgthree)", "'seed': 123456789012345"),
                        node("g", "BasicGuider", "'model': ['flow', 0], 'conditioning': ['f', 0]"),
                        node("flow", "ModelSamplingFlux", "'max_shift': 1.15, 'width': 8, 'model': ['lora', 0]"),
                        node(
                                "lora",
                                "LoraLoaderModelOnly",
                                "'lora_name': 'x', 'strength_model': 0.5, 'model': ['u', 0]"),
                        node("u", "UnetLoaderGGUF", "'unet_name': 'flux-q8.gguf'"),
                        node("f", "FluxGuidance", "'guidance': 4, 'conditioning': ['c', 0]"),
                        node("c", "CLIPTextEncode", "'text': 'a fjord', 'clip': ['dual', 0]"),
                        node("dual", "DualCLIPLoader", "'clip_name1': 't5', 'clip_name2': 'l'"),
                        node("ks", "KSamplerSelect", "'sampler_name': 'euler'"),
                        node("split", "SplitSigmas", "'step': 0, 'sigmas': ['b', 0]"),
                        node(
                                "b",
                                "BasicScheduler",
                                "'scheduler': 'beta', 'steps': 28, 'denoise': 0.9, 'model': ['u', 0]"),
                        node("e", "EmptySD3LatentImage", "'width': ['w', 0], 'height': ['h', 0], 'batch_size': 1"),
                        node("w", "PrimitiveInt", "'value': 1152"),
                        node("h", "INTConstant", "'value': 896"))
                + "}");

        assertThat(found.prompt()).isEqualTo("a fjord");
        assertThat(found.seed()).isEqualTo("123456789012345");
        assertThat(found.steps()).isEqualTo(28);
        assertThat(found.sampler()).isEqualTo("euler");
        assertThat(found.scheduler()).isEqualTo("beta");
        assertThat(found.denoisingStrength()).isEqualTo(0.9);
        assertThat(found.cfgScale()).isNull();
        assertThat(found.other()).containsEntry("guidance", "4");
        assertThat(found.modelName()).isEqualTo("flux-q8.gguf");
        assertThat(found.loras()).containsExactly(new Lora("x", 0.5));
        assertThat(found.vae()).isEqualTo("ae.safetensors");
        assertThat(found.size()).isEqualTo("1152x896");
    }

    @Test
    void readsAGuiderWithAScaleAndAScheduleNamedByItsNode() {
        GenerationParameters found = graph("{"
                + String.join(
                        ", ",
                        node(
                                "k",
                                "SamplerCustomAdvanced",
                                "'noise': ['r', 0], 'guider': ['g', 0], 'sampler': ['ks', 0],"
                                        + " 'sigmas': ['b', 0], 'latent_image': ['e', 0]"),
                        node("r", "RandomNoise", "'noise_seed': 5"),
                        node(
                                "g",
                                "CFGGuider",
                                "'cfg': 3.5, 'model': ['u', 0], 'positive': ['c', 0], 'negative': ['n', 0]"),
                        node("u", "UNETLoader", "'unet_name': 'u.safetensors'"),
                        node("c", "CLIPTextEncode", "'text': 'yes'"),
                        node("n", "CLIPTextEncode", "'text': 'no'"),
                        node("ks", "SamplerEulerAncestral", "'eta': 1"),
                        node("b", "KarrasScheduler", "'steps': 9, 'sigma_max': 14"),
                        node("e", "SDXLEmptyLatentSizePicker+", "'resolution': '896x1152 (0.78)', 'batch_size': 1"))
                + "}");

        assertThat(found.prompt()).isEqualTo("yes");
        assertThat(found.negativePrompt()).isEqualTo("no");
        assertThat(found.cfgScale()).isEqualTo(3.5);
        assertThat(found.sampler()).isEqualTo("eulerancestral");
        assertThat(found.scheduler()).isEqualTo("karras");
        assertThat(found.steps()).isEqualTo(9);
        assertThat(found.size()).isEqualTo("896x1152");
    }

    @Test
    void readsTheEfficientNodes() {
        GenerationParameters found = graph("{"
                + String.join(
                        ", ",
                        node(
                                "l",
                                "Efficient Loader",
                                "'ckpt_name': 'eff.safetensors', 'vae_name': 'Baked VAE', 'clip_skip': -2,"
                                        + " 'lora_name': 'soft.safetensors', 'lora_model_strength': 0.5, 'positive': 'a hen',"
                                        + " 'negative': 'fox', 'empty_latent_width': 512, 'empty_latent_height': 768"),
                        node(
                                "k",
                                "KSampler (Efficient)",
                                "'seed': 3, 'steps': 9, 'cfg': 4, 'sampler_name': 'euler', 'scheduler': 'normal',"
                                        + " 'denoise': 1, 'model': ['l', 0], 'positive': ['l', 1], 'negative': ['l', 2],"
                                        + " 'latent_image': ['l', 3], 'optional_vae': ['l', 4]"),
                        node("s", "SaveImage", "'images': ['k', 5]"))
                + "}");

        assertThat(found.prompt()).isEqualTo("a hen");
        assertThat(found.negativePrompt()).isEqualTo("fox");
        assertThat(found.modelName()).isEqualTo("eff.safetensors");
        assertThat(found.clipSkip()).isEqualTo(2);
        assertThat(found.size()).isEqualTo("512x768");
        assertThat(found.loras()).extracting(Lora::name).containsExactly("soft");
    }

    @Test
    void readsASamplerThatTakesItsTextsAndSettingsFromAPipe() {
        GenerationParameters found = graph("{"
                + String.join(
                        ", ",
                        node(
                                "l",
                                "easy fullLoader",
                                "'ckpt_name': 'pipe.safetensors', 'positive': 'a hen', 'negative': 'fox',"
                                        + " 'lora_name': 'None', 'empty_latent_width': 512, 'empty_latent_height': 768"),
                        node(
                                "pre",
                                "easy preSampling",
                                "'pipe': ['l', 0], 'steps': 9, 'cfg': 4, 'sampler_name': 'euler', 'scheduler': 'normal',"
                                        + " 'denoise': 1, 'seed': 3"),
                        node("k", "easy kSampler", "'pipe': ['pre', 0], 'image_output': 'Save', 'link_id': 0"))
                + "}");

        assertThat(found.prompt()).isEqualTo("a hen");
        assertThat(found.negativePrompt()).isEqualTo("fox");
        assertThat(found.seed()).isEqualTo("3");
        assertThat(found.sampler()).isEqualTo("euler");
        assertThat(found.modelName()).isEqualTo("pipe.safetensors");
    }

    @Test
    void readsValuesAPackWritesAsObjectsOrStrings() {
        GenerationParameters found = graph("{"
                + String.join(
                        ", ",
                        node(
                                "k",
                                "FluxSamplerParams+",
                                "'seed': '12', 'sampler': 'euler', 'scheduler': 'simple', 'steps': '20', 'guidance': '3.5',"
                                        + " 'denoise': '1.0', 'model': ['m', 0], 'conditioning': ['c', 0],"
                                        + " 'latent_image': ['e', 0]"),
                        node(
                                "m",
                                "CheckpointLoader|pysssss",
                                "'ckpt_name': {'content': 'm.safetensors', 'image': null}"),
                        node("c", "CLIPTextEncode", "'text': 'a hen'"),
                        node("e", "SDXL Empty Latent Image (rgthree)", "'dimensions': '1344 x 768  (landscape)'"))
                + "}");

        assertThat(found.seed()).isEqualTo("12");
        assertThat(found.steps()).isEqualTo(20);
        assertThat(found.sampler()).isEqualTo("euler");
        assertThat(found.other()).containsEntry("guidance", "3.5");
        assertThat(found.modelName()).isEqualTo("m.safetensors");
        assertThat(found.size()).isEqualTo("1344x768");
    }

    @Test
    void readsTheEmbedsOfAVideoModel() {
        GenerationParameters found = graph("{"
                + String.join(
                        ", ",
                        node("v", "VHS_VideoCombine", "'images': ['d', 0], 'frame_rate': 16"),
                        node("d", "WanVideoDecode", "'samples': ['k', 0], 'vae': ['a', 0]"),
                        node("a", "WanVideoVAELoader", "'model_name': 'wan_vae.safetensors'"),
                        node(
                                "k",
                                "WanVideoSampler",
                                "'steps': 6, 'cfg': 1, 'seed': 44, 'scheduler': 'unipc', 'model': ['m', 0],"
                                        + " 'image_embeds': ['i', 0], 'text_embeds': ['t', 0]"),
                        node("m", "WanVideoModelLoader", "'model': 'wan.safetensors', 'lora': ['l', 0]"),
                        node("l", "WanVideoLoraSelect", "'lora': 'fast.safetensors', 'strength': 0.9"),
                        node("i", "WanVideoEmptyEmbeds", "'width': 832, 'height': 480, 'num_frames': 81"),
                        node(
                                "t",
                                "WanVideoTextEncode",
                                "'positive_prompt': 'waves', 'negative_prompt': 'calm', 't5': ['x', 0]"))
                + "}");

        assertThat(found.prompt()).isEqualTo("waves");
        assertThat(found.negativePrompt()).isEqualTo("calm");
        assertThat(found.modelName()).isEqualTo("wan.safetensors");
        assertThat(found.loras()).containsExactly(new Lora("fast", 0.9));
        assertThat(found.size()).isEqualTo("832x480");
    }

    @Test
    void aNodeThatRepaintsAFaceIsNotTheSampler() {
        GenerationParameters found = with(
                node("p", "CLIPTextEncode", "'text': 'a cat'"),
                node(
                        "f",
                        "FaceDetailer",
                        "'image': ['d', 0], 'seed': 1, 'steps': 5, 'cfg': 1, 'sampler_name': 'x',"
                                + " 'scheduler': 'y', 'positive': ['p', 0], 'negative': ['n', 0], 'model': ['m', 0]"),
                node("s", "SaveImage", "'images': ['f', 0]"));

        assertThat(found.seed()).isEqualTo("7");
        assertThat(found.steps()).isEqualTo(20);
    }

    private static final String SECOND_PASS = node(
            "k2",
            "KSampler",
            "'seed': 8, 'steps': 10, 'cfg': 4, 'sampler_name': 'dpmpp_2m', 'scheduler': 'karras', 'denoise': 0.3,"
                    + " 'model': ['m', 0], 'positive': ['p', 0], 'negative': ['n', 0], 'latent_image': ['v', 0]");

    @Test
    void ofTwoPassesTheFirstIsReadAndTheLargerOneKeptApart() {
        GenerationParameters found = with(
                node("p", "CLIPTextEncode", "'text': 'a cat'"),
                node("um", "UpscaleModelLoader", "'model_name': 'RealESRGAN_x4plus.pth'"),
                node("u", "ImageUpscaleWithModel", "'upscale_model': ['um', 0], 'image': ['d', 0]"),
                node("i", "ImageScale", "'upscale_method': 'lanczos', 'width': 960, 'height': 672, 'image': ['u', 0]"),
                node("v", "VAEEncode", "'pixels': ['i', 0], 'vae': ['m', 2]"),
                SECOND_PASS,
                node("d2", "VAEDecode", "'samples': ['k2', 0], 'vae': ['m', 2]"),
                node("s", "SaveImage", "'images': ['d2', 0]"));

        assertThat(found.seed()).isEqualTo("7");
        assertThat(found.steps()).isEqualTo(20);
        assertThat(found.sampler()).isEqualTo("euler");
        assertThat(found.denoisingStrength()).isEqualTo(1.0);
        assertThat(found.size()).isEqualTo("640x448");
        assertThat(found.hires())
                .containsExactly(
                        Map.entry("upscale", "1.5"),
                        Map.entry("upscaler", "RealESRGAN_x4plus.pth"),
                        Map.entry("steps", "10"),
                        Map.entry("denoising_strength", "0.3"),
                        Map.entry("sampler", "dpmpp_2m"),
                        Map.entry("schedule_type", "karras"),
                        Map.entry("cfg_scale", "4"));
    }

    @Test
    void aLatentMadeLargerIsNamedAsAnInfotextNamesIt() {
        GenerationParameters found = with(
                node("p", "CLIPTextEncode", "'text': 'a cat'"),
                node(
                        "v",
                        "LatentUpscaleBy",
                        "'upscale_method': 'nearest-exact', 'scale_by': 1.25, 'samples': ['k', 0]"),
                SECOND_PASS,
                node("d2", "VAEDecode", "'samples': ['k2', 0], 'vae': ['m', 2]"),
                node("s", "SaveImage", "'images': ['d2', 0]"));

        assertThat(found.seed()).isEqualTo("7");
        assertThat(found.hires()).containsEntry("upscale", "1.25").containsEntry("upscaler", "Latent (nearest-exact)");
    }

    @Test
    void ofTwoModelsInARowTheFirstIsReadAndNothingIsMadeLarger() {
        GenerationParameters found = graph("""
                {"base": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "base.safetensors"}},
                 "fine": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "refiner.safetensors"}},
                 "e": {"class_type": "EmptyLatentImage", "inputs": {"width": 1024, "height": 1024}},
                 "p": {"class_type": "CLIPTextEncode", "inputs": {"text": "a cat", "clip": ["base", 1]}},
                 "n": {"class_type": "CLIPTextEncode", "inputs": {"text": "bad", "clip": ["base", 1]}},
                 "k": {"class_type": "KSamplerAdvanced", "inputs": {"add_noise": "enable", "noise_seed": 42, "steps": 25,
                   "cfg": 8, "sampler_name": "euler", "scheduler": "normal", "start_at_step": 0, "end_at_step": 20,
                   "model": ["base", 0], "positive": ["p", 0], "negative": ["n", 0], "latent_image": ["e", 0]}},
                 "k2": {"class_type": "KSamplerAdvanced", "inputs": {"add_noise": "disable", "noise_seed": 0, "steps": 25,
                   "cfg": 8, "sampler_name": "euler", "scheduler": "normal", "start_at_step": 20, "end_at_step": 10000,
                   "model": ["fine", 0], "positive": ["p", 0], "negative": ["n", 0], "latent_image": ["k", 0]}},
                 "d": {"class_type": "VAEDecode", "inputs": {"samples": ["k2", 0], "vae": ["fine", 2]}},
                 "s": {"class_type": "SaveImage", "inputs": {"images": ["d", 0]}}}""");

        assertThat(found.seed()).isEqualTo("42");
        assertThat(found.modelName()).isEqualTo("base.safetensors");
        assertThat(found.hires()).isEmpty();
    }

    @Test
    void picturesPutTogetherAreReadFromTheSamplerBehindThem() {
        GenerationParameters found = with(
                node("p", "CLIPTextEncode", "'text': 'a corner'"),
                node("q", "CLIPTextEncode", "'text': 'the whole'"),
                node("v", "LatentComposite", "'samples_to': ['e', 0], 'samples_from': ['k', 0], 'x': 0, 'y': 0"),
                SECOND_PASS.replace("[\"p\", 0]", "[\"q\", 0]"),
                node("d2", "VAEDecode", "'samples': ['k2', 0], 'vae': ['m', 2]"),
                node("s", "SaveImage", "'images': ['d2', 0]"));

        assertThat(found.seed()).isEqualTo("8");
        assertThat(found.prompt()).isEqualTo("the whole");
    }

    @Test
    void aSamplerWhosePromptIsLostGivesAllTextsAsAPartialResult() {
        GenerationParameters found = with(
                node("p", "SomethingNew", "'blob': 5"),
                node("q", "CLIPTextEncode", "'text': 'left over', 'clip': ['m', 1]"));

        assertThat(found.parseState()).isEqualTo(ParseState.PARTIAL);
        assertThat(found.prompt()).isEqualTo("left over");
        assertThat(found.negativePrompt()).isEqualTo("bad");
        assertThat(found.seed()).isEqualTo("7");
    }

    @Test
    void withoutASamplerTheTextsPeopleCallNegativeAreTheNegativePrompt() {
        GenerationParameters found = graph("""
                {"1": {"class_type": "CLIPTextEncode", "inputs": {"text": "rain"},
                   "_meta": {"title": "CLIP Text Encode (Negative Prompt)"}},
                 "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "sun"}},
                 "NegativeCLIP_Base": {"class_type": "CLIPTextEncode", "inputs": {"text": "fog"}}}""");

        assertThat(found.prompt()).isEqualTo("sun");
        assertThat(found.negativePrompt()).isEqualTo("rain\nfog");
        assertThat(found.parseState()).isEqualTo(ParseState.PARTIAL);
    }

    @Test
    void whatIsNotLinkedToTheSamplerIsTakenFromTheRestOfTheGraph() {
        GenerationParameters found = graph("""
                {"754": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": ["928", 0]}},
                 "879": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "real.safetensors"}},
                 "1": {"class_type": "PromptStashSaver", "inputs": {"prompt_text": "a cat", "save_as_key": "k"}},
                 "2": {"class_type": "CLIPTextEncode", "inputs": {"text": ["1", 0]}},
                 "3": {"class_type": "CLIPTextEncode", "inputs": {"text": "bad"}},
                 "4": {"class_type": "KSampler", "inputs": {"seed": 42, "steps": 20, "cfg": 5, "sampler_name": "euler",
                   "scheduler": "normal", "positive": ["2", 0], "negative": ["3", 0]}},
                 "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 1024, "height": 768}}}""");

        assertThat(found.prompt()).isEqualTo("a cat");
        assertThat(found.modelName()).isEqualTo("real.safetensors");
        assertThat(found.size()).isEqualTo("1024x768");
        assertThat(found.parseState()).isEqualTo(ParseState.FULL);
    }

    @Test
    void ofAWildcardTemplateWhatItBecameIsThePrompt() {
        GenerationParameters found = with(node(
                "p",
                "ImpactWildcardEncode",
                "'wildcard_text': '__c__ cat', 'populated_text': 'red cat', 'clip': ['m', 1]"));

        assertThat(found.prompt()).isEqualTo("red cat");
    }

    @Test
    void anEnlargementInPartsAndAHighResScriptAreSecondPasses() {
        GenerationParameters parts = with(
                node("p", "CLIPTextEncode", "'text': 'a cat'"),
                node("um", "UpscaleModelLoader", "'model_name': '4x.pth'"),
                node(
                        "u",
                        "UltimateSDUpscale",
                        "'upscale_by': 2, 'seed': 9, 'steps': 15, 'cfg': 6, 'sampler_name': 'ddim',"
                                + " 'scheduler': 'simple', 'denoise': 0.2, 'image': ['d', 0], 'upscale_model': ['um', 0],"
                                + " 'model': ['m', 0], 'positive': ['p', 0], 'negative': ['n', 0]"),
                node("s", "SaveImage", "'images': ['u', 0]"));
        GenerationParameters script = with(
                node("p", "CLIPTextEncode", "'text': 'a cat'"),
                node(
                        "h",
                        "HighRes-Fix Script",
                        "'latent_upscaler': 'bicubic', 'upscale_by': 1.25, 'hires_steps': 12, 'denoise': 0.56"),
                node(
                        "k",
                        "KSampler (Efficient)",
                        "'seed': 7, 'steps': 20, 'cfg': 5, 'sampler_name': 'euler', 'scheduler': 'normal',"
                                + " 'denoise': 1, 'model': ['m', 0], 'positive': ['p', 0], 'negative': ['n', 0],"
                                + " 'latent_image': ['e', 0], 'script': ['h', 0]"));

        assertThat(parts.seed()).isEqualTo("7");
        assertThat(parts.hires())
                .containsEntry("upscale", "2")
                .containsEntry("upscaler", "4x.pth")
                .containsEntry("steps", "15")
                .containsEntry("denoising_strength", "0.2");
        assertThat(script.seed()).isEqualTo("7");
        assertThat(script.hires())
                .containsEntry("upscale", "1.25")
                .containsEntry("upscaler", "Latent (bicubic)")
                .containsEntry("steps", "12");
    }

    @Test
    void aGraphWithoutASamplerGivesItsTexts() {
        GenerationParameters found = graph("{" + node("a", "CLIPTextEncode", "'text': 'alone'") + "}");

        assertThat(found.parseState()).isEqualTo(ParseState.PARTIAL);
        assertThat(found.prompt()).isEqualTo("alone");
    }

    @Test
    void cyclesAndLinksToNowhereEnd() {
        GenerationParameters found = with(
                node("p", "ConditioningCombine", "'conditioning_1': ['p', 0], 'conditioning_2': ['q', 0]"),
                node("q", "Reroute", "'': ['p', 0]"),
                node("m", "LoraLoader", "'lora_name': 'a', 'strength_model': 1, 'model': ['m', 0], 'clip': ['m', 1]"),
                node("e", "Reroute", "'samples': ['k', 0], 'x': ['nowhere', 3]"));

        assertThat(found.seed()).isEqualTo("7");
        assertThat(found.prompt()).isNull();
    }

    @Test
    void readsTheWorkflowIfThatIsAllThereIs() {
        GenerationParameters found =
                read(List.of(png("workflow", ToolTexts.WORKFLOW))).orElseThrow();

        assertThat(found.generator()).isEqualTo("comfyui");
        assertThat(found.parseState()).isEqualTo(ParseState.FULL);
        assertThat(found.prompt()).isEqualTo("a harbour");
        assertThat(found.negativePrompt()).isEqualTo("people");
        assertThat(found.seed()).isEqualTo("77");
        assertThat(found.steps()).isEqualTo(12);
        assertThat(found.cfgScale()).isEqualTo(4.5);
        assertThat(found.sampler()).isEqualTo("euler");
        assertThat(found.size()).isEqualTo("640x448");
        assertThat(found.modelName()).isEqualTo("harbour_v2.safetensors");
    }

    @Test
    void readsAWorkflowWithASubgraphABypassAndAMutedNode() {
        GenerationParameters found = read(List.of(png("workflow", """
                {"nodes": [
                  {"id": 1, "type": "sub-1", "inputs": [{"name": "words", "type": "STRING", "widget": {"name": "words"}},
                     {"name": "noise", "type": "INT", "widget": {"name": "noise"}, "link": 2}],
                   "widgets_values": ["a subtle cat", 1]},
                  {"id": 2, "type": "SaveImage", "inputs": [{"name": "images", "link": 1}], "widgets_values": ["x"]},
                  {"id": 3, "type": "PrimitiveInt", "inputs": [{"name": "value", "widget": {"name": "value"}}],
                   "widgets_values": [4711, "fixed"]},
                  {"id": 4, "type": "SaveImage", "mode": 2, "inputs": []}],
                 "links": [[1, 1, 0, 2, 0, "IMAGE"], [2, 3, 0, 1, 1, "INT"]],
                 "definitions": {"subgraphs": [{"id": "sub-1",
                  "inputs": [{"name": "words", "linkIds": [10]}, {"name": "noise", "linkIds": [11]}],
                  "outputs": [{"name": "IMAGE", "linkIds": [12]}],
                  "nodes": [
                   {"id": 5, "type": "CLIPTextEncode", "inputs": [{"name": "text", "widget": {"name": "text"}, "link": 10}],
                    "widgets_values": ["shown before"]},
                   {"id": 6, "type": "KSampler", "inputs": [{"name": "model", "link": 14}, {"name": "positive", "link": 13},
                     {"name": "seed", "widget": {"name": "seed"}, "link": 11}],
                    "widgets_values": [1, "randomize", 8, 1, "euler", "simple", 1]},
                   {"id": 7, "type": "VAEDecode", "inputs": [{"name": "samples", "link": 15}]},
                   {"id": 8, "type": "LoraLoaderModelOnly", "mode": 4, "inputs": [{"name": "model", "link": 16}],
                    "widgets_values": ["unused.safetensors", 1]},
                   {"id": 9, "type": "UNETLoader", "inputs": [], "widgets_values": ["u.safetensors", "default"]}],
                  "links": [
                   {"id": 10, "origin_id": -10, "origin_slot": 0, "target_id": 5, "target_slot": 0, "type": "STRING"},
                   {"id": 11, "origin_id": -10, "origin_slot": 1, "target_id": 6, "target_slot": 2, "type": "INT"},
                   {"id": 12, "origin_id": 7, "origin_slot": 0, "target_id": -20, "target_slot": 0, "type": "IMAGE"},
                   {"id": 13, "origin_id": 5, "origin_slot": 0, "target_id": 6, "target_slot": 1, "type": "CONDITIONING"},
                   {"id": 14, "origin_id": 8, "origin_slot": 0, "target_id": 6, "target_slot": 0, "type": "MODEL"},
                   {"id": 15, "origin_id": 6, "origin_slot": 0, "target_id": 7, "target_slot": 0, "type": "LATENT"},
                   {"id": 16, "origin_id": 9, "origin_slot": 0, "target_id": 8, "target_slot": 0, "type": "MODEL"}]}]}}"""))).orElseThrow();

        assertThat(found.prompt()).isEqualTo("a subtle cat");
        assertThat(found.seed()).isEqualTo("4711");
        assertThat(found.steps()).isEqualTo(8);
        assertThat(found.modelName()).isEqualTo("u.safetensors");
        assertThat(found.loras()).isEmpty();
    }

    @Test
    void commentsAreTakenOutOfTheTextsOfAWorkflowAsTheEditorDoes() {
        GenerationParameters found = read(List.of(png(
                        "workflow",
                        ToolTexts.WORKFLOW.replace(
                                "a harbour", "/* old */a harbour// note\\nsee https://example.org /* open"))))
                .orElseThrow();

        assertThat(found.prompt()).isEqualTo("a harbour\nsee https://example.org /* open");
    }

    static List<TextEntry> carriers() {
        String nested =
                ToolTexts.GRAPH.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
        return List.of(
                png("prompt", ToolTexts.GRAPH),
                new TextEntry("exif:Model", "Model", "prompt:" + ToolTexts.GRAPH),
                new TextEntry("exif:Make", "Make", "Prompt: " + ToolTexts.GRAPH),
                new TextEntry("exif:UserComment", "UserComment", "{\"prompt\": " + ToolTexts.GRAPH + "}"),
                new TextEntry("exif:UserComment", "UserComment", ToolTexts.GRAPH),
                new TextEntry("mp4:comment", "comment", "{\"workflow\": {}, \"prompt\": \"" + nested + "\"}"),
                new TextEntry("mp4:mdta", "prompt", ToolTexts.GRAPH),
                new TextEntry("matroska:tag", "PROMPT", ToolTexts.GRAPH));
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void findsTheGraphWhereverSaversPutIt(TextEntry carrier) {
        GenerationParameters found = read(List.of(carrier)).orElseThrow();

        assertThat(found.generator()).isEqualTo("comfyui");
        assertThat(found.prompt()).isEqualTo("a harbour, (fog:1.2)");
        assertThat(found.source()).isEqualTo(carrier.source());
        assertThat(found.workflow()).startsWith("{");
    }

    /** A saver writes what it was connected to, and where that is nothing, "unknown" and the defaults of its node. */
    @Test
    void theGraphThatRanIsBelievedBeforeTheInfotextASaverWroteBesideIt() {
        GenerationParameters found = read(List.of(png("prompt", ToolTexts.GRAPH), png("parameters", """
                                unknown
                                Negative prompt: unknown
                                Steps: 20, Sampler: euler_simple, CFG scale: 8.0, Seed: 0, Size: 512x512, \
                                Model hash: 217daae812, Model: harbour_v2, Lora hashes: "fog: aa11", Version: ComfyUI""")))
                .orElseThrow();

        assertThat(found.generator()).isEqualTo("comfyui");
        assertThat(found.prompt()).isEqualTo("a harbour, (fog:1.2)");
        assertThat(found.negativePrompt()).isEqualTo("people");
        assertThat(found.sampler()).isEqualTo("dpmpp_2m");
        assertThat(found.scheduler()).isEqualTo("karras");
        assertThat(found.seed()).isEqualTo("18446744073709551615");
        assertThat(found.size()).isEqualTo("832x1216");
        assertThat(found.modelName()).isEqualTo("harbour_v2.safetensors");
        assertThat(found.modelHash()).isEqualTo("217daae812");
        assertThat(found.loras()).containsExactly(new Lora("fog", 0.7, 0.4));
        assertThat(found.loraHashes()).containsEntry("fog", "aa11");
        assertThat(found.rawText()).startsWith("unknown");
    }

    @Test
    void aPromptALanguageModelWroteIsKnownFromTheInfotextAlone() {
        String graph = ToolTexts.GRAPH
                .replace("\"a harbour, (fog:1.2)\"", "[\"11\", 0]")
                .replaceFirst(
                        "}$",
                        ", \"11\": {\"class_type\": \"OllamaGenerate\","
                                + " \"inputs\": {\"prompt\": \"describe a harbour\"}}}");
        GenerationParameters found = read(List.of(
                        png("prompt", graph),
                        png("parameters", "a quay at dawn\nSteps: 24, Sampler: x, Seed: 5, Version: ComfyUI")))
                .orElseThrow();

        assertThat(found.prompt()).isEqualTo("a quay at dawn");
        assertThat(found.sampler()).isEqualTo("dpmpp_2m");
    }

    @Test
    void theInfotextOfAnotherToolIsOnlyCompletedByAGraph() {
        GenerationParameters found = read(List.of(
                        png("prompt", ToolTexts.GRAPH),
                        png("parameters", "a pier\nSteps: 24, Sampler: DPM++ 2M, Seed: 5, Version: f2.0.1v1.10.1")))
                .orElseThrow();

        assertThat(found.generator()).isEqualTo("forge");
        assertThat(found.prompt()).isEqualTo("a pier");
        assertThat(found.sampler()).isEqualTo("DPM++ 2M");
        assertThat(found.scheduler()).isNull();
        assertThat(found.seed()).isEqualTo("5");
        assertThat(found.modelName()).isEqualTo("harbour_v2.safetensors");
    }

    /** Civitai enlarges a picture by a graph without a sampler, and says beside it how the picture was made. */
    @Test
    void civitaiSaysHowAPictureWasMadeThatItsGraphOnlyEnlarges() {
        GenerationParameters found = read(List.of(new TextEntry("exif:UserComment", "UserComment", """
                        {"7": {"class_type": "LoadImage", "inputs": {"image": "x.jpeg"}},
                         "8": {"class_type": "UpscaleModelLoader", "inputs": {"model_name": "urn:air:other:upscaler:civitai:1@2"}},
                         "9": {"class_type": "ImageUpscaleWithModel", "inputs": {"upscale_model": ["8", 0], "image": ["7", 0]}},
                         "10": {"class_type": "SaveImage", "inputs": {"images": ["9", 0]}},
                         "extra": {"airs": []},
                         "extraMetadata": "{\\"prompt\\": \\"a leaf\\", \\"negativePrompt\\": \\"stone\\", \\"cfgScale\\": 5,\
                \\"sampler\\": \\"Euler a\\", \\"steps\\": 25, \\"seed\\": 1311178179, \\"width\\": 1024,\
                \\"height\\": 1024, \\"baseModel\\": \\"Illustrious\\"}"}""")))
                .orElseThrow();

        assertThat(found.generator()).isEqualTo("civitai");
        assertThat(found.prompt()).isEqualTo("a leaf");
        assertThat(found.sampler()).isEqualTo("Euler a");
        assertThat(found.seed()).isEqualTo("1311178179");
        assertThat(found.modelName()).isEqualTo("Illustrious");
    }
}
