package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.ComfyGraph.Node;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a graph made its picture with: back from the nodes that save it to the nearest sampler, from there to the one the
 * picture began with, and from that to prompts, models and size; a larger pass behind it is kept apart, as A1111 does.
 * Nodes are recognised by what their inputs are called rather than by their class, of which there are
 * thousands. If no prompt is found this way, the texts of all encoders are taken, and the result is partial.
 */
final class ComfyTracer {
    private static final String[] GUIDANCE = {"guidance", "flux_guidance", "embedded_guidance_scale"};
    private static final List<String> POSITIVE = List.of(
            "positive",
            "base_positive",
            "conditioning",
            "cond1",
            "target_cond",
            "text_embeds",
            "hyvid_embeds",
            "basic_pipe",
            "pipe",
            "sdxl_pipe",
            "sdxl_tuple",
            "positive_cond_base",
            "positive_cond");
    private static final List<String> NEGATIVE = List.of(
            "negative",
            "base_negative",
            "neg_conditioning",
            "text_embeds",
            "hyvid_embeds",
            "basic_pipe",
            "pipe",
            "sdxl_pipe",
            "sdxl_tuple",
            "negative_cond_base",
            "negative_cond");

    /** What services on the net call what they are told. */
    private static final List<String> ASKED = List.of("prompt", "prompt_text", "text", "positive", "positive_prompt");

    /** What samplers call their texts that encode them themselves. */
    private static final List<String> OWN =
            List.of("positive_prompt", "prompt", "prompt_text", "character_prompt", "scene_prompts");

    private static final List<String> AVOIDED = List.of("negative_prompt", "negative_prompt_text", "negative");

    private final ComfyGraph graph;
    private final ComfyWalk walk = new ComfyWalk();
    private final ComfyValues values;
    private final ComfyTexts texts;
    private final ComfyModels models;
    private final ParameterDraft draft = new ParameterDraft();
    private final NearestSampler nearest;
    private final ComfySizes sizes;

    private ComfyTracer(ComfyGraph graph) {
        this.graph = graph;
        this.values = new ComfyValues(graph, walk);
        this.texts = new ComfyTexts(graph, walk);
        this.models = new ComfyModels(graph, walk);
        this.nearest = NearestSampler.in(graph);
        this.sizes = new ComfySizes(graph, values);
    }

    /**
     * What was read from a graph.
     *
     * @param parameters a draft with what was found; its state is raw if that is nothing
     * @param promptIsKnown whether the prompt is the one that ran, not what a language model made it from
     */
    record Trace(ParameterDraft parameters, boolean promptIsKnown) {}

    /** Follows the graph; never fails. */
    static Trace trace(ComfyGraph graph) {
        ComfyTracer tracer = new ComfyTracer(graph);
        Node last = tracer.nearest.node();
        if (last != null) {
            tracer.draft.parseState = ParseState.FULL;
            tracer.readAll(ComfyPasses.upTo(last, graph, NearestSampler::isSampler));
        } else {
            tracer.served();
        }
        tracer.gather();
        return new Trace(tracer.draft, !tracer.texts.wasGenerated());
    }

    /** What a service on the net was told, where no sampler drew: one that is known, else one that looks like it. */
    private void served() {
        served(node -> node.is(ComfyRole.SERVICE));
        if (draft.prompt == null) {
            served(node -> node.is(ComfyRole.OTHER) && node.has("prompt", "prompt_text") && node.has("seed"));
        }
    }

    /** Of several, the first that was told something. */
    private void served(Predicate<Node> isService) {
        for (Node node : graph.nodes()) {
            String prompt = isService.test(node) ? texts.given(node, ASKED) : null;
            if (prompt != null && !prompt.isBlank()) {
                draft.parseState = ParseState.FULL;
                draft.prompt = prompt;
                draft.negativePrompt = texts.given(node, AVOIDED);
                draft.seed = Json.seed(values.number(node, "seed"));
                draft.steps = Json.integer(values.number(node, "steps"));
                draft.modelName = values.text(node, "model", "model_name");
                draft.size = sizes.of(node);
                return;
            }
        }
    }

    private void readAll(ComfyPasses passes) {
        read(passes.first());
        if (draft.prompt == null && !passes.second().equals(passes.first())) {
            prompts(passes.second());
        }
        passes.fillSecond(values, draft);
        Node enlarging = nearest.enlarging();
        if (draft.hires.isEmpty() && enlarging != null && !enlarging.equals(passes.first())) {
            passes.fill(enlarging, List.of(enlarging), values, draft);
        }
    }

    private void read(Node sampler) {
        draft.seed = seed(sampler);
        draft.steps = Json.integer(number(sampler, "steps", "steps_total"));
        draft.cfgScale = Json.decimal(number(sampler, "cfg", "guidance_scale"));
        draft.denoisingStrength = Json.decimal(number(sampler, "denoise", "denoise_strength"));
        draft.sampler = values.text(sampler, "sampler_name", "sampler");
        draft.scheduler = values.text(sampler, "scheduler");
        custom(sampler);
        prompts(sampler);
        models(sampler);
        draft.size = sizes.startedFrom(sampler);
        JsonNode guidance = texts.guidance();
        draft.other("guidance", guidance == null ? values.number(sampler, GUIDANCE) : guidance);
    }

    private @Nullable String seed(Node sampler) {
        JsonNode seed = number(sampler, "seed", "noise_seed");
        Node noise = graph.target(sampler.input("noise"));
        return Json.seed(seed == null && noise != null ? values.number(noise, "noise_seed", "seed") : seed);
    }

    /** A number of the sampler, or of the pipe it takes its settings from. */
    private @Nullable JsonNode number(Node sampler, String... names) {
        JsonNode own = values.number(sampler, names);
        Node settings = own == null ? settings(sampler) : null;
        return settings == null ? own : values.number(settings, names);
    }

    private @Nullable Node settings(Node sampler) {
        Set<Node> seen = new HashSet<>();
        Node node = sampler;
        while (node != null && seen.add(node)) {
            if (!node.equals(sampler) && node.has("steps", "seed")) {
                return node;
            }
            node = graph.pipe(node);
        }
        return null;
    }

    /** Samplers put together from nodes: a sampler, a course of sigmas, a guider. */
    private void custom(Node sampler) {
        Node chosen = graph.target(sampler.input("sampler"));
        if (draft.sampler == null && chosen != null) {
            String name = values.text(chosen, "sampler_name", "sampler");
            draft.sampler = name == null ? chosen.kind().replaceFirst("^sampler", "") : name;
        }
        Node course = schedule(graph.target(sampler.input("sigmas")));
        if (course != null) {
            course(course);
        }
        Node guider = guider(sampler);
        if (guider != null && draft.cfgScale == null) {
            draft.cfgScale = Json.decimal(values.number(guider, "cfg", "cfg_conds", "cfg1"));
        }
        if (draft.sampler == null) {
            Node settings = settings(sampler);
            draft.sampler = settings == null ? null : values.text(settings, "sampler_name");
            draft.scheduler = settings == null ? draft.scheduler : values.text(settings, "scheduler");
        }
    }

    private void course(Node course) {
        draft.steps = draft.steps == null ? Json.integer(values.number(course, "steps")) : draft.steps;
        if (draft.denoisingStrength == null) {
            draft.denoisingStrength = Json.decimal(values.number(course, "denoise"));
        }
        String name = values.text(course, "scheduler");
        boolean named = name == null && course.kind().endsWith("scheduler");
        draft.scheduler = named ? course.kind().substring(0, course.kind().length() - 9) : name;
    }

    /** Behind nodes that cut or bend the sigmas. */
    private @Nullable Node schedule(@Nullable Node sigmas) {
        Set<Node> seen = new HashSet<>();
        Node node = sigmas;
        while (node != null && !node.has("steps", "scheduler") && seen.add(node)) {
            List<Node> sources = graph.sources(node);
            node = sources.isEmpty() ? null : sources.getFirst();
        }
        return node;
    }

    private @Nullable Node guider(Node sampler) {
        Set<Node> seen = new HashSet<>();
        Node node = graph.target(sampler.input("guider"));
        while (node != null && !node.has("positive", "conditioning", "cond1", "target_cond", "cfg") && seen.add(node)) {
            List<Node> sources = graph.sources(node);
            node = sources.isEmpty() ? null : sources.getFirst();
        }
        return node;
    }

    private void prompts(Node sampler) {
        Node guider = guider(sampler);
        Node from = guider == null ? sampler : guider;
        Node settings = settings(sampler);
        draft.prompt = prompt(from, true);
        draft.negativePrompt = prompt(from, false);
        if (draft.prompt == null && settings != null) {
            draft.prompt = prompt(settings, true);
            draft.negativePrompt = prompt(settings, false);
        }
        if (draft.prompt == null) {
            draft.prompt = texts.allGiven(sampler, OWN);
            draft.negativePrompt = draft.prompt == null ? draft.negativePrompt : texts.given(sampler, AVOIDED);
        }
    }

    private @Nullable String prompt(Node from, boolean positive) {
        List<String> names = positive ? POSITIVE : NEGATIVE;
        for (String name : names) {
            String text = texts.conditioning(from.input(name), positive);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private void models(Node sampler) {
        Node guider = guider(sampler);
        JsonNode own = sampler.has("model") ? sampler.input("model") : sampler.input("base_model");
        JsonNode model = own == null && guider != null ? guider.input("model") : own;
        Node pipe = model == null ? graph.pipe(sampler) : null;
        draft.modelName = models.model(model == null && pipe != null ? linkOfPipe(sampler) : model);
        draft.loras.addAll(models.loras());
        draft.clipSkip = models.clipSkip(clip(sampler));
        draft.vae = models.vae(nearest.vae());
    }

    private @Nullable JsonNode linkOfPipe(Node sampler) {
        for (String name : List.of("basic_pipe", "pipe", "sdxl_pipe", "sdxl_tuple", "base_ctx")) {
            if (sampler.has(name)) {
                return sampler.input(name);
            }
        }
        return null;
    }

    /** The text encoder's input: of the first encoder behind the sampler's conditioning. */
    private @Nullable JsonNode clip(Node sampler) {
        Node guider = guider(sampler);
        Node from = guider == null ? sampler : guider;
        JsonNode link = from.has("positive") ? from.input("positive") : from.input("conditioning");
        Node first = graph.target(link);
        Deque<Node> queue = new ArrayDeque<>(first == null ? List.of() : List.of(first));
        Set<Node> seen = new HashSet<>(queue);
        while (!queue.isEmpty()) {
            Node node = queue.remove();
            for (String name : List.of("clip", "opt_clip", "text_encoder")) {
                if (graph.target(node.input(name)) != null) {
                    return node.input(name);
                }
            }
            if (node.has("clip_skip")) {
                return link;
            }
            graph.sources(node).stream().filter(seen::add).forEach(queue::add);
        }
        return null;
    }

    /** Takes from all nodes what was not found behind a sampler. */
    private void gather() {
        boolean traced = draft.prompt != null;
        if (!traced) {
            gatherTexts();
        }
        for (Node node : graph.nodes()) {
            draft.modelName = draft.modelName == null ? models.loadedBy(node) : draft.modelName;
            draft.size = draft.size == null && node.isKind("empty") ? sizes.of(node) : draft.size;
        }
        if (!traced) {
            boolean anything = draft.prompt != null
                    || draft.negativePrompt != null
                    || draft.seed != null
                    || draft.modelName != null
                    || draft.other.containsKey("texts");
            draft.parseState = anything ? ParseState.PARTIAL : ParseState.RAW;
        }
    }

    /** Every encoder's text is worth finding. Which prompt it is part of is said by its links, else by its name. */
    private void gatherTexts() {
        ComfyPolarity polarity = new ComfyPolarity(graph);
        Set<String> positive = new LinkedHashSet<>();
        Set<String> negative = new LinkedHashSet<>();
        Set<String> open = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            String text = ComfyTexts.isEncoder(node) ? texts.encoded(node) : null;
            if (text != null && !text.isBlank() && !text.equals(draft.negativePrompt)) {
                switch (polarity.of(node)) {
                    case POSITIVE -> positive.add(text);
                    case NEGATIVE -> negative.add(text);
                    case OPEN -> open.add(text);
                }
            }
        }
        open.removeAll(negative);
        // of several that nothing tells apart one may be the negative prompt: none is guessed to be the other
        positive.addAll(positive.isEmpty() && open.size() == 1 ? open : Set.of());
        draft.prompt = positive.isEmpty() ? null : String.join("\n", positive);
        if (draft.negativePrompt == null && !negative.isEmpty()) {
            draft.negativePrompt = String.join("\n", negative);
        }
        if (draft.prompt == null && !open.isEmpty()) {
            draft.other("texts", String.join("\n", open));
        }
    }
}
