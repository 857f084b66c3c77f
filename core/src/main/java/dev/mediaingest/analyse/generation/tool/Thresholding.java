package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import java.util.Map;

/**
 * The settings of the dynamic thresholding extension in an infotext. It writes {@code dynthres_…} in Forge and in words
 * elsewhere; the words are only believed where it says that it is on.
 */
final class Thresholding {
    private static final String PREFIX = "dynthres_";
    private static final String ENABLED = "dynamic thresholding enabled";

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("mimic scale", "mimic_scale"),
            Map.entry("threshold percentile", "threshold_percentile"),
            Map.entry("mimic mode", "mimic_mode"),
            Map.entry("mimic scale minimum", "mimic_scale_min"),
            Map.entry("cfg mode", "cfg_mode"),
            Map.entry("cfg scale minimum", "cfg_scale_min"),
            Map.entry("scheduler value", "sched_val"),
            Map.entry("separate feature channels", "separate_feature_channels"),
            Map.entry("scaling startpoint", "scaling_startpoint"),
            Map.entry("variability measure", "variability_measure"),
            Map.entry("interpolate phi", "interpolate_phi"));

    private Thresholding() {}

    static boolean fill(ParameterDraft draft, String key, String value) {
        String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : inWords(draft, key);
        if (name.isEmpty()) {
            return false;
        }
        draft.dynthres.putIfAbsent(name, value);
        return true;
    }

    private static String inWords(ParameterDraft draft, String key) {
        if (key.equals(ENABLED)) {
            return "enabled";
        }
        return draft.dynthres.isEmpty() ? "" : WORDS.getOrDefault(key, "");
    }
}
