package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.ComfyTracer.Trace;
import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.Generators;
import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The graphs ComfyUI writes: {@code prompt} is what ran, {@code workflow} what the editor shows. Found under these names,
 * behind them in EXIF tags, or as fields of a JSON comment, there also as JSON nested in a string. Tools that use ComfyUI
 * add their own texts; the graph then fills what those leave open. Nodes that save an infotext beside the graph only know
 * what they were connected to, so there the graph is believed, and the infotext fills what it leaves open.
 */
public final class ComfyParser implements ToolParser {
    static final String GENERATOR = "comfyui";
    private static final String RUN = "class_type";
    private static final String SHOWN = "\"nodes\"";

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        Graphs graphs = new Graphs();
        for (TextEntry text : texts.entries()) {
            if (text.value().contains(RUN) || text.value().contains(SHOWN)) {
                graphs.find(text, texts);
            }
        }
        if (graphs.source != null) {
            fill(graphs, graphs.source, draft);
        }
    }

    /** The graphs of one file, the first of each kind. */
    private static final class Graphs {
        private @Nullable JsonNode prompt;
        private @Nullable JsonNode workflow;
        private @Nullable String promptText;
        private @Nullable String workflowText;
        private @Nullable TextEntry source;

        void find(TextEntry text, FileTexts texts) {
            String named = nameOf(text);
            if (named != null) {
                String json = behindName(text, named);
                JsonNode graph = json.equals(text.value()) ? texts.object(text) : Json.object(json);
                keep(named, graph, json, text);
            } else if (FileTexts.isGeneral(text)) {
                fields(text, texts.object(text));
            }
        }

        private void fields(TextEntry text, @Nullable JsonNode root) {
            if (root == null) {
                return;
            }
            if (isRun(root)) {
                keep("prompt", root, text.value(), text);
            }
            if (root.has("nodes")) {
                keep("workflow", root, text.value(), text);
            }
            for (String name : new String[] {"prompt", "workflow"}) {
                JsonNode graph = Json.object(root.get(name));
                if (graph != null) {
                    keep(name, graph, graph.toString(), text);
                }
            }
        }

        private void keep(String name, @Nullable JsonNode graph, String text, TextEntry from) {
            if (graph == null && !Json.looksLikeObject(text)) {
                return;
            }
            if (name.equals("prompt") && promptText == null && (graph == null || isRun(graph))) {
                prompt = graph;
                promptText = text;
                source = source == null ? from : source;
            } else if (name.equals("workflow") && workflowText == null && (graph == null || graph.has("nodes"))) {
                workflow = graph;
                workflowText = text;
                source = source == null ? from : source;
            }
        }
    }

    private static boolean isRun(JsonNode graph) {
        return graph.properties().stream()
                .anyMatch(node -> node.getValue().path(RUN).isString());
    }

    /** Which graph a text is named as: by its key or, in an EXIF tag, by its first word. */
    private static @Nullable String nameOf(TextEntry text) {
        for (String name : new String[] {"prompt", "workflow"}) {
            boolean inTag = text.source().startsWith("exif:")
                    && text.value().regionMatches(true, 0, name + ":", 0, name.length() + 1);
            if (inTag || text.key().equalsIgnoreCase(name)) {
                return name;
            }
        }
        return null;
    }

    private static String behindName(TextEntry text, String name) {
        String value = text.value();
        return Json.looksLikeObject(value)
                ? value
                : value.substring(Math.min(value.length(), name.length() + 1)).strip();
    }

    private static void fill(Graphs graphs, TextEntry source, ParameterDraft draft) {
        Trace trace = trace(graphs);
        ParameterDraft traced = trace.parameters();
        if (draft.workflow == null) {
            draft.workflow = graphs.workflowText == null ? graphs.promptText : graphs.workflowText;
        }
        boolean bySaver = GENERATOR.equals(draft.generator) || Generators.UNKNOWN.equals(draft.generator);
        if (!draft.isClaimed()) {
            draft.generator = GENERATOR;
            draft.source = source.source();
            draft.rawText = graphs.promptText;
            draft.parseState = traced.parseState;
        } else if (bySaver) {
            draft.generator = GENERATOR;
        }
        if (bySaver && graphs.prompt != null && traced.parseState == ParseState.FULL) {
            draft.overrule(traced, trace.promptIsKnown());
        }
        draft.complete(traced);
        draft.parseState = draft.parseState == ParseState.RAW ? traced.parseState : draft.parseState;
    }

    /** What ran, or what the editor shows if that is all there is or all that can be read. */
    private static Trace trace(Graphs graphs) {
        Trace run = graphs.prompt == null
                ? new Trace(new ParameterDraft(), false)
                : ComfyTracer.trace(ComfyGraph.ofPrompt(graphs.prompt));
        ParseState state = run.parameters().parseState;
        if (state == ParseState.FULL || graphs.workflow == null) {
            return run;
        }
        Trace shown = shown(graphs.workflow);
        boolean better = shown.parameters().parseState == ParseState.FULL || state == ParseState.RAW;
        return better ? shown : run;
    }

    private static Trace shown(JsonNode workflow) {
        Trace shown = ComfyTracer.trace(ComfyWorkflow.toGraph(workflow));
        if (shown.parameters().prompt != null) {
            return shown;
        }
        Trace whole = ComfyTracer.trace(ComfyWorkflow.toWholeGraph(workflow));
        if (whole.parameters().prompt == null) {
            return shown;
        }
        whole.parameters().parseState = ParseState.PARTIAL;
        return whole;
    }
}
