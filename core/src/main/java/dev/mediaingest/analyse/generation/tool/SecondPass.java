package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.ParameterDraft;

/**
 * The settings of the second, larger pass in an infotext: {@code Hires upscale}, {@code Hires CFG Scale},
 * {@code Hires Module 1}.
 */
final class SecondPass {
    private static final String KEY = "hires ";

    private SecondPass() {}

    static boolean fill(ParameterDraft draft, String key, String value) {
        if (!key.startsWith(KEY) && !key.startsWith("hires_")) {
            return false;
        }
        draft.hires.putIfAbsent(key.substring(KEY.length()).strip().replace(' ', '_'), value);
        return true;
    }
}
