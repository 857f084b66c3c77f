package dev.mediaingest.media.generation;

import org.jspecify.annotations.Nullable;

/**
 * A LoRA (or LyCORIS, or hypernetwork) a picture was made with.
 *
 * @param name as written in the prompt or workflow, without extension
 * @param weight the strength applied to the model; may be negative
 * @param clipWeight the strength applied to the text encoder; null if the file states only one
 */
public record Lora(String name, double weight, @Nullable Double clipWeight) {

    /** One strength for both. */
    public Lora(String name, double weight) {
        this(name, weight, null);
    }
}
