package dev.mediaingest.discover;

import java.nio.file.Path;
import java.util.Locale;

/** What became of a file that the catalogue has and a walk did not meet. */
public sealed interface Absence {

    /** It alone is gone: its folder is there and lists others. */
    record Gone() implements Absence {}

    /**
     * It is gone with its folder.
     *
     * @param folder the uppermost that is not there any more
     */
    record GoneWith(Path folder) implements Absence {}

    /** Nothing is known of it, for its folder is not what it was. */
    record Away(Path folder, Why why) implements Absence {}

    /** It is there, or cannot be looked at. */
    record Unknown() implements Absence {}

    /** Why nothing is known of a folder's files; stored and shown as these words. */
    enum Why {
        /** What was mounted there is not. */
        UNMOUNTED,
        /** It lists nothing, as what an unmounted disk leaves behind. */
        EMPTY,
        /** It is not there, and it held many files. */
        GONE;

        /** The stable word. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
