package dev.mediaingest.analyse;

import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.TextEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The properties of XMP packets that say something we keep, by the usual prefix of their namespace and their name, as
 * {@code dc:subject}; each with its values in order. Confined to one turn.
 */
final class XmpProperties {
    private static final int MAX_VALUES = 2_000;

    private final Map<String, List<String>> values = new HashMap<>();
    private int count;

    /** Keeps a value; the first packet that has a property is the one that counts for single values. */
    void add(String property, String value) {
        String stripped = value.strip();
        if (!stripped.isEmpty() && count < MAX_VALUES) {
            count++;
            values.computeIfAbsent(property, unknown -> new ArrayList<>()).add(stripped);
        }
    }

    List<String> all(String property) {
        return values.getOrDefault(property, List.of());
    }

    private Optional<String> first(String property) {
        return all(property).stream().findFirst();
    }

    /** Subjects, and every level of the hierarchical ones: {@code animals|birds|owl} are three words. */
    List<String> keywords() {
        List<String> keywords = new ArrayList<>(all("dc:subject"));
        for (String path : all("lr:hierarchicalSubject")) {
            keywords.addAll(List.of(path.split("\\|", 20)));
        }
        return keywords;
    }

    /** {@code xmp:Rating}: -1 to 5. */
    Optional<Integer> rating() {
        return first("xmp:Rating").flatMap(text -> number(text, -1, 5));
    }

    /** {@code MicrosoftPhoto:Rating}: per cent in five steps. */
    Optional<Integer> microsoftRating() {
        return first("MicrosoftPhoto:Rating")
                .flatMap(text -> number(text, 0, 100))
                .map(XmpProperties::stars);
    }

    private static int stars(int percent) {
        return percent == 0 ? 0 : percent < 13 ? 1 : percent < 38 ? 2 : percent < 63 ? 3 : percent < 88 ? 4 : 5;
    }

    private static Optional<Integer> number(String text, int least, int most) {
        String whole = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        try {
            int number = Integer.parseInt(whole);
            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** When the picture was taken, not when the packet was written. */
    @Nullable
    CapturedAt capturedAt() {
        CapturedAt oldest = null;
        for (String property : List.of("exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate")) {
            Optional<CapturedAt> date = first(property).flatMap(text -> CapturedAt.ofText(text, CapturedAt.Source.XMP));
            oldest = CapturedAt.oldest(oldest, date.orElse(null));
        }
        return oldest;
    }

    @Nullable
    Orientation orientation() {
        return first("tiff:Orientation")
                .flatMap(text -> number(text, 1, 8))
                .flatMap(Orientation::ofExif)
                .orElse(null);
    }

    /** What generators put into XMP, for those who know their marks. */
    List<TextEntry> texts() {
        List<TextEntry> texts = new ArrayList<>();
        for (String property : List.of(
                "xmp:CreatorTool", "exif:UserComment", "Iptc4xmpExt:DigitalSourceType", "dc:title", "dc:description")) {
            String key = property.substring(property.indexOf(':') + 1);
            first(property).ifPresent(value -> texts.add(new TextEntry(property, key, value)));
        }
        return texts;
    }
}
