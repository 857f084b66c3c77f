package dev.mediaingest.analyse.generation.comfy;

import static dev.mediaingest.analyse.generation.ToolTexts.png;
import static dev.mediaingest.analyse.generation.ToolTexts.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.generation.ToolTexts;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.Lora;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes of the editor that stand for others, and links without a line. */
class ComfyWorkflowTest {
    private static final String GROUP = """
            {"nodes": [
              {"id": 20, "type": "%s", "inputs": [{"name": "noise", "type": "STRING", "link": 8}], "outputs": [
                {"name": "MODEL", "type": "MODEL"}, {"name": "VAE", "type": "VAE"}, {"name": "CONDITIONING", "type": "CONDITIONING"},
                {"name": "CLIPTextEncode CONDITIONING", "type": "CONDITIONING"}], "widgets_values": %s},
              {"id": 19, "type": "PrimitiveString", "outputs": [{"type": "STRING"}], "widgets_values": ["from outside"]},
              {"id": 22, "type": "KSampler", "inputs": [{"name": "model", "type": "MODEL", "link": 1},
                {"name": "positive", "type": "CONDITIONING", "link": 2}, {"name": "negative", "type": "CONDITIONING", "link": 3}],
                "outputs": [{"type": "LATENT"}], "widgets_values": [246810, "fixed", 19, 7.5, "heun", "normal", 1]},
              {"id": 24, "type": "SaveImage", "inputs": [{"name": "images", "type": "IMAGE", "link": 7}], "widgets_values": ["x"]}],
             "links": [[1, 20, 0, 22, 0, "MODEL"], [2, 20, 2, 22, 1, "CONDITIONING"], [3, 20, 3, 22, 2, "CONDITIONING"],
               [7, 22, 0, 24, 0, "IMAGE"], [8, 19, 0, 20, 0, "STRING"]],
             "extra": {"groupNodes": {"TEXTS": {"nodes": [
               {"type": "CheckpointLoaderSimple", "index": 0, "outputs": [{"type": "MODEL"}, {"type": "CLIP"}, {"type": "VAE"}],
                 "widgets_values": ["older.safetensors"]},
               {"type": "CLIPTextEncode", "index": 1, "inputs": [{"name": "clip", "type": "CLIP"}],
                 "outputs": [{"type": "CONDITIONING"}], "widgets_values": ["older"]},
               {"type": "CLIPTextEncode", "index": 2, "inputs": [{"name": "clip", "type": "CLIP"}%s],
                 "outputs": [{"type": "CONDITIONING"}], "widgets_values": ["older too"]}],
              "links": [[0, 1, 1, 0, 4, "CLIP"], [0, 1, 2, 0, 4, "CLIP"]], "external": []%s}}}}""";

    private static GenerationParameters workflow(String json) {
        return read(List.of(png("workflow", json))).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"workflow/TEXTS", "workflow>TEXTS"})
    void aGroupNodesOwnValuesCountAndNotThoseOfItsDefinition(String type) {
        GenerationParameters found =
                workflow(GROUP.formatted(type, "[\"own.safetensors\", \"poppies\", \"fog\"]", "", ""));

        assertThat(found.prompt()).isEqualTo("poppies");
        assertThat(found.negativePrompt()).isEqualTo("fog");
        assertThat(found.modelName()).isEqualTo("own.safetensors");
        assertThat(found.seed()).isEqualTo("246810");
    }

    @Test
    void aTextOfAGroupNodeMadeAnInputComesFromOutside() {
        String input =
                ", {\"name\": \"text\", \"type\": \"STRING\", \"label\": \"noise\", \"widget\": {\"name\": \"text\"}}";
        String config = ", \"config\": {\"2\": {\"input\": {\"text\": {\"name\": \"noise\"}}}}";
        GenerationParameters found =
                workflow(GROUP.formatted("workflow/TEXTS", "[\"own.safetensors\", \"poppies\"]", input, config));

        assertThat(found.prompt()).isEqualTo("poppies");
        assertThat(found.negativePrompt()).isEqualTo("from outside");
    }

    @Test
    void aHiddenWidgetOfAGroupNodeHasNoPlaceAmongItsValues() {
        String config = ", \"config\": {\"0\": {\"input\": {\"ckpt_name\": {\"visible\": false}}}}";
        GenerationParameters found = workflow(GROUP.formatted("workflow/TEXTS", "[\"poppies\", \"fog\"]", "", config));

        assertThat(found.modelName()).isEqualTo("older.safetensors");
        assertThat(found.prompt()).isEqualTo("poppies");
        assertThat(found.negativePrompt()).isEqualTo("fog");
    }

    /** As editors of 2026 write it: some of the values have no place among the inputs, and all have names. */
    @Test
    void valuesASubgraphIsGivenByNameReachTheNodesInside() {
        GenerationParameters found = workflow("""
                {"nodes": [
                  {"id": 1, "type": "sub-1", "outputs": [{"name": "IMAGE", "type": "IMAGE"}],
                    "inputs": [{"name": "prompt", "type": "STRING", "widget": {"name": "prompt"}, "link": null}],
                    "widgets_values": ["poppies, red", "fog", 30],
                    "widgets_values_named": {"prompt": "poppies, red", "negative_prompt": "fog", "steps": 30}},
                  {"id": 2, "type": "SaveImage", "inputs": [{"name": "images", "type": "IMAGE", "link": 1}]}],
                 "links": [[1, 1, 0, 2, 0, "IMAGE"]],
                 "definitions": {"subgraphs": [{"id": "sub-1",
                  "inputs": [{"name": "prompt", "type": "STRING"}, {"name": "negative_prompt", "type": "STRING"}, {"name": "steps", "type": "INT"}],
                  "outputs": [{"name": "IMAGE", "type": "IMAGE", "linkIds": [6]}],
                  "nodes": [
                   {"id": 10, "type": "CLIPTextEncode", "inputs": [{"name": "text", "widget": {"name": "text"}, "link": 1}],
                     "outputs": [{"type": "CONDITIONING"}], "widgets_values": ["as it was drawn"]},
                   {"id": 11, "type": "CLIPTextEncode", "inputs": [{"name": "text", "widget": {"name": "text"}, "link": 2}],
                     "outputs": [{"type": "CONDITIONING"}], "widgets_values": ["as it was drawn too"]},
                   {"id": 12, "type": "KSampler", "inputs": [{"name": "positive", "link": 4}, {"name": "negative", "link": 5},
                     {"name": "steps", "widget": {"name": "steps"}, "link": 3}],
                     "outputs": [{"type": "LATENT"}], "widgets_values": [246810, "fixed", 19, 7.5, "heun", "normal", 1]}],
                  "links": [
                   {"id": 1, "origin_id": -10, "origin_slot": 0, "target_id": 10, "target_slot": 0},
                   {"id": 2, "origin_id": -10, "origin_slot": 1, "target_id": 11, "target_slot": 0},
                   {"id": 3, "origin_id": -10, "origin_slot": 2, "target_id": 12, "target_slot": 2},
                   {"id": 4, "origin_id": 10, "origin_slot": 0, "target_id": 12, "target_slot": 0},
                   {"id": 5, "origin_id": 11, "origin_slot": 0, "target_id": 12, "target_slot": 1},
                   {"id": 6, "origin_id": 12, "origin_slot": 0, "target_id": -20, "target_slot": 0}]}]}}""");

        assertThat(found.prompt()).isEqualTo("poppies, red");
        assertThat(found.negativePrompt()).isEqualTo("fog");
        assertThat(found.steps()).isEqualTo(30);
    }

    @Test
    void aServiceThatNobodyKnowsIsOneByItsPromptAndSeed() {
        GenerationParameters found = workflow("""
                {"nodes": [
                  {"id": 1, "type": "PainterOf2028", "outputs": [{"name": "IMAGE", "type": "IMAGE"}],
                    "widgets_values": ["best-model", "poppies, red", 31, "fixed"],
                    "widgets_values_named": {"model": "best-model", "prompt": "poppies, red", "seed": 31}},
                  {"id": 2, "type": "FindThings", "outputs": [{"name": "MASK", "type": "MASK"}], "widgets_values": ["face"],
                    "widgets_values_named": {"prompt": "face"}},
                  {"id": 3, "type": "SaveImage", "inputs": [{"name": "images", "type": "IMAGE", "link": 1}]}],
                 "links": [[1, 1, 0, 3, 0, "IMAGE"]]}""");

        assertThat(found.prompt()).isEqualTo("poppies, red");
        assertThat(found.seed()).isEqualTo("31");
        assertThat(found.modelName()).isEqualTo("best-model");
    }

    @Test
    void valuesThatTheFileNamesAreNotGuessed() {
        GenerationParameters found = workflow("""
                {"nodes": [
                  {"id": 1, "type": "A node of 2027", "outputs": [{"name": "CONDITIONING", "type": "CONDITIONING"}],
                    "widgets_values": ["a first text, but not the prompt", "poppies, red", 3],
                    "widgets_values_named": {"hint": "a first text, but not the prompt", "prompt": "poppies, red", "tries": 3}},
                  {"id": 2, "type": "KSampler", "inputs": [{"name": "positive", "type": "CONDITIONING", "link": 1}],
                    "outputs": [{"type": "LATENT"}], "widgets_values": [1, "fixed", 2, 3, "euler", "normal", 1],
                    "widgets_values_named": {"seed": 246810, "steps": 19, "cfg": 7.5, "sampler_name": "heun"}}],
                 "links": [[1, 1, 0, 2, 0, "CONDITIONING"]]}""");

        assertThat(found.prompt()).isEqualTo("poppies, red");
        assertThat(found.seed()).isEqualTo("246810");
        assertThat(found.sampler()).isEqualTo("heun");
    }

    /** Two samplers, each in a group with a text for it; the nodes that give the texts are told to keep to their group. */
    @Test
    void whatIsGivenWithinAGroupStaysThere() {
        GenerationParameters found = workflow("""
                {"groups": [{"title": "draft", "bounding": [0, 0, 100, 100]}, {"title": "final", "bounding": [200, 0, 100, 100]}],
                 "nodes": [
                  {"id": 1, "type": "CLIPTextEncode", "pos": [10, 10], "outputs": [{"type": "CONDITIONING"}], "widgets_values": ["a sketch"]},
                  {"id": 2, "type": "CLIPTextEncode", "pos": [210, 10], "outputs": [{"type": "CONDITIONING"}], "widgets_values": ["poppies"]},
                  {"id": 3, "type": "Anything Everywhere", "pos": [20, 20], "inputs": [{"name": "anything", "type": "*", "link": 1}],
                    "properties": {"group_restricted": true}},
                  {"id": 4, "type": "Anything Everywhere", "pos": [220, 20], "inputs": [{"name": "anything", "type": "*", "link": 2}],
                    "properties": {"ue_properties": {"group_restricted": 1}}},
                  {"id": 5, "type": "KSampler", "pos": {"0": 230, "1": 30}, "outputs": [{"type": "LATENT"}],
                    "inputs": [{"name": "positive", "type": "CONDITIONING", "link": null}],
                    "widgets_values": [246810, "fixed", 19, 7.5, "heun", "normal", 1]},
                  {"id": 6, "type": "SaveImage", "pos": [240, 40], "inputs": [{"name": "images", "type": "IMAGE", "link": 3}]}],
                 "links": [[1, 1, 0, 3, 0, "*"], [2, 2, 0, 4, 0, "*"], [3, 5, 0, 6, 0, "IMAGE"]]}""");

        assertThat(found.prompt()).isEqualTo("poppies");
    }

    private static final String NESTED = """
            {"nodes": [
              {"id": 1, "type": "outer", "inputs": [], "outputs": [{"type": "IMAGE"}],
                "properties": {"proxyWidgets": [["5", "text"], ["6", "seed"]]}, "widgets_values": ["a cat", 12]},
              {"id": 2, "type": "SaveImage", "inputs": [{"name": "images", "type": "IMAGE", "link": 1}]}],
             "links": [[1, 1, 0, 2, 0, "IMAGE"]],
             "definitions": {"subgraphs": [
              {"id": "outer", "inputs": [], "outputs": [{"name": "IMAGE", "linkIds": [12]}], "nodes": [
                {"id": 5, "type": "CLIPTextEncode", "outputs": [{"type": "CONDITIONING"}], "widgets_values": ["shown elsewhere"]},
                {"id": 6, "type": "KSampler", "inputs": [{"name": "model", "type": "MODEL", "link": 14},
                  {"name": "positive", "type": "CONDITIONING", "link": 13}], "outputs": [{"type": "LATENT"}],
                  "widgets_values": [1, "fixed", 8, 1, "euler", "simple", 1]},
                {"id": 7, "type": "inner", "inputs": [{"name": "in", "type": "LATENT", "link": 15}], "outputs": [{"type": "IMAGE"}]},
                {"id": 8, "type": "LoraLoaderModelOnly", "mode": 4, "inputs": [{"name": "model", "type": "MODEL", "link": 16}],
                  "outputs": [{"type": "MODEL"}], "widgets_values": ["unused.safetensors", 1]},
                {"id": 9, "type": "inner", "inputs": [{"name": "in", "type": "MODEL", "link": 17}], "outputs": [{"type": "MODEL"}]},
                {"id": 10, "type": "UNETLoader", "outputs": [{"type": "MODEL"}], "widgets_values": ["u.safetensors", "default"]}],
               "links": [
                {"id": 12, "origin_id": 7, "origin_slot": 0}, {"id": 13, "origin_id": 5, "origin_slot": 0},
                {"id": 14, "origin_id": 8, "origin_slot": 0}, {"id": 15, "origin_id": 6, "origin_slot": 0},
                {"id": 16, "origin_id": 9, "origin_slot": 0}, {"id": 17, "origin_id": 10, "origin_slot": 0}]},
              {"id": "inner", "inputs": [{"name": "in", "linkIds": [3]}], "outputs": [{"name": "out", "linkIds": [3]}],
               "nodes": [], "links": [{"id": 3, "origin_id": -10, "origin_slot": 0}]}]}}""";

    @Test
    void aSubgraphsPromotedWidgetsCountAndLinksLeadThroughSubgraphsThatOnlyPass() {
        GenerationParameters found = workflow(NESTED);

        assertThat(found.prompt()).isEqualTo("a cat");
        assertThat(found.seed()).isEqualTo("12");
        assertThat(found.modelName()).isEqualTo("u.safetensors");
        assertThat(found.loras()).isEmpty();
    }

    @Test
    void whatTheEditorListsAsLinkedByTheAirIsBelieved() {
        GenerationParameters found = workflow("""
                {"nodes": [
                  {"id": 1, "type": "CLIPTextEncode", "outputs": [{"type": "CONDITIONING"}], "widgets_values": ["a cat"]},
                  {"id": 2, "type": "CLIPTextEncode", "outputs": [{"type": "CONDITIONING"}], "widgets_values": ["fog"]},
                  {"id": 3, "type": "KSampler", "inputs": [{"name": "positive", "type": "CONDITIONING", "link": null},
                    {"name": "negative", "type": "CONDITIONING", "link": null}], "outputs": [{"type": "LATENT"}],
                    "widgets_values": [1, "fixed", 8, 1, "euler", "simple", 1]},
                  {"id": 4, "type": "SaveImage", "inputs": [{"name": "images", "type": "IMAGE", "link": 1}]}],
                 "links": [[1, 3, 0, 4, 0, "IMAGE"]],
                 "extra": {"ue_links": [
                   {"downstream": 3, "downstream_slot": 0, "upstream": "1", "upstream_slot": 0, "type": "CONDITIONING"},
                   {"downstream": 3, "downstream_slot": 1, "upstream": "2", "upstream_slot": 0, "type": "CONDITIONING"}]}}""");

        assertThat(found.prompt()).isEqualTo("a cat");
        assertThat(found.negativePrompt()).isEqualTo("fog");
    }

    @Test
    void settersThatGetFromEachOtherAndSubgraphsWithinThemselvesEnd() {
        assertThat(read(List.of(png("workflow", """
                {"nodes": [
                  {"id": 1, "type": "SetNode", "inputs": [{"name": "a", "link": 2}], "widgets_values": ["x"]},
                  {"id": 2, "type": "GetNode", "outputs": [{"type": "CONDITIONING"}], "widgets_values": ["x"]},
                  {"id": 3, "type": "KSampler", "inputs": [{"name": "positive", "type": "CONDITIONING", "link": 2}],
                    "widgets_values": [1, "fixed", 8, 1, "euler", "simple", 1]},
                  {"id": 4, "type": "self", "inputs": [], "outputs": [{"type": "CONDITIONING"}]}],
                 "links": [[2, 2, 0, 3, 0, "CONDITIONING"]],
                 "definitions": {"subgraphs": [{"id": "self", "inputs": [], "outputs": [{"linkIds": [1]}],
                   "nodes": [{"id": 4, "type": "self"}, {"id": 5, "type": "self"}],
                   "links": [{"id": 1, "origin_id": 4, "origin_slot": 0}]}]}}""")))).isPresent();
    }

    @Test
    void aStackInAGraphThatRanHasTheStrengthsOfItsMode() {
        GenerationParameters found = ToolTexts.graph("""
                {"1": {"class_type": "easy fullLoader", "inputs": {"ckpt_name": "m.safetensors", "lora_name": "own.safetensors",
                   "lora_model_strength": 0.3, "lora_clip_strength": 0.2, "positive": "a", "negative": "b",
                   "optional_lora_stack": ["2", 0]}},
                 "2": {"class_type": "easy loraStack", "inputs": {"toggle": true, "mode": "simple", "num_loras": 1,
                   "lora_1_name": "fur.safetensors", "lora_1_strength": 0.7, "lora_1_model_strength": 1, "lora_1_clip_strength": 1,
                   "lora_2_name": "beyond.safetensors", "lora_2_strength": 1}},
                 "3": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "model": ["1", 1], "positive": ["1", 4],
                   "negative": ["1", 5]}},
                 "4": {"class_type": "SaveImage", "inputs": {"images": ["3", 0]}}}""");

        assertThat(found.loras()).containsExactlyInAnyOrder(new Lora("own", 0.3, 0.2), new Lora("fur", 0.7));
    }
}
