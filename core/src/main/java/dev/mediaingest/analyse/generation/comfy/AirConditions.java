package dev.mediaingest.analyse.generation.comfy;

import dev.mediaingest.analyse.generation.comfy.LinearPattern.Effort;
import dev.mediaingest.analyse.generation.comfy.LinearPattern.Flags;
import dev.mediaingest.analyse.generation.parameters.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which open inputs a node of cg-use-everywhere gives what it has: those of nodes whose title, whose input's name and whose group's
 * title its patterns are found in, and perhaps only those of its own group. What cannot be searched for is not found. Confined to one graph.
 */
final class AirConditions {
    private static final String ANY = ".*";
    private static final int MAX_GROUPS = 200;
    private static final int WITHIN = 1;
    private static final int OUTSIDE = 2;

    private final JsonNode graph;
    private final JsonNode giving;
    private final String title;
    private final String input;
    private final String group;
    private final int restriction;
    private final Effort effort;

    private AirConditions(JsonNode graph, JsonNode giving, List<String> patterns, int restriction, Effort effort) {
        this.graph = graph;
        this.giving = giving;
        this.title = patterns.get(0);
        this.input = patterns.get(1);
        this.group = patterns.get(2);
        this.restriction = restriction;
        this.effort = effort;
    }

    /** The patterns are the widgets of the node with the question mark; newer versions keep them among the properties of any. */
    static AirConditions of(JsonNode giving, JsonNode graph, Effort effort) {
        boolean asks = "Anything Everywhere?".equals(Json.text(giving.get("type")));
        JsonNode properties = giving.path("properties");
        JsonNode kept = properties.path("ue_properties");
        List<String> patterns = new ArrayList<>();
        for (String name : List.of("title_regex", "input_regex", "group_regex")) {
            String written = Json.text(kept.get(name));
            JsonNode widget = giving.path("widgets_values").path(patterns.size());
            String otherwise = asks ? Json.text(widget) : null;
            String pattern = written == null ? otherwise : written;
            patterns.add(pattern == null || pattern.isEmpty() ? ANY : pattern);
        }
        JsonNode restricted =
                kept.has("group_restricted") ? kept.path("group_restricted") : properties.path("group_restricted");
        int restriction = restricted.isBoolean() ? restricted.asBoolean() ? WITHIN : 0 : restricted.asInt(0);
        return new AirConditions(graph, giving, patterns, restriction, effort);
    }

    /** Whether it asks for certain inputs; then it comes before those that give to all. */
    boolean areParticular() {
        return !title.equals(ANY) || isForNamedInputs() || !group.equals(ANY);
    }

    /** Whether it is for inputs of certain names, which may be widgets made inputs. */
    boolean isForNamedInputs() {
        return !input.equals(ANY);
    }

    boolean areMetBy(JsonNode node, String name) {
        return isFound(title, titleOf(node)) && isFound(input, name) && isInGroup(node) && isWhereAllowed(node);
    }

    private static String titleOf(JsonNode node) {
        String title = Json.text(node.get("title"));
        return title == null ? String.valueOf(Json.text(node.get("type"))) : title;
    }

    private boolean isFound(String pattern, String text) {
        return pattern.equals(ANY)
                || LinearPattern.of(pattern, Flags.NONE)
                        .flatMap(found -> found.isFoundIn(text, effort))
                        .orElse(false);
    }

    private boolean isInGroup(JsonNode node) {
        return group.equals(ANY)
                || groupsOf(node).stream()
                        .anyMatch(around -> isFound(group, String.valueOf(Json.text(around.get("title")))));
    }

    private boolean isWhereAllowed(JsonNode node) {
        if (restriction != WITHIN && restriction != OUTSIDE) {
            return true;
        }
        List<JsonNode> own = groupsOf(giving);
        boolean together = groupsOf(node).stream().anyMatch(own::contains);
        return together == (restriction == WITHIN);
    }

    private List<JsonNode> groupsOf(JsonNode node) {
        List<JsonNode> around = new ArrayList<>();
        Optional<double[]> at = numbers(node.get("pos"), 2);
        for (JsonNode candidate : graph.path("groups")) {
            Optional<double[]> box = numbers(candidate.get("bounding"), 4);
            if (around.size() < MAX_GROUPS && at.isPresent() && box.isPresent() && holds(box.get(), at.get())) {
                around.add(candidate);
            }
        }
        return around;
    }

    private static boolean holds(double[] box, double[] at) {
        return at[0] >= box[0] && at[0] <= box[0] + box[2] && at[1] >= box[1] && at[1] <= box[1] + box[3];
    }

    /** The editor writes an array, or an object whose fields are called by numbers. */
    private static Optional<double[]> numbers(@Nullable JsonNode written, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            JsonNode one = written == null ? null : written.isArray() ? written.get(i) : written.get(String.valueOf(i));
            Double number = Json.decimal(one);
            if (number == null) {
                return Optional.empty();
            }
            numbers[i] = number;
        }
        return Optional.of(numbers);
    }

    /** Whether an input is called as one for what a prompt should show, or should not. */
    static boolean isCalled(String name, boolean positive) {
        String lower = name.toLowerCase(Locale.ROOT);
        String begin = positive ? "pos" : "neg";
        return lower.startsWith(begin) || lower.contains("_" + begin);
    }
}
