package dev.mediaingest.media;

/**
 * A LoRA (or LyCORIS, or hypernetwork) a picture was made with.
 *
 * @param name as written in the prompt or workflow, without extension
 * @param weight the strength applied to the model; may be negative
 */
public record Lora(String name, double weight) {}
