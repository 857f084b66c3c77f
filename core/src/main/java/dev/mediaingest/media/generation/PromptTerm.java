package dev.mediaingest.media.generation;

/**
 * One comma-separated term of a prompt and the attention weight its brackets give it.
 *
 * @param text without brackets and weights, escapes undone
 * @param weight 1.0 where the prompt gives none
 */
public record PromptTerm(String text, double weight) {}
