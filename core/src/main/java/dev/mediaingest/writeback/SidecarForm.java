package dev.mediaingest.writeback;

import dev.mediaingest.media.Sidecars;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** In which form a rating is written beside a file. */
public enum SidecarForm {
    /** {@code .scores/NAME.json}, as the Python tool reads them; holds no keywords. */
    SCORES("scores"),
    /** {@code NAME.xmp} (ISO 16684-1), as darktable, digiKam and Immich read them. */
    XMP("xmp");

    private final String label;

    SidecarForm(String label) {
        this.label = label;
    }

    /** The stable word for it. */
    public String label() {
        return label;
    }

    public static Optional<SidecarForm> ofLabel(String label) {
        return Arrays.stream(values()).filter(form -> form.label.equals(label)).findFirst();
    }

    /** Where the sidecar of a file lies that is, or would be, in this folder. */
    Path sidecar(Path folder, String fileName) {
        return switch (this) {
            case SCORES -> folder.resolve(Sidecars.SCORES_FOLDER).resolve(Sidecars.score(fileName));
            case XMP -> folder.resolve(Sidecars.xmp(fileName).getFirst());
        };
    }

    /** What a sidecar becomes with what was given; everything else in it stays. */
    Merge merge(byte[] existing, Given given, String fileName, Instant now) {
        return switch (this) {
            case SCORES -> ScoreDocument.merge(existing, given, fileName, now);
            case XMP -> XmpDocument.merge(existing, given);
        };
    }
}
