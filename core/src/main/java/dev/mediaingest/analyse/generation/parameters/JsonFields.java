package dev.mediaingest.analyse.generation.parameters;

import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes an object's fields over into a draft, under the names one tool gives them; of several names the first that says
 * something. A value that is not what its field promises goes to the others and makes the parameters partial.
 */
public final class JsonFields {
    private final JsonNode object;
    private final ParameterDraft draft;
    private final Set<String> used = new HashSet<>();

    public JsonFields(JsonNode object, ParameterDraft draft) {
        this.object = object;
        this.draft = draft;
    }

    public JsonFields prompt(String... names) {
        draft.prompt = or(draft.prompt, text(names));
        return this;
    }

    public JsonFields negativePrompt(String... names) {
        draft.negativePrompt = or(draft.negativePrompt, text(names));
        return this;
    }

    public JsonFields seed(String... names) {
        JsonNode field = field(names);
        draft.seed = or(draft.seed, checked(field, Json.seed(field), names));
        return this;
    }

    public JsonFields steps(String... names) {
        draft.steps = or(draft.steps, integer(names));
        return this;
    }

    public JsonFields cfgScale(String... names) {
        draft.cfgScale = or(draft.cfgScale, decimal(names));
        return this;
    }

    public JsonFields denoisingStrength(String... names) {
        draft.denoisingStrength = or(draft.denoisingStrength, decimal(names));
        return this;
    }

    /** Clip skip as a count; some tools count the layers from the end with a minus. */
    public JsonFields clipSkip(String... names) {
        Integer layers = integer(names);
        draft.clipSkip = or(draft.clipSkip, layers == null || layers == 0 ? null : Integer.valueOf(Math.abs(layers)));
        return this;
    }

    public JsonFields sampler(String... names) {
        draft.sampler = or(draft.sampler, name(names));
        return this;
    }

    public JsonFields scheduler(String... names) {
        draft.scheduler = or(draft.scheduler, name(names));
        return this;
    }

    public JsonFields model(String... names) {
        draft.modelName = or(draft.modelName, name(names));
        return this;
    }

    public JsonFields modelHash(String... names) {
        draft.modelHash = or(draft.modelHash, name(names));
        return this;
    }

    public JsonFields vae(String... names) {
        draft.vae = or(draft.vae, name(names));
        return this;
    }

    public JsonFields version(String... names) {
        draft.generatorVersion = or(draft.generatorVersion, name(names));
        return this;
    }

    public JsonFields size(String width, String height) {
        draft.size = or(draft.size, Numbers.size(integer(width), integer(height)));
        return this;
    }

    /** A size in one field, in any of the ways tools write two numbers. */
    public JsonFields resolution(String... names) {
        JsonNode field = field(names);
        String text = Json.text(field);
        draft.size = or(draft.size, checked(field, text == null ? null : Numbers.sizeWithin(text), names));
        return this;
    }

    /** Fields that are kept elsewhere or say nothing. */
    public JsonFields without(String... names) {
        used.addAll(Set.of(names));
        return this;
    }

    /** Keeps every field not asked for, arrays and objects as JSON. */
    public void others() {
        object.properties().forEach(field -> {
            if (!used.contains(field.getKey())) {
                draft.other(field.getKey(), field.getValue());
            }
        });
    }

    private @Nullable Integer integer(String... names) {
        JsonNode field = field(names);
        return checked(field, Json.integer(field), names);
    }

    private @Nullable Double decimal(String... names) {
        JsonNode field = field(names);
        return checked(field, Json.decimal(field), names);
    }

    private @Nullable String text(String... names) {
        JsonNode field = field(names);
        return checked(field, Json.text(field), names);
    }

    /** A text that names something: "None" names nothing. */
    private @Nullable String name(String... names) {
        String text = text(names);
        return text == null || Json.isNothing(text) ? null : text;
    }

    private @Nullable JsonNode field(String... names) {
        used.addAll(Set.of(names));
        return Json.first(object, names);
    }

    private <T> @Nullable T checked(@Nullable JsonNode field, @Nullable T value, String... names) {
        String text = Json.text(field);
        boolean saysNothing = field == null || (text != null && Json.isNothing(text));
        if (value == null && !saysNothing) {
            draft.other(names[0], field);
            draft.parseState = ParseState.PARTIAL;
        }
        return value;
    }

    private static <T> @Nullable T or(@Nullable T present, @Nullable T found) {
        return present == null ? found : present;
    }
}
