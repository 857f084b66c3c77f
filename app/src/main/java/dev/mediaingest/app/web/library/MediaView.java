package dev.mediaingest.app.web.library;

import dev.mediaingest.app.web.page.Addresses;
import dev.mediaingest.app.web.page.PageContext;
import dev.mediaingest.app.web.page.ShownFailure;
import dev.mediaingest.library.Library.Neighbours;
import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.MediaDetail;
import dev.mediaingest.library.NsfwState;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Exposure;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.Location;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.BoundedColumn;
import dev.mediaingest.media.generation.GenerationParameters;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One file as its page shows it. */
public final class MediaView {
    /** What browsers show by themselves. */
    private static final Set<String> PICTURES = Set.of("png", "jpeg", "webp", "gif", "bmp", "avif");

    private static final int LONGEST_TEXT = 20_000;
    private static final int MOST_TEXTS = 40;
    private static final Set<String> VIDEOS = Set.of("mp4", "webm", "mov");

    private final PageContext context;
    private final MediaDetail detail;
    private final LibraryRequest request;
    private final Neighbours around;
    private final boolean outside;

    MediaView(PageContext context, MediaDetail detail, LibraryRequest request, Neighbours around, boolean outside) {
        this.context = context;
        this.detail = detail;
        this.request = request;
        this.around = around;
        this.outside = outside;
    }

    public PageContext context() {
        return context;
    }

    public MediaDetail detail() {
        return detail;
    }

    public LibraryItem item() {
        return detail.item();
    }

    public @Nullable GenerationParameters generation() {
        return detail.generation().orElse(null);
    }

    /** Whether it lies where this server may not read. */
    public boolean outside() {
        return outside;
    }

    /** What was wrong with it in a session; null if nothing was. */
    public @Nullable ShownFailure failure(MediaDetail.Ingested entry) {
        return ShownFailure.of(context.texts(), entry.code(), entry.detail(), null);
    }

    public boolean picture() {
        return PICTURES.contains(item().type());
    }

    public boolean video() {
        return VIDEOS.contains(item().type());
    }

    public int width() {
        Dimensions shown = item().shown();
        return shown == null ? 512 : shown.width();
    }

    public int height() {
        Dimensions shown = item().shown();
        return shown == null ? 512 : shown.height();
    }

    public String nsfw() {
        return item().nsfw().name().toLowerCase(Locale.ROOT);
    }

    public String back() {
        String state = request.encoded();
        return state.isEmpty() ? Addresses.LIBRARY : Addresses.LIBRARY + "?" + state;
    }

    public @Nullable String previous() {
        return href(around.before());
    }

    public @Nullable String following() {
        return href(around.behind());
    }

    private @Nullable String href(OptionalLong id) {
        String state = request.encoded();
        return id.isEmpty() ? null : "/library/" + id.getAsLong() + (state.isEmpty() ? "" : "?" + state);
    }

    /** An address of the files that have this in common. */
    public static String search(String name, String value) {
        return Addresses.librarySearch(name, value);
    }

    /** As much of a text as a page should hold; copying takes the whole. */
    public static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : BoundedColumn.beginning(text, LONGEST_TEXT);
    }

    /** How many characters {@link #cut} leaves out, in words; nothing if none. */
    public @Nullable String leftOut(String text) {
        int more = text.length() - cut(text).length();
        return more == 0 ? null : context.texts().of("media.more-characters", more);
    }

    /** The texts that lie in the file, as many as a page should hold. */
    public List<TextEntry> texts() {
        List<TextEntry> all = detail.fileTexts();
        return all.subList(0, Math.min(MOST_TEXTS, all.size()));
    }

    /** How many texts {@link #texts} leaves out, in words; nothing if none. */
    public @Nullable String moreTexts() {
        int more = detail.fileTexts().size() - texts().size();
        return more == 0 ? null : context.texts().of("media.more-texts", more);
    }

    /** Settings with their names and, where files can be found by them, the filter. */
    public List<Row> settings() {
        List<Row> rows = new ArrayList<>();
        GenerationParameters generation = generation();
        if (generation == null) {
            return rows;
        }
        add(rows, "model", generation.modelName(), "model");
        add(rows, "model-hash", generation.modelHash(), null);
        add(rows, "sampler", generation.sampler(), "sampler");
        add(rows, "scheduler", generation.scheduler(), "scheduler");
        add(rows, "steps", generation.steps(), null);
        add(rows, "cfg-scale", number(generation.cfgScale()), null);
        add(rows, "seed", generation.seed(), "seed");
        add(rows, "size", generation.size(), null);
        add(rows, "denoising-strength", number(generation.denoisingStrength()), null);
        add(rows, "clip-skip", generation.clipSkip(), null);
        add(rows, "vae", generation.vae(), null);
        generation.hires().forEach((key, value) -> rows.add(new Row("Hires " + key.replace('_', ' '), value, null)));
        add(rows, "generator", generation.generator(), "generator");
        add(rows, "version", generation.generatorVersion(), null);
        return rows;
    }

    /** What the file's headers and its bytes say. */
    public List<Row> facts() {
        List<Row> rows = new ArrayList<>();
        LibraryItem item = item();
        add(rows, "folder", item.directory(), "folder");
        add(rows, "type", item.type().toUpperCase(Locale.ROOT), null);
        add(
                rows,
                "sides",
                item.shown() == null
                        ? null
                        : item.shown().width() + " × " + item.shown().height(),
                null);
        add(rows, "file-size", context.texts().bytes(item.size()), null);
        detail.facts().ifPresent(facts -> add(rows, facts));
        add(rows, "made", made(), null);
        add(rows, "added", time(item.added()), null);
        add(rows, "nsfw", assessment(), null);
        add(rows, "sha-256", detail.fingerprints().contentSha256(), null);
        add(rows, "caption", detail.caption(), null);
        add(rows, "note", detail.note(), null);
        return rows;
    }

    private void add(List<Row> rows, MediaFacts facts) {
        add(
                rows,
                "duration",
                facts.duration() == null ? null : context.texts().of("media.seconds", number(facts.duration())),
                null);
        add(
                rows,
                "frame-rate",
                facts.frameRate() == null ? null : context.texts().of("media.a-second", number(facts.frameRate())),
                null);
        add(rows, "codec", facts.codec(), null);
        add(rows, "colour-mode", facts.colorMode(), null);
        add(rows, "colour-profile", facts.iccProfile(), null);
        if (facts.origin().camera() != null) {
            String make = facts.origin().camera().make();
            String model = facts.origin().camera().model();
            add(rows, "camera", ((make == null ? "" : make + " ") + (model == null ? "" : model)).strip(), null);
        }
        Exposure exposure = facts.origin().exposure();
        if (exposure != null) {
            add(rows, "lens", exposure.lens(), null);
            add(rows, "exposure", settings(exposure), null);
        }
        Location place = facts.origin().location();
        if (place != null) {
            String where = String.format(Locale.ROOT, "%.5f, %.5f", place.latitude(), place.longitude());
            rows.add(new Row(context.texts().of("media.row.place"), where, map(place)));
        }
    }

    /** As photographers write it: {@code 1/125 s, f/2.8, ISO 400, 50 mm}. */
    private static String settings(Exposure exposure) {
        List<String> parts = new ArrayList<>();
        Double seconds = exposure.seconds();
        if (seconds != null) {
            parts.add((seconds < 0.3 ? "1/" + Math.round(1 / seconds) : number(seconds)) + " s");
        }
        if (exposure.aperture() != null) {
            parts.add("f/" + number(exposure.aperture()));
        }
        if (exposure.iso() != null) {
            parts.add("ISO " + exposure.iso());
        }
        if (exposure.focalLength() != null) {
            parts.add(number(exposure.focalLength()) + " mm");
        }
        return String.join(", ", parts);
    }

    /** Of another machine, asked for nothing before a person follows the link. */
    private static String map(Location place) {
        return String.format(
                Locale.ROOT,
                "https://www.openstreetmap.org/?mlat=%1$.5f&mlon=%2$.5f#map=14/%1$.5f/%2$.5f",
                place.latitude(),
                place.longitude());
    }

    private String assessment() {
        Double score = item().nsfwScore();
        if (item().nsfw() == NsfwState.NOT_ASSESSED || score == null) {
            String reason = detail.nsfw().reason();
            String none = context.texts().of("nsfw.not_assessed");
            return reason == null ? none : none + " (" + reasonInWords(reason) + ")";
        }
        return context.texts().of("nsfw." + nsfw()) + ", " + context.texts().number(score, 3);
    }

    private String reasonInWords(String reason) {
        String key = "nsfw.reason";
        String words = context.texts().word(key, reason);
        return words.equals(reason) ? reason.replace('-', ' ').replace('_', ' ') : words;
    }

    private void add(List<Row> rows, String key, @Nullable Object value, @Nullable String filter) {
        if (value != null && !value.toString().isBlank()) {
            rows.add(new Row(
                    context.texts().of("media.row." + key),
                    value.toString(),
                    filter == null ? null : search(filter, value.toString())));
        }
    }

    private static @Nullable String number(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceFirst("\\.?0+$", "");
    }

    /** Where files with a keyword are; those of negative prompts are found as words of them. */
    public static String searchKeyword(Keyword keyword) {
        return keyword.type() == Keyword.Type.NEGATIVE
                ? search("q", "negative:\"" + keyword.text().replace("\"", " ") + "\"")
                : search("keyword", keyword.text());
    }

    /** Keywords by what they come from, a person's first. */
    public Map<String, List<Keyword>> keywords() {
        Map<String, List<Keyword>> groups = new LinkedHashMap<>();
        for (Keyword.Type type :
                List.of(Keyword.Type.PROMPT, Keyword.Type.WORKFLOW, Keyword.Type.AUTO, Keyword.Type.NEGATIVE)) {
            List<Keyword> of = detail.keywords().stream()
                    .filter(keyword -> keyword.type() == type)
                    .toList();
            if (!of.isEmpty()) {
                groups.put(context.texts().of("media.keywords." + type.label()), of);
            }
        }
        return groups;
    }

    public List<Keyword> ours() {
        return detail.keywords().stream()
                .filter(keyword -> keyword.type() == Keyword.Type.USER)
                .toList();
    }

    /** By the clock of who made it; UTC is only said where that is what is known. */
    private String made() {
        CapturedAt captured =
                detail.facts().map(facts -> facts.origin().capturedAt()).orElse(null);
        String time = time(item().created());
        boolean isUtc = captured == null
                || (captured.zoned()
                        && captured.clock().toInstant(ZoneOffset.UTC).equals(captured.at()));
        return isUtc ? time : time.substring(0, time.length() - " UTC".length());
    }

    public String time(@Nullable Instant time) {
        return time == null
                ? "–"
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                                .withLocale(context.texts().locale())
                                .withZone(ZoneOffset.UTC)
                                .format(time)
                        + " UTC";
    }

    /** A name and a value, perhaps with the address of all files that have it. */
    public record Row(String name, String value, @Nullable String search) {
        /** Whether the address is of another machine: it is asked for only when a person follows the link. */
        public boolean elsewhere() {
            return search != null && search.startsWith("https:");
        }
    }
}
