package dev.mediaingest.analyse;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a file is recognised by beyond its path; each includes those before it. Stored and spoken as these words. */
public enum Fingerprint {
    /** Nothing: only the headers are read, so damage inside the pixels is not noticed. */
    NONE("none"),
    /** SHA-256 of all bytes. */
    BYTES("bytes"),
    /** That, and hashes of the pixels, for pictures whose pixels are decoded. */
    PIXELS("pixels");

    private final String label;

    Fingerprint(String label) {
        this.label = label;
    }

    /** The stable word. */
    public String label() {
        return label;
    }

    /** The fingerprint of that word, if it is one. */
    public static Optional<Fingerprint> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(fingerprint -> fingerprint.label.equals(label))
                .findFirst();
    }

    /** This one and those that include it. */
    public List<Fingerprint> orMore() {
        return switch (this) {
            case NONE -> List.of(NONE, BYTES, PIXELS);
            case BYTES -> List.of(BYTES, PIXELS);
            case PIXELS -> List.of(PIXELS);
        };
    }
}
