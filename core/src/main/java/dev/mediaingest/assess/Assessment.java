package dev.mediaingest.assess;

import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.classify.Verdict;
import dev.mediaingest.media.Reading;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.pixels.Classification;
import dev.mediaingest.pixels.PixelFindings;
import java.time.Duration;

/**
 * What one file's turn came to.
 *
 * @param file as it was when it was read
 * @param analysis what its headers and texts say, or why they say nothing
 * @param pixels what its pixels say; empty where they could not or should not be looked at
 * @param verdict whether that is NSFW
 * @param took from opening to closing
 * @param cutShort whether the look at the pixels ended with the process that looked, or with what it may take: another attempt may go
 *     better
 * @param reading if only of headers, then what was found of the pixels before counts, and {@code pixels} says nothing
 */
public record Assessment(
        SourceFile file,
        Analysis analysis,
        PixelFindings pixels,
        Verdict verdict,
        Duration took,
        boolean cutShort,
        Reading reading) {

    /** Of a look that came to its end. */
    public Assessment(SourceFile file, Analysis analysis, PixelFindings pixels, Verdict verdict, Duration took) {
        this(file, analysis, pixels, verdict, took, false, Reading.WHOLE);
    }

    /** The same, as a renewal of what headers said. */
    public Assessment ofHeaders() {
        return new Assessment(file, analysis, pixels, verdict, took, cutShort, Reading.HEADERS);
    }

    /** Of a file whose pixels nobody asked for. */
    public static Assessment withoutPixels(SourceFile file, Analysis analysis, Duration took) {
        PixelFindings none = PixelFindings.none(Classification.Reason.SWITCHED_OFF);
        return new Assessment(file, analysis, none, new Verdict(none.classification(), 1), took);
    }
}
