package dev.mediaingest.discover;

import dev.mediaingest.media.SourceFile;
import java.nio.file.Path;

/** One thing met on the walk. */
public sealed interface Discovered {

    /** A file that matches. */
    record Found(SourceFile file) implements Discovered {}

    /**
     * Something that was passed over, with the reason; a directory stands for all that is below it.
     *
     * @param rule which left it out, as its writer knows it; empty where the reason says all
     */
    record LeftOut(Path path, Reason reason, String rule) implements Discovered {
        public LeftOut(Path path, Reason reason) {
            this(path, reason, "");
        }
    }

    /** Why something was left out; stored and shown as these words. */
    enum Reason {
        NOT_MATCHED("not-matched", "does not match the pattern"),
        HIDDEN("hidden", "is hidden"),
        NOT_A_FILE("not-a-file", "is no regular file, but a pipe, socket or device"),
        OUTSIDE_ROOTS("outside-roots", "is a link that leads outside the media roots"),
        DUPLICATE_PATH("duplicate-path", "is a link to something that is ingested anyway"),
        BROKEN_LINK("broken-link", "is a link to nothing"),
        SIDECAR("sidecar", "says something about a file beside it, with which it is read"),
        EXCLUDED("excluded", "is left out by a rule"),
        SYSTEM("system", "belongs to the system or the NAS: a thumbnail, a snapshot, something deleted"),
        TOO_SMALL("too-small", "is smaller than --min-size"),
        UNREADABLE("unreadable", "could not be listed or looked at"),
        UNDECODABLE_NAME("undecodable-name", "has a name that is not valid UTF-8"),
        GONE("gone", "is in the catalogue and not on disk any more; its row is kept, marked as missing");

        private final String label;
        private final String sentence;

        Reason(String label, String sentence) {
            this.label = label;
            this.sentence = sentence;
        }

        /** Whether something is there that could not be read: a session that met such is not complete. */
        public boolean isTrouble() {
            return this == UNREADABLE || this == UNDECODABLE_NAME;
        }

        /** The stable word. */
        public String label() {
            return label;
        }

        /** Continues a sentence that starts with the path. */
        public String sentence() {
            return sentence;
        }
    }
}
