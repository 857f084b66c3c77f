package dev.mediaingest.analyse.generation.parameters;

import dev.mediaingest.media.generation.ModelName;

/** Names of models and LoRAs as tools write them: paths, with or without extension. */
public final class ModelNames {
    private ModelNames() {}

    /** A LoRA's name: tools write it with and without extension, so that only the name without it can be compared. */
    public static String ofNetwork(String name) {
        return ModelName.withoutExtension(name.strip());
    }

    /** A file's name without the folders before it. */
    public static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** Whether a text is the name of a file that holds a model. */
    public static boolean isFile(String text) {
        return text.length() < 1_000
                && !ModelName.withoutExtension(text.strip()).equals(text.strip());
    }
}
