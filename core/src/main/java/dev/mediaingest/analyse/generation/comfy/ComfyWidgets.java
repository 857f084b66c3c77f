package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.analyse.generation.parameters.ModelNames;
import dev.mediaingest.media.generation.SamplingNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The values of a node's widgets by name: as the file names them, which newer editors do beside the values; else as the table
 * of nodes does, else by what the values look like. Of a node that is not known only values with an unmistakable look get a name.
 */
final class ComfyWidgets {
    private static final int MAX_STEPS = 1_000;
    private static final Set<String> NUMBERS =
            Set.of("seed", "noise_seed", "steps", "cfg", "denoise", "width", "height", "strength_model");

    private static final Set<String> CHOICES = Set.of("sampler_name", "scheduler");

    private ComfyWidgets() {}

    /** By name, in the editor's order. */
    static Map<String, JsonNode> of(JsonNode node, String type) {
        Map<String, JsonNode> widgets = new LinkedHashMap<>();
        JsonNode values = node.path("widgets_values");
        if (values.size() > ComfyGraph.MAX_WIDGETS || node.path("inputs").size() > ComfyGraph.MAX_INPUTS) {
            return widgets;
        }
        JsonNode named = values.isObject() ? values : node.path("widgets_values_named");
        if (named.isObject() && !named.isEmpty()) {
            named.properties().stream()
                    .limit(ComfyGraph.MAX_WIDGETS)
                    .forEach(widget -> widgets.put(widget.getKey(), ComfyGraph.content(widget.getValue())));
            lists(values, widgets);
            return widgets;
        }
        List<String> names = names(node, type, values);
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
            if (!names.get(i).equals(ComfyNodes.NONE)) {
                widgets.put(names.get(i), ComfyGraph.content(values.get(i)));
            }
        }
        lists(values, widgets);
        return widgets;
    }

    /** A name for each value, as far as there is one. */
    static List<String> names(JsonNode node, String type, JsonNode values) {
        List<String> own = spread(listed(node), values);
        if (!own.isEmpty() && own.size() == values.size()) {
            return own;
        }
        Optional<ComfyNodes.Known> known = ComfyNodes.of(type);
        List<String> tabled = known.isPresent() ? spread(shown(known.get(), node), values) : List.of();
        return known.isPresent() && fits(tabled, values) ? tabled : new Guess(node, values).names();
    }

    /** What another version of the node has as a plain input instead of a widget has no value among them. */
    private static List<String> shown(ComfyNodes.Known known, JsonNode node) {
        List<String> shown = new ArrayList<>(known.widgets());
        for (JsonNode input : node.path("inputs")) {
            String name = Json.text(input.get("name"));
            if (name != null && !name.equals(ComfyNodes.NONE) && !input.has("widget")) {
                shown.remove(known.renamed().getOrDefault(name, name));
            }
        }
        return shown;
    }

    /** Whether numbers are where the table has them: another version of a node may have other widgets. */
    private static boolean fits(List<String> names, JsonNode values) {
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
            boolean number = values.get(i).isNumber() || Json.decimal(values.get(i)) != null;
            boolean said = !values.get(i).isNull() && !values.get(i).isContainer();
            boolean misplaced = number ? CHOICES.contains(names.get(i)) : NUMBERS.contains(names.get(i));
            if (said && misplaced) {
                return false;
            }
        }
        return true;
    }

    /** The values of the widgets that the node lists among its inputs, if all are. */
    static Map<String, JsonNode> listed(JsonNode node, JsonNode values) {
        List<String> names = spread(listed(node), values);
        Map<String, JsonNode> widgets = new LinkedHashMap<>();
        for (int i = 0; names.size() == values.size() && i < names.size(); i++) {
            widgets.put(names.get(i), values.get(i));
        }
        return widgets;
    }

    private static List<String> listed(JsonNode node) {
        List<String> names = new ArrayList<>();
        for (JsonNode input : node.path("inputs")) {
            String name = Json.text(input.path("widget").get("name"));
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    /** Makes room for the values between that say how a seed goes on. */
    private static List<String> spread(List<String> names, JsonNode values) {
        List<String> spread = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int at = spread.size();
            spread.add(names.get(i));
            JsonNode next = at + 1 < values.size() ? values.get(at + 1) : null;
            boolean seed = names.get(i).endsWith("seed");
            String behind = i + 1 < names.size() ? names.get(i + 1) : ComfyNodes.NONE;
            if (next != null && values.get(at).isNumber() && (isControl(next) || (seed && isUnsaid(next, behind)))) {
                spread.add(ComfyNodes.NONE);
            }
        }
        return spread;
    }

    /** Some packs leave it empty; the first editors said whether the seed is to be another one by yes or no. */
    private static boolean isUnsaid(JsonNode next, String behind) {
        return next.isNull() || (next.isBoolean() && NUMBERS.contains(behind));
    }

    static boolean isControl(JsonNode value) {
        String text = value.isString() ? value.stringValue() : "";
        return switch (text) {
            case "fixed", "increment", "decrement", "randomize" -> true;
            default -> false;
        };
    }

    /** LoRAs of a list that can be switched: objects, or a list of them, wherever they stand. */
    private static void lists(JsonNode values, Map<String, JsonNode> widgets) {
        int lora = 0;
        for (JsonNode value : values) {
            if (value.isObject() && value.has("lora")) {
                widgets.put("lora_" + ++lora, value);
            } else if (value.isArray() && value.path(0).has("active")) {
                boolean named = value.path(0).has("name");
                JsonNode known = widgets.get(named ? "loras" : "toggle_trigger_words");
                if (known == null || !(named || known.has("__value__"))) {
                    widgets.put(named ? "loras" : "toggle_trigger_words", value); // of several lists of words the last
                }
            }
        }
    }

    /** Names for the values of a node that no table knows. */
    private static final class Guess {
        private static final int LABEL = 4;
        private static final int MAX_WORDS = 2;

        private final JsonNode values;
        private final @Nullable String[] names;
        private final String type;
        private final boolean drawing;
        private final List<String> outputs;
        private final List<String> outputNames;
        private final List<String> inputs;
        private final boolean choosing;
        /** Whether a text comes in from another node. */
        private final boolean hands;

        private final boolean served;
        /** Whether the file of the model was met. */
        private boolean loads;

        Guess(JsonNode node, JsonNode values) {
            this.values = values;
            this.names = new String[values.size()];
            this.type = String.valueOf(Json.text(node.get("type"))).toLowerCase(Locale.ROOT);
            this.outputs = slots(node.path("outputs"), "type");
            this.outputNames = ComfyGraph.outputs(node);
            this.inputs = slots(node.path("inputs"), "type");
            this.choosing = slots(node.path("inputs"), "name").contains("on_true");
            this.hands = handsText(node);
            this.served = ComfyRole.ofKind(ComfyGraph.kind(type)) == ComfyRole.SERVICE;
            this.drawing = served || outputs.contains("LATENT") || outputs.contains("IMAGE") || type.contains("sampl");
        }

        private static boolean handsText(JsonNode node) {
            for (JsonNode input : node.path("inputs")) {
                if ("STRING".equals(Json.text(input.get("type")))
                        && input.path("link").isNumber()) {
                    return true;
                }
            }
            return false;
        }

        List<String> names() {
            for (int i = 0; i < names.length; i++) {
                names[i] = names[i] == null ? name(i) : names[i];
            }
            texts();
            sizes();
            List<String> all = new ArrayList<>();
            for (String name : names) {
                all.add(name == null ? ComfyNodes.NONE : name);
            }
            return all;
        }

        private @Nullable String name(int at) {
            JsonNode value = values.get(at);
            if (value.isIntegralNumber()) {
                return isSeed(at) ? seed(at) : null;
            }
            if (value.isBoolean()) {
                return choosing ? "switch" : null;
            }
            String text = value.isString() ? value.stringValue() : "";
            if (ModelNames.isFile(text)) {
                return file();
            }
            if (SamplingNames.isComfySampler(text)) {
                return "sampler_name";
            }
            return SamplingNames.isComfyScheduler(text) ? "scheduler" : null;
        }

        private boolean isSeed(int at) {
            return at + 1 < values.size() && isControl(values.get(at + 1));
        }

        /** Behind a sampler's seed come steps and the scale. */
        private String seed(int at) {
            names[at + 1] = ComfyNodes.NONE;
            boolean whole = at + 3 < names.length && values.get(at + 2).isIntegralNumber();
            int steps = whole ? values.get(at + 2).asInt(0) : 0;
            if (drawing && steps > 0 && steps <= MAX_STEPS && values.get(at + 3).isNumber()) {
                names[at + 2] = "steps";
                names[at + 3] = "cfg";
            }
            return drawing ? "seed" : "value";
        }

        private String file() {
            if (type.contains("lora")) {
                return "lora_name";
            }
            if (outputs.contains("MODEL") && !inputs.contains("MODEL")) {
                if (loads) {
                    return ComfyNodes.NONE; // behind the model's file come those of what it goes with
                }
                loads = true;
                return type.contains("unet") || type.contains("diffusion") ? "unet_name" : "ckpt_name";
            }
            return outputs.contains("VAE") ? "vae_name" : ComfyNodes.NONE;
        }

        /** The texts of a node that gives texts or conditioning: two where it gives a positive and a negative one. */
        private void texts() {
            boolean pair = outputs.stream().filter("CONDITIONING"::equals).count() == 2 || isStyler();
            if (!pair && !served && !outputs.contains("CONDITIONING") && !outputs.contains("STRING")) {
                return;
            }
            List<Integer> texts = written();
            if (pair && texts.size() >= 2) {
                names[texts.get(0)] = "positive";
                names[texts.get(1)] = "negative";
            } else if (!texts.isEmpty()) {
                names[main(texts)] = "text";
            }
        }

        /** Texts go out as they came in: one that is meant and one that is not. */
        private boolean isStyler() {
            return outputs.contains("STRING")
                    && outputNames.stream().anyMatch(name -> name.contains("positive"))
                    && outputNames.stream().anyMatch(name -> name.contains("negative"));
        }

        /** The first; a label beside a text four times as long is none. */
        private int main(List<Integer> texts) {
            int longest = texts.stream().mapToInt(this::length).max().orElse(0);
            return texts.stream()
                    .filter(at -> LABEL * length(at) >= longest)
                    .findFirst()
                    .orElseThrow();
        }

        private int length(int at) {
            return values.get(at).stringValue().length();
        }

        /** Those that read like a text, else the first; where a text comes in, or there are many, single words are choices. */
        private List<Integer> written() {
            List<Integer> words = new ArrayList<>();
            List<Integer> texts = new ArrayList<>();
            for (int i = 0; i < names.length; i++) {
                if (names[i] == null
                        && values.get(i).isString()
                        && !isData(values.get(i).stringValue())
                        && !isTask(values.get(i).stringValue())) {
                    (readsLikeText(values.get(i).stringValue().strip()) ? texts : words).add(i);
                }
            }
            boolean encodes = outputs.contains("CONDITIONING");
            boolean choices = !encodes && (hands || words.size() > MAX_WORDS);
            return texts.isEmpty() ? words.subList(0, choices ? 0 : Math.min(1, words.size())) : texts;
        }

        /** What a language model is told to be. */
        private static boolean isTask(String text) {
            return text.regionMatches(true, 0, "you are ", 0, 8) || text.regionMatches(true, 0, "act as ", 0, 7);
        }

        /** Several words; of scripts that write no spaces between them, any letter. */
        private static boolean readsLikeText(String written) {
            String start = written.substring(0, Math.min(200, written.length()));
            return start.matches("(?s).*[\\s,].*") || start.codePoints().anyMatch(Character::isIdeographic);
        }

        /** What an editor of the node's own keeps. */
        private static boolean isData(String text) {
            return text.startsWith("[{") || text.startsWith("{\"");
        }

        private void sizes() {
            boolean empty = outputs.equals(List.of("LATENT")) && names.length >= 2;
            if (empty && names[0] == null && names[1] == null && isSide(values.get(0)) && isSide(values.get(1))) {
                names[0] = "width";
                names[1] = "height";
            }
        }

        private static boolean isSide(JsonNode value) {
            return value.isIntegralNumber() && value.asInt(0) >= 64 && value.asInt(0) % 8 == 0;
        }

        private static List<String> slots(JsonNode slots, String what) {
            List<String> values = new ArrayList<>();
            for (JsonNode slot : slots) {
                values.add(String.valueOf(Json.text(slot.get(what))));
            }
            return values;
        }
    }
}
