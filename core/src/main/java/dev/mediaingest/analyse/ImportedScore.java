package dev.mediaingest.analyse;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.TextEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Which of the ratings in and beside a file counts: the first of this list, as {@code docs/user/scores.md} tells. */
final class ImportedScore {
    private ImportedScore() {}

    static Optional<Score> of(
            Path file, XmpProperties sidecar, XmpProperties embedded, List<TextEntry> texts, List<Failure> notes) {
        Stream<Supplier<Optional<Score>>> sources = Stream.of(
                () -> ScoreSidecar.read(file, notes),
                () -> sidecar.rating().map(stars -> new Score(stars, "xmp-sidecar")),
                () -> embedded.rating().map(stars -> new Score(stars, "xmp")),
                () -> sidecar.microsoftRating()
                        .or(embedded::microsoftRating)
                        .map(stars -> new Score(stars, "microsoft-photo")),
                () -> windows(texts),
                () -> text(texts));
        return sources.map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    /** What Windows' Explorer and some cameras write into EXIF and MP4: stars, or per cent. */
    private static Optional<Score> windows(List<TextEntry> texts) {
        Optional<Score> stars = first(texts, "exif:Rating", "Rating")
                .filter(number -> number <= 5)
                .map(number -> new Score(number, "exif"));
        return stars.or(() -> first(texts, "exif:RatingPercent", "RatingPercent")
                        .map(percent -> new Score(XmpProperties.stars(percent), "exif")))
                .or(() -> first(texts, "mp4:Xtra", "WM/SharedUserRating")
                        .map(percent -> new Score(XmpProperties.stars(percent), "xtra")));
    }

    private static Optional<Integer> first(List<TextEntry> texts, String source, String key) {
        return texts.stream()
                .filter(text -> text.source().equals(source) && text.key().equals(key))
                .map(TextEntry::value)
                .filter(value -> value.matches("[0-9]{1,2}|100"))
                .map(Integer::valueOf)
                .findFirst();
    }

    /** PNG text of scoring tools; whole stars only, as their other scales cannot be told apart. */
    private static Optional<Score> text(List<TextEntry> texts) {
        return texts.stream()
                .filter(text -> text.source().startsWith("png:"))
                .filter(text ->
                        text.key().equalsIgnoreCase("Score") || text.key().equalsIgnoreCase("aesthetic_score"))
                .flatMap(text -> stars(text.value().strip()).stream())
                .map(stars -> new Score(stars, "png"))
                .findFirst();
    }

    private static Optional<Integer> stars(String text) {
        return text.matches("-1|[0-5](\\.0+)?")
                ? Optional.of(Integer.parseInt(text.startsWith("-") ? "-1" : text.substring(0, 1)))
                : Optional.empty();
    }
}
