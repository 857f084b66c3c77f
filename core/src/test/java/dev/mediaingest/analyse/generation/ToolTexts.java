package dev.mediaingest.analyse.generation;

import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One small file of every tool, as the texts a container gives; made up for these tests. */
public final class ToolTexts {
    public static final String GRAPH = """
            {"1": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "harbour_v2.safetensors"}},
             "2": {"class_type": "LoraLoader", "inputs": {"lora_name": "fog.safetensors", "strength_model": 0.7,
                   "strength_clip": 0.4, "model": ["1", 0], "clip": ["1", 1]}},
             "3": {"class_type": "CLIPSetLastLayer", "inputs": {"stop_at_clip_layer": -2, "clip": ["2", 1]}},
             "4": {"class_type": "CLIPTextEncode", "inputs": {"text": "a harbour, (fog:1.2)", "clip": ["3", 0]}},
             "5": {"class_type": "CLIPTextEncode", "inputs": {"text": "people", "clip": ["3", 0]}},
             "6": {"class_type": "EmptyLatentImage", "inputs": {"width": 832, "height": 1216, "batch_size": 1}},
             "7": {"class_type": "KSampler", "inputs": {"seed": 18446744073709551615, "steps": 24, "cfg": 6.5,
                   "sampler_name": "dpmpp_2m", "scheduler": "karras", "denoise": 1.0, "model": ["2", 0],
                   "positive": ["4", 0], "negative": ["5", 0], "latent_image": ["6", 0]}, "is_changed": [NaN]},
             "8": {"class_type": "VAELoader", "inputs": {"vae_name": "clear_vae.safetensors"}},
             "9": {"class_type": "VAEDecode", "inputs": {"samples": ["7", 0], "vae": ["8", 0]}},
             "10": {"class_type": "SaveImage", "inputs": {"images": ["9", 0], "filename_prefix": "x"}}}""";

    public static final String WORKFLOW = """
            {"last_node_id": 7, "nodes": [
              {"id": 1, "type": "CheckpointLoaderSimple", "inputs": [], "widgets_values": ["harbour_v2.safetensors"]},
              {"id": 2, "type": "CLIPTextEncode", "inputs": [{"name": "clip", "link": 3}], "widgets_values": ["a harbour"]},
              {"id": 3, "type": "CLIPTextEncode", "inputs": [{"name": "clip", "link": 4}], "widgets_values": ["people"]},
              {"id": 4, "type": "EmptyLatentImage", "inputs": [], "widgets_values": [640, 448, 1]},
              {"id": 5, "type": "KSampler", "inputs": [{"name": "model", "link": 1}, {"name": "positive", "link": 5},
                {"name": "negative", "link": 6}, {"name": "latent_image", "link": 7}],
                "widgets_values": [77, "randomize", 12, 4.5, "euler", "normal", 1]},
              {"id": 6, "type": "VAEDecode", "inputs": [{"name": "samples", "link": 8}, {"name": "vae", "link": 2}]},
              {"id": 7, "type": "SaveImage", "inputs": [{"name": "images", "link": 9}], "widgets_values": ["x"]}],
             "links": [[1, 1, 0, 5, 0, "MODEL"], [2, 1, 2, 6, 1, "VAE"], [3, 1, 1, 2, 0, "CLIP"], [4, 1, 1, 3, 0, "CLIP"],
               [5, 2, 0, 5, 1, "CONDITIONING"], [6, 3, 0, 5, 2, "CONDITIONING"], [7, 4, 0, 5, 3, "LATENT"],
               [8, 5, 0, 6, 0, "LATENT"], [9, 6, 0, 7, 0, "IMAGE"]]}""";

    public static final String NOVELAI = """
            {"prompt": "a lake", "steps": 28, "height": 1216, "width": 832, "scale": 5.5, "seed": 4294967295,
             "noise_schedule": "karras", "sampler": "k_euler_ancestral", "strength": null, "uc": "fog",
             "v4_prompt": {"caption": {"base_caption": "a lake, {calm}", "char_captions":
               [{"char_caption": "girl, 1.3::red coat::", "centers": [{"x": 0.3, "y": 0.5}]},
                {"char_caption": "boy", "centers": []}]}},
             "v4_negative_prompt": {"caption": {"base_caption": "fog, [rain]", "char_captions":
               [{"char_caption": "hat", "centers": []}, {"char_caption": "", "centers": []}]}}}""";

    private ToolTexts() {}

    /** A file by each tool's name. */
    public static Map<String, List<TextEntry>> all() {
        Map<String, List<TextEntry>> files = new LinkedHashMap<>();
        files.put("a1111", List.of(png("parameters", """
                a cat, <lora:soft:0.7>
                Negative prompt: dog
                Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 5, Size: 512x768, \
                Model hash: 45a21ea00a, Model: m, Lora hashes: "soft: abc", TI hashes: "calm: def", Version: v1.10.1""")));
        files.put("comfyui", List.of(png("prompt", GRAPH), png("workflow", WORKFLOW)));
        files.put(
                "novelai",
                List.of(
                        png("Software", "NovelAI"),
                        png("Source", "NovelAI Diffusion V4 37442FCA"),
                        png("Description", "a lake"),
                        png("Comment", NOVELAI)));
        files.put("invokeai", List.of(png("invokeai_metadata", """
                {"generation_mode": "txt2img", "positive_prompt": "a hill", "negative_prompt": "snow", "width": 640,
                 "height": 512, "seed": 99, "cfg_scale": 7.5, "steps": 30, "scheduler": "dpmpp_2m_k",
                 "model": {"name": "dream", "hash": "blake3:aa", "base": "sdxl", "key": "k"}, "vae": {"name": "v"},
                 "loras": [{"model": {"name": "grass", "hash": "blake3:bb"}, "weight": 0.75}],
                 "app_version": "5.4.2"}""")));
        files.put("fooocus", List.of(png("fooocus_scheme", "fooocus"), png("parameters", """
                {"prompt": "a boat", "negative_prompt": "fog", "full_prompt": ["a boat", "cinematic"], "steps": 30,
                 "guidance_scale": 4.0, "resolution": "(1152, 896)", "seed": "31415", "sampler": "dpmpp_2m_sde_gpu",
                 "scheduler": "karras", "base_model": "juggernaut", "base_model_hash": "cc", "refiner_model": "None",
                 "loras": [["offset", 0.1, "dd"]], "lora_combined_2": "sail : 0.5", "styles": "['V2']",
                 "performance": "Speed", "vae": "Default (model)", "version": "Fooocus v2.5.5"}""")));
        files.put("ruined-fooocus", List.of(png("parameters", """
                {"Prompt": "a mill", "Negative": "people", "steps": 25, "cfg": 8, "width": 1024, "height": 768,
                 "seed": 8, "sampler_name": "euler", "scheduler": "simple", "base_model_name": "mill.safetensors",
                 "base_model_hash": "EE", "loras": [["x", "0.6 - wind"]], "denoise": null, "clip_skip": 1,
                 "software": "RuinedFooocus"}""")));
        files.put("fooocus-mre", List.of(new TextEntry("jpeg:COM", "Comment", """
                {"prompt": "a bridge", "negative_prompt": "cars", "real_prompt": ["a bridge"], "seed": 4, "steps": 20,
                 "width": 896, "height": 640, "sampler": "euler", "scheduler": "normal", "cfg": 7,
                 "base_model": "b.safetensors", "loras": [["l.safetensors", 0.5]],
                 "software": "Fooocus 1.0.41.1 MRE v2.0.78.5"}""")));
        files.put("swarmui", List.of(png("parameters", """
                {"sui_image_params": {"prompt": "a fox", "negativeprompt": "wolf", "model": "den", "seed": "12",
                  "steps": "20", "cfgscale": 7.0, "width": 1024, "height": 640, "sampler": "euler",
                  "scheduler": "karras", "loras": ["tail", "ear"], "loraweights": ["0.5", "1"],
                  "clipstopatlayer": "-2", "swarm_version": "0.9.7"},
                 "sui_extra_data": {"date": "2026-01-03"},
                 "sui_models": [{"name": "den.safetensors", "param": "model", "hash": "0xab"},
                  {"name": "tail.safetensors", "param": "loras", "hash": "0xcd"}]}""")));
        files.put(
                "easy-diffusion",
                List.of(
                        new TextEntry("png:iTXt", "prompt", "ein Fähnchen"),
                        png("negative_prompt", "rain"),
                        png("seed", "21"),
                        png("num_inference_steps", "25"),
                        png("guidance_scale", "7.5"),
                        png("sampler_name", "euler_a"),
                        png("width", "512"),
                        png("height", "640"),
                        png("use_stable_diffusion_model", "C:\\models\\stable-diffusion\\flag.safetensors"),
                        png("use_vae_model", "None"),
                        png("use_lora_model", "['/models/lora/wind.safetensors']"),
                        png("lora_alpha", "[0.4]"),
                        png("clip_skip", "True")));
        files.put("draw-things", List.of(new TextEntry("xmp:packet", "XMP", """
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
                xmp:CreatorTool="Draw Things">
                <exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">{&quot;c&quot;: &quot;a &amp; b&quot;,
                &quot;uc&quot;: &quot;c&quot;, &quot;model&quot;: &quot;sdxl_f16.ckpt&quot;,
                &quot;sampler&quot;: &quot;Euler A&quot;, &quot;scale&quot;: 6, &quot;seed&quot;: 33,
                &quot;steps&quot;: 22, &quot;strength&quot;: 1, &quot;size&quot;: &quot;768x512&quot;,
                &quot;lora&quot;: [{&quot;model&quot;: &quot;ink.ckpt&quot;, &quot;weight&quot;: 0.6}]}</rdf:li></rdf:Alt>
                </exif:UserComment></rdf:Description></rdf:RDF></x:xmpmeta>""")));
        files.put(
                "stability-matrix",
                List.of(
                        png(
                                "parameters",
                                "a well\r\n\nNegative prompt: ivy\r\n\nSteps: 20, Sampler: Euler Karras, Seed: 6"),
                        png("parameters-json", """
                {"PositivePrompt": "a well\\r\\n", "NegativePrompt": "ivy\\r\\n", "Steps": 20,
                 "Sampler": "Euler Karras", "CfgScale": 5, "Seed": 6, "Height": 768, "Width": 512,
                 "ModelHash": "FF", "ModelName": "well.safetensors"}"""),
                        png("smproj", """
                {"Version": 2, "State": {"Sampler": {"SelectedSampler": {"Name": "euler"},
                  "SelectedScheduler": {"Name": "karras"}}, "Model": {"ClipSkip": 2, "IsClipSkipEnabled": true}}}""")));
        files.put("tensorart", List.of(png("generation_data", """
                {"prompt": "a kite", "negativePrompt": "rope", "width": 768, "height": 768, "steps": 25, "cfgScale": 7,
                 "seed": "-1", "clipSkip": 2, "baseModel": {"label": "v1", "modelFileName": "kite", "hash": "AB"},
                 "models": [{"type": "LORA", "modelFileName": "string", "weight": 0.8}], "sdVae": "Automatic",
                 "ksamplerName": "euler", "schedule": "normal"}\0"""), png("prompt", GRAPH)));
        files.put("huggingface-space", List.of(png("parameters", """
                {"prompt": "a moth", "negative_prompt": "light", "resolution": "832 x 1216", "guidance_scale": 5.5,
                 "num_inference_steps": 24, "seed": 443, "sampler": "Euler a",
                 "Model": {"Model": "night", "Model hash": "e3"}, "use_lora": null}""")));
        files.put(
                "civitai",
                List.of(
                        new TextEntry("exif:Artist", "Artist", "ai"),
                        new TextEntry("exif:UserComment", "UserComment", """
                {"resource-stack": {"class_type": "CheckpointLoaderSimple",
                   "inputs": {"ckpt_name": "urn:air:sdxl:checkpoint:civitai:10@20"}},
                 "6": {"class_type": "smZ CLIPTextEncode", "inputs": {"text": "a leaf", "clip": ["resource-stack", 1]}},
                 "7": {"class_type": "smZ CLIPTextEncode", "inputs": {"text": "stone", "clip": ["resource-stack", 1]}},
                 "11": {"class_type": "KSampler", "inputs": {"sampler_name": "euler", "scheduler": "karras", "seed": 55,
                   "steps": 25, "cfg": 7, "denoise": 1, "model": ["resource-stack", 0], "positive": ["6", 0],
                   "negative": ["7", 0], "latent_image": ["5", 0]}},
                 "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 1024, "height": 1024}},
                 "12": {"class_type": "SaveImage", "inputs": {"images": ["13", 0]}},
                 "13": {"class_type": "VAEDecode", "inputs": {"samples": ["11", 0], "vae": ["resource-stack", 2]}},
                 "extra": {"airs": ["urn:air:sdxl:checkpoint:civitai:10@20"]},
                 "extraMetadata": "{\\"prompt\\": \\"a leaf\\", \\"negativePrompt\\": \\"stone\\", \\"steps\\": 25, \\"cfgScale\\": 7, \\"sampler\\": \\"Euler\\", \\"seed\\": 55, \\"resources\\": [{\\"modelVersionId\\": 20, \\"strength\\": 1}]}"}""")));
        files.put("c2pa", List.of(new TextEntry("c2pa:manifest", "c2pa", """
                claim_generator: Google C2PA Core Generator Library
                digital_source_type: http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia
                organisation: Google LLC""")));
        return files;
    }

    public static TextEntry png(String key, String value) {
        return new TextEntry("png:tEXt", key, value);
    }

    public static GenerationParameters read(String tool) {
        return read(all().getOrDefault(tool, List.of())).orElseThrow();
    }

    public static Optional<GenerationParameters> read(List<TextEntry> texts) {
        return GenerationReader.standard().read(texts);
    }

    public static GenerationParameters graph(String prompt) {
        return read(List.of(png("prompt", prompt))).orElseThrow();
    }
}
