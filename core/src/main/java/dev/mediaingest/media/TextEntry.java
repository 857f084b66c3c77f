package dev.mediaingest.media;

/**
 * One text found inside a file, as decoded, unabridged up to the reader's bound.
 *
 * @param source where it lay, as {@code png:tEXt}, {@code png:iTXt}, {@code exif:UserComment}, {@code jpeg:COM}
 * @param key the keyword it was stored under; the tag's name where the container has no keywords
 * @param value the text
 */
public record TextEntry(String source, String key, String value) {}
