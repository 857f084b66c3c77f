package dev.mediaingest.analyse;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which family a checkpoint belongs to, as far as its file name tells; fine-tunes come before what they are made from. */
final class ModelFamilies {
    private record Family(String keyword, Pattern names) {}

    private static final List<Family> FAMILIES = List.of(
            family("pony", "pony|pdxl"),
            family("illustrious", "illustrious|\\bill?xl|noobai|noob_?xl|wai[-_]?(nsfw|ill)"),
            family("animagine", "animagine"),
            family("flux", "flux"),
            family("stable_diffusion_3", "sd[-_ ]?3|stable[-_ ]?diffusion[-_ ]?3"),
            family("stable_cascade", "cascade"),
            family("qwen_image", "qwen"),
            family("z_image", "z[-_ ]?image"),
            family("hidream", "hidream"),
            family("chroma", "chroma"),
            family("auraflow", "aura[-_ ]?flow"),
            family("pixart", "pixart"),
            family("kolors", "kolors"),
            family("hunyuan", "hunyuan"),
            family("wan", "\\bwan[-_ ]?[0-9]"),
            family("ltx_video", "ltx"),
            family("nai_diffusion", "\\bnai\\b|nai[-_ ]diffusion|novelai"),
            family(
                    "stable_diffusion_xl",
                    "sd[-_ ]?xl|stable[-_ ]?diffusion[-_ ]?xl|(?<![a-z])xl(?![a-z])|[a-z]xl\\b|xl[-_ ]?v?\\d"),
            family("stable_diffusion_2", "sd[-_ ]?v?2|v2[-_]1|768[-_]?v|stable[-_ ]?diffusion[-_ ]?v?2"),
            family("stable_diffusion_1_5", "sd[-_ ]?v?1|v1[-_]5|1[._]5|stable[-_ ]?diffusion[-_ ]?v?1"));

    private ModelFamilies() {}

    private static Family family(String keyword, String names) {
        return new Family(keyword, Pattern.compile(names));
    }

    static Optional<String> of(String modelName) {
        String name = modelName
                .substring(0, Math.min(modelName.length(), 256))
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.(safetensors|ckpt|gguf|pt|bin)$", "");
        return FAMILIES.stream()
                .filter(family -> family.names().matcher(name).find())
                .map(Family::keyword)
                .findFirst();
    }
}
