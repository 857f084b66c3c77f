package dev.mediaingest.media;

/** How much of a file its turn reads. */
public enum Reading {
    /** All that its session wants to know. */
    WHOLE,
    /** Headers, texts and sidecars: what its pixels said before is still true. */
    HEADERS;

    /** The word stored with an item. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
