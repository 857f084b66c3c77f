package dev.mediaingest.analyse.generation.comfy;

import java.util.Locale;

/** What a node of a graph does, as far as reading its picture's parameters goes. */
enum ComfyRole {
    /** Draws the picture. */
    SAMPLER,
    /** Draws parts of a finished picture again; the sampler only where there is no other. */
    REPAINT,
    /** Lets a service on the net draw: sampler, encoder and model in one; the sampler only where there is no other. */
    SERVICE,
    /** Holds the settings of a sampler behind it. */
    SETTINGS,
    /** Turns texts into conditioning. */
    ENCODER,
    /** Where a model comes from. */
    LOADER,
    /** Holds or passes one text. */
    TEXT,
    /** Has a text for each of its outputs. */
    SLOTS,
    JOIN,
    /** Describes a picture by its parts. */
    DESCRIPTION,
    REPLACE,
    /** Joins or replaces, as its action says. */
    FUNCTION,
    /** The words of a list that are switched on. */
    TRIGGERS,
    /** A model that writes a text while the graph runs. */
    WRITER,
    /** Holds one value. */
    VALUE,
    SAVE,
    PREVIEW,
    /** Nothing the others say: what its inputs are called says what it does. */
    OTHER;

    static ComfyRole ofLabel(String label) {
        return label.equals("-") ? OTHER : valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** What nodes of unknown packs do, by their class in lower case without spaces and underscores. */
    static ComfyRole ofKind(String kind) {
        if (contains(kind, "textencode", "powerprompt", "promptencode", "textencoder") && !contains(kind, "loader")) {
            return ENCODER;
        }
        if (isService(kind)) {
            return SERVICE;
        }
        if (isWriter(kind)) {
            return WRITER;
        }
        if (contains(kind, "detailer", "ultimatesdupscale")) {
            return REPAINT;
        }
        if (contains(kind, "save", "videocombine", "imageoutput")) {
            return SAVE;
        }
        if (contains(kind, "preview")) {
            return PREVIEW;
        }
        return ofTextNode(kind);
    }

    private static ComfyRole ofTextNode(String kind) {
        if (contains(kind, "conditioning", "model", "latent", "lora", "image", "mask", "sigmas")) {
            return OTHER;
        }
        if (contains(kind, "replace")) {
            return REPLACE;
        }
        return contains(kind, "concat", "join", "combine", "append", "merge") ? JOIN : OTHER;
    }

    /** ComfyUI calls the nodes of its partners by their names; those that only prepare something for them are none. */
    private static boolean isService(String kind) {
        boolean partner = contains(
                        kind,
                        "kling",
                        "lumaimage",
                        "lumavideo",
                        "lumaray",
                        "ideogramv",
                        "recraft",
                        "geminiimage",
                        "nanobanana")
                || contains(
                        kind,
                        "geminiomni",
                        "openaidalle",
                        "openaigptimage",
                        "openaivideo",
                        "veo3",
                        "veovideo",
                        "runway")
                || contains(
                        kind, "pikatext", "pikaimage", "pikascenes", "pixverse", "minimaxtext", "minimaximagetovideo")
                || contains(
                        kind,
                        "hailuo",
                        "moonvalley",
                        "stabilitystable",
                        "bytedance",
                        "vidutext",
                        "viduimage",
                        "ltxvapi")
                || contains(
                        kind,
                        "ltxapi",
                        "fluxpro",
                        "fluxkontextpro",
                        "fluxkontextmax",
                        "flux2pro",
                        "flux2max",
                        "flux3",
                        "grokimage")
                || contains(
                        kind,
                        "grokvideo",
                        "toimageapi",
                        "tovideoapi",
                        "reveimage",
                        "tripotext",
                        "meshytext",
                        "rodin3d");
        return partner
                && !contains(
                        kind, "reference", "template", "config", "control", "concept", "style", "upload", "prompt");
    }

    private static boolean isWriter(String kind) {
        return contains(
                kind,
                "textgenerate",
                "llm",
                "llama",
                "gpt",
                "ollama",
                "gemini",
                "claude",
                "florence",
                "caption",
                "tagger",
                "interrogat",
                "qwenvl",
                "promptenhanc",
                "promptembellish",
                "promptgenerator",
                "img2txt",
                "imagetotext",
                "deepseek");
    }

    private static boolean contains(String kind, String... parts) {
        for (String part : parts) {
            if (kind.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
