package dev.mediaingest.media;

/**
 * One text found inside a file, as decoded, unabridged up to the reader's bound.
 *
 * @param source where it lay, as {@code png:tEXt}, {@code png:iTXt}, {@code exif:UserComment}, {@code jpeg:COM}
 * @param key the keyword it was stored under; the tag's name where the container has no keywords
 * @param value the text
 */
public record TextEntry(String source, String key, String value) {

    /** Whether it is an XMP packet, from whichever container; PNG keeps it as a text chunk under its name. */
    public boolean holdsXmpPacket() {
        return source.equals("xmp:packet") || key.equals("XML:com.adobe.xmp");
    }
}
