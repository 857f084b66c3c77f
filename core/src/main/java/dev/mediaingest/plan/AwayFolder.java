package dev.mediaingest.plan;

import dev.mediaingest.discover.Absence.Why;
import java.nio.file.Path;

/**
 * A folder whose files were not found and are not called missing, for it may be that only their disk is away.
 *
 * @param files the catalogue has below it
 */
public record AwayFolder(Path folder, long files, Why why) {

    /** For a person. */
    public String sentence() {
        String what = switch (why) {
            case UNMOUNTED -> "the disk that was mounted there is not";
            case EMPTY -> "it is empty";
            case GONE -> "it is not there";
        };
        return folder + " is away, with " + files + (files == 1 ? " file" : " files") + " of the catalogue: " + what
                + ".";
    }
}
