package dev.mediaingest.media.generation;

import org.jspecify.annotations.Nullable;

/**
 * What one character of a picture was prompted with, where a tool keeps that apart from the scene (NovelAI V4 and later).
 * Where in the picture the character stands is not kept.
 *
 * @param prompt as written
 * @param negativePrompt as written; null if the file has none for this character
 */
public record CharacterPrompt(String prompt, @Nullable String negativePrompt) {}
