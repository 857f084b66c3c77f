package dev.mediaingest.media;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the readers of one version find that those before did not. A catalogued file that one of these concerns is read again though
 * it is unchanged; which files that are, the store knows. A file is read again once, whatever the number of its reasons, and is
 * counted under the first of them in the order of this list.
 */
public enum ReaderChange {
    /** Readers before the seventh version: nothing is said of what each of them lacked. */
    FIRST_READERS(7, Reading.WHOLE, "of very early versions"),
    /** A video is known by all of its sampled frames; its thumbnail is a frame that shows something. */
    VIDEO_IDENTITY(8, Reading.WHOLE, "identity of videos"),
    /** What was said of a file with a note may no longer be true: fewer sound files count as damaged or too large. */
    NOTES(8, Reading.WHOLE, "notes"),
    /** More forms of TIFF and BMP give their pixels. */
    TIFF_AND_BMP(8, Reading.WHOLE, "TIFF and BMP"),
    /** Colours of LAB and YCbCr, JPEG of the older kind. */
    TIFF(9, Reading.WHOLE, "TIFF"),
    /** What decodes of a damaged GIF or WebP is shown. */
    DAMAGED(9, Reading.WHOLE, "damaged pictures"),
    /** What shines through an AVIF or HEIC. */
    ALPHA(9, Reading.WHOLE, "alpha of AVIF and HEIC"),
    /** The day on the camera's clock; more cameras' and programs' dates, places and ratings. */
    DATES(8, Reading.HEADERS, "dates and places"),
    /** Prompts, models and keywords of more programs and graphs. */
    GENERATION(8, Reading.HEADERS, "prompts and models"),
    /** Graphs of services on the net, of guiders, of patterns in texts. */
    GRAPHS(9, Reading.HEADERS, "ComfyUI graphs"),
    /** Every text of a file is kept. */
    TEXTS(8, Reading.HEADERS, "texts");

    private final int version;
    private final Reading reading;
    private final String words;

    ReaderChange(int version, Reading reading, String words) {
        this.version = version;
        this.reading = reading;
        this.words = words;
    }

    /** The stable word of tables, API and texts. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is called in a sentence. */
    public String words() {
        return words;
    }

    /** Empty for a word of another version of the program. */
    public static Optional<ReaderChange> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(change -> change.label().equals(label))
                .findFirst();
    }

    /** The first version of the readers that has it. */
    public int version() {
        return version;
    }

    /** How much of a file has to be read for it. */
    public Reading reading() {
        return reading;
    }

    /** The version of the readers of this program. */
    public static int newestVersion() {
        return Arrays.stream(values()).mapToInt(ReaderChange::version).max().orElseThrow();
    }

    /** All that readers of a version lack. */
    public static List<ReaderChange> since(int version) {
        return Arrays.stream(values())
                .filter(change -> change.version > version)
                .toList();
    }
}
