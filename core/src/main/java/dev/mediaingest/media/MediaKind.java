package dev.mediaingest.media;

/** Image or video: the catalogue's {@code file_type}. */
public enum MediaKind {
    IMAGE("image"),
    VIDEO("video");

    private final String label;

    MediaKind(String label) {
        this.label = label;
    }

    /** The word stored in the catalogue. */
    public String label() {
        return label;
    }
}
