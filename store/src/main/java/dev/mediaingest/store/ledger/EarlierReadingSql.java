package dev.mediaingest.store.ledger;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.MediaKind;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.media.Reading;
import dev.mediaingest.plan.EarlierReadings;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a file's row stands to what a session wants, in SQL over {@code media_files f} and its {@code media_analysis a}, which is null if
 * the file changed. Which rows a change of the readers concerns is said here: by what the row holds, as the file is not opened for it.
 */
final class EarlierReadingSql {
    /** The standing of a row that needs no reading. */
    static final String UNCHANGED = "unchanged";

    /** True of rows whose pixels need not be looked at again for what headers and texts say. */
    static final String HEADERS_SUFFICE = "(f.file_type <> '" + MediaKind.VIDEO.label()
            + "' and a.note_code is null and coalesce(a.generation_source, '') not like 'pixels:%')";

    /** Leaves analyses whose look at the pixels was cut short out of a join with {@code media_analysis a}. */
    static final String NOT_CUT_SHORT = Stream.of(FailureCode.TIMEOUT, FailureCode.MEMORY, FailureCode.DECODER_CRASHED)
            .map(code -> "'" + code.code() + "'")
            .collect(Collectors.joining(", ", " and coalesce(a.note_code, '') not in (", ")"));

    private EarlierReadingSql() {}

    /** Those by the words of any reader, as an SQL list. */
    static String words(EarlierReadings earlier) {
        return earlier.isNone() ? "null" : list(earlier.words());
    }

    /** Null for a row of a changed file, {@link #UNCHANGED}, or the label of the change for which it is read again. */
    static String standing(EarlierReadings earlier) {
        if (earlier.isNone()) {
            return "null";
        }
        return Stream.of(ReaderChange.values())
                .filter(change -> !earlier.lacking(change).isEmpty())
                .map(change -> " when a.analysed_with in (%s) and %s then '%s'"
                        .formatted(list(earlier.lacking(change)), concerned(change), change.label()))
                .collect(Collectors.joining(
                        "",
                        "case when a.media_id is null then null when a.analysed_with in (" + list(earlier.sufficient())
                                + ") then '" + UNCHANGED + "'",
                        " else '" + UNCHANGED + "' end"));
    }

    /** How much of a file is to be read for a change, when {@link #HEADERS_SUFFICE} was asked of its row. */
    static Reading reading(ReaderChange change, boolean headersSuffice) {
        return headersSuffice ? change.reading() : Reading.WHOLE;
    }

    /** Null, as of a video without a date, is no. */
    private static String concerned(ReaderChange change) {
        return switch (change) {
            case FIRST_READERS, TEXTS -> "true";
            case VIDEO_IDENTITY -> "f.file_type = '" + MediaKind.VIDEO.label() + "'";
            case NOTES, DAMAGED -> "a.note_code is not null";
            case ALPHA ->
                "(" + isOneOf(MediaType.AVIF, MediaType.HEIC)
                        + " and exists (select 1 from media_metadata m where m.media_file_id = f.id and m.has_alpha))";
            case TIFF -> isOneOf(MediaType.TIFF);
            case TIFF_AND_BMP -> isOneOf(MediaType.TIFF, MediaType.BMP);
            case DATES ->
                "(a.captured_at is not null or a.camera_make is not null or a.score_source is not null or "
                        + isOneOf(MediaType.JPEG, MediaType.HEIC, MediaType.AVIF, MediaType.JXL) + ")";
            case GENERATION -> "a.generation_source is not null";
            case GRAPHS -> "(a.generator = 'comfyui' or coalesce(a.parse_state, 'full') <> 'full')";
        };
    }

    private static String isOneOf(MediaType... types) {
        return "a.media_type in (" + list(Stream.of(types).map(MediaType::label).toList()) + ")";
    }

    private static String list(List<String> words) {
        return words.stream().collect(Collectors.joining("', '", "'", "'"));
    }
}
