package dev.mediaingest.failure;

import java.util.Arrays;
import java.util.Optional;

/**
 * Everything that can be wrong with one file. A code never changes its meaning; {@code docs/failures.md} has a line for
 * each, which a test compares with this list.
 */
public enum FailureCode {
    EMPTY("empty", Type.FILE, "The file is empty.", "Restore it from its source, or delete it."),
    UNREADABLE(
            "unreadable",
            Type.ENVIRONMENT,
            "The file could not be read.",
            "Check its permissions and the disk, then retry the item."),
    MISSING(
            "missing",
            Type.ENVIRONMENT,
            "The file was gone when its turn came.",
            "If it was moved, ingest the folder it lies in now."),
    OUTSIDE_ROOTS(
            "outside-roots",
            Type.USER,
            "The path leads outside the media roots.",
            "Add the folder with --media-root if it should be read."),
    PATH_TOO_LONG(
            "path-too-long",
            Type.LIMIT,
            "The path is longer than this database can hold.",
            "Shorten the names of its folders, or use SQLite, which holds any path."),
    NOT_MEDIA(
            "not-media",
            Type.FILE,
            "The content is no image or video of a known format.",
            "Check whether the file was renamed or only half downloaded."),
    TRUNCATED(
            "truncated",
            Type.FILE,
            "The file ends before its content does.",
            "Copy or download it again; what could be read was kept."),
    DAMAGED(
            "damaged",
            Type.FILE,
            "The content contradicts itself.",
            "Restore the file from a backup; what could be read was kept."),
    EXTENSION_MISMATCH(
            "extension-mismatch",
            Type.FILE,
            "The file's content is not what its extension says.",
            "Rename the file if other programs refuse it; it was ingested by its content."),
    VALUE_CUT(
            "value-cut",
            Type.LIMIT,
            "A value is longer than its column in the shared tables.",
            "Nothing to do: the column has its beginning, and the whole value is kept beside it."),
    OVER_LIMIT(
            "over-limit",
            Type.LIMIT,
            "A part of the file is larger than the limit for it.",
            "The rest was kept; the part is left out on purpose."),
    TOO_MANY_PIXELS(
            "too-many-pixels",
            Type.LIMIT,
            "The picture is larger than the limit.",
            "Raise --max-pixels if it is a real picture; everything but its pixels was kept."),
    TOO_MANY_SCANS(
            "too-many-scans",
            Type.LIMIT,
            "The JPEG is built of more scans than any camera or program writes.",
            "Save it anew with another program; everything but its pixels was kept."),
    NO_DECODER(
            "no-decoder",
            Type.ENVIRONMENT,
            "This machine has no decoder for the picture.",
            "Everything but its pixels was kept; media-ingest inspect shows what."),
    TIMEOUT(
            "timeout",
            Type.LIMIT,
            "Decoding took longer than allowed.",
            "The rest was kept; try its pixels again with --retry-failed and a higher --deadline."),
    MEMORY(
            "memory",
            Type.LIMIT,
            "Decoding needed more memory than allowed.",
            "The rest was kept; try its pixels again with --retry-failed and a higher --worker-memory."),
    DECODER_CRASHED(
            "decoder-crashed",
            Type.BUG,
            "The decoder ended its process over this file.",
            "The rest was kept; save it anew with another program, and please report it."),
    CHANGED_WHILE_READING(
            "changed-while-reading",
            Type.ENVIRONMENT,
            "The file changed while it was being read.",
            "Retry the item when the program writing it is done."),
    SIDECAR_DAMAGED(
            "sidecar-damaged",
            Type.FILE,
            "The sidecar that is there already is not understood.",
            "Repair it or move it away; it was left as it is."),
    SIDECAR_NOT_WRITTEN(
            "sidecar-not-written",
            Type.ENVIRONMENT,
            "The sidecar could not be written.",
            "Check the permissions of its folder and the disk, then retry the item."),
    ENDED_THE_PROCESS(
            "ended-the-process",
            Type.LIMIT,
            "The process ended while this file was in work, more often than allowed.",
            "Retry it alone, and report the file if it happens again."),
    INTERNAL(
            "internal",
            Type.BUG,
            "Media Ingest made a mistake with this file.",
            "Please report it with the note of this item; the other files are not affected.");

    private final String code;
    private final Type type;
    private final String sentence;
    private final String nextStep;

    FailureCode(String code, Type type, String sentence, String nextStep) {
        this.code = code;
        this.type = type;
        this.sentence = sentence;
        this.nextStep = nextStep;
    }

    /** The code that is stored as this word, if this version knows it. */
    public static Optional<FailureCode> ofCode(String code) {
        return Arrays.stream(values()).filter(known -> known.code.equals(code)).findFirst();
    }

    /** The stable word stored with an item and shown to people. */
    public String code() {
        return code;
    }

    public Type type() {
        return type;
    }

    /** Whether the same bytes fail again wherever they are read: what the machine or a person did is no fault of the file. */
    public boolean isOfTheFile() {
        return switch (type) {
            case FILE, LIMIT, BUG -> true;
            case USER, ENVIRONMENT -> false;
        };
    }

    /** One sentence that says what is wrong. */
    public String sentence() {
        return sentence;
    }

    /** One sentence that says what a person can do. */
    public String nextStep() {
        return nextStep;
    }

    /** Where the trouble lies. */
    public enum Type {
        /** The bytes of the file. */
        FILE,
        /** What a person asked for. */
        USER,
        /** The disk, permissions, other programs. */
        ENVIRONMENT,
        /** A bound set on purpose. */
        LIMIT,
        /** Media Ingest itself. */
        BUG
    }
}
