package dev.mediaingest.media.generation;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of the catalogue that is only so wide because another program declares it so. It holds the beginning of a longer
 * value; the whole one is kept apart, and a note tells of it.
 */
public enum BoundedColumn {
    MODEL_NAME("model_name", 256, GenerationParameters::modelName),
    MODEL_HASH("model_hash", 64, GenerationParameters::modelHash),
    SAMPLER("sampler", 100, GenerationParameters::sampler),
    SCHEDULE_TYPE("schedule_type", 50, GenerationParameters::scheduler),
    SEED("seed", 50, GenerationParameters::seed),
    SIZE("size", 20, GenerationParameters::size),
    VERSION("version", 100, GenerationParameters::generatorVersion),
    HIRES_MODULE_1("hires_module_1", 100, hires("module_1")),
    HIRES_UPSCALER("hires_upscaler", 200, hires("upscaler")),
    DYNTHRES_MIMIC_MODE("dynthres_mimic_mode", 50, dynthres("mimic_mode")),
    DYNTHRES_CFG_MODE("dynthres_cfg_mode", 50, dynthres("cfg_mode")),
    DYNTHRES_FEATURE_CHANNELS("dynthres_separate_feature_channels", 50, dynthres("separate_feature_channels")),
    DYNTHRES_STARTPOINT("dynthres_scaling_startpoint", 50, dynthres("scaling_startpoint")),
    DYNTHRES_VARIABILITY("dynthres_variability_measure", 50, dynthres("variability_measure"));

    private final String label;
    private final int width;

    @SuppressWarnings("ImmutableEnumChecker") // method references to a record
    private final Function<GenerationParameters, @Nullable String> value;

    BoundedColumn(String label, int width, Function<GenerationParameters, @Nullable String> value) {
        this.label = label;
        this.width = width;
        this.value = value;
    }

    private static Function<GenerationParameters, @Nullable String> hires(String key) {
        return generation -> generation.hires().get(key);
    }

    private static Function<GenerationParameters, @Nullable String> dynthres(String key) {
        return generation -> generation.dynthres().get(key);
    }

    /** Its name in the database. */
    public String label() {
        return label;
    }

    /** As much of the value as fits. */
    public @Nullable String fitted(GenerationParameters generation) {
        String whole = value.apply(generation);
        return whole == null ? null : beginning(whole, width);
    }

    /** The values that do not fit, whole, by the names of their columns. */
    public static Map<String, String> wholeValues(GenerationParameters generation) {
        Map<String, String> whole = new TreeMap<>();
        for (BoundedColumn column : values()) {
            String value = column.value.apply(generation);
            if (value != null && !value.equals(column.fitted(generation))) {
                whole.put(column.label, value);
            }
        }
        return whole;
    }

    /** The beginning of a text: so many characters as databases count them, none of them halved. */
    public static String beginning(String text, int width) {
        boolean fits = text.length() <= width || text.codePointCount(0, text.length()) <= width;
        return fits ? text : text.substring(0, text.offsetByCodePoints(0, width));
    }
}
