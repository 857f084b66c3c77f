package dev.mediaingest.analyse;

import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Location;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.TextEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The properties of XMP packets that say something we keep, by the usual prefix of their namespace and their name, as
 * {@code dc:subject}; each with its values in order. Confined to one turn.
 */
final class XmpProperties {
    private static final int MAX_VALUES = 2_000;

    private static final Pattern COORDINATE = Pattern.compile(
            "([0-9]{1,3}),([0-9]{1,2}(?:\\.[0-9]{1,12})?)(?:,([0-9]{1,2}(?:\\.[0-9]{1,12})?))?([NSEW])");

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
        keywords.addAll(places());
        return keywords;
    }

    /** Names of where a picture was taken, the nearest first. */
    private List<String> places() {
        List<String> places = new ArrayList<>();
        for (String property : List.of("photoshop:City", "photoshop:State", "photoshop:Country")) {
            places.addAll(all(property));
        }
        return places;
    }

    /** Written as {@code 48,51.498N} or {@code 48,51,29.9N} (Exif 2.32 for XMP, "GPSCoordinate"); null if it is not. */
    @Nullable
    Location location() {
        double north =
                first("exif:GPSLatitude").map(text -> degrees(text, 'N', 'S')).orElse(Double.NaN);
        double east =
                first("exif:GPSLongitude").map(text -> degrees(text, 'E', 'W')).orElse(Double.NaN);
        return Location.isPossible(north, east) ? new Location(north, east, null) : null;
    }

    private static double degrees(String text, char positive, char negative) {
        Matcher parts = COORDINATE.matcher(text);
        if (!parts.matches()
                || "%c%c".formatted(positive, negative).indexOf(parts.group(4).charAt(0)) < 0) {
            return Double.NaN;
        }
        String seconds = parts.group(3);
        double degrees = Double.parseDouble(parts.group(1))
                + Double.parseDouble(parts.group(2)) / 60
                + (seconds == null ? 0 : Double.parseDouble(seconds) / 3600);
        return parts.group(4).charAt(0) == negative ? -degrees : degrees;
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

    static int stars(int percent) {
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
        CapturedAt best = null;
        for (String property : List.of("exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate")) {
            Optional<CapturedAt> date = first(property).flatMap(text -> CapturedAt.ofText(text, CapturedAt.Source.XMP));
            best = CapturedAt.better(best, date.orElse(null));
        }
        return best;
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
                "xmp:CreatorTool",
                "exif:UserComment",
                "Iptc4xmpExt:DigitalSourceType",
                "dc:title",
                "dc:description",
                "dc:creator",
                "dc:rights",
                "photoshop:Headline")) {
            String key = property.substring(property.indexOf(':') + 1);
            first(property).ifPresent(value -> texts.add(new TextEntry(property, key, value)));
        }
        return texts;
    }
}
