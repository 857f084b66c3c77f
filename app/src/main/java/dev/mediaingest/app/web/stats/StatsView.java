package dev.mediaingest.app.web.stats;

import dev.mediaingest.app.web.page.Addresses;
import dev.mediaingest.app.web.page.PageContext;
import dev.mediaingest.app.web.page.Texts;
import dev.mediaingest.library.Facets;
import dev.mediaingest.library.NsfwState;
import dev.mediaingest.library.Statistics.Numbers;
import dev.mediaingest.library.Statistics.Share;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The catalogue's numbers as charts; all lengths are worked out here, scripts draw nothing. */
public final class StatsView {
    static final int CELL = 14;

    private static final int LEVELS = 4;
    private static final int COLUMN_HEIGHT = 100;

    private final PageContext context;
    private final Numbers numbers;
    private final boolean added;
    private final int year;

    StatsView(PageContext context, Numbers numbers, boolean added, int year) {
        this.context = context;
        this.numbers = numbers;
        this.added = added;
        this.year = year;
    }

    public PageContext context() {
        return context;
    }

    public Numbers numbers() {
        return numbers;
    }

    public boolean empty() {
        return numbers.files() == 0;
    }

    public boolean added() {
        return added;
    }

    public int year() {
        return year;
    }

    /* the calendar */

    /** A day of the calendar: where it is drawn, and how strongly from 0 to 4. */
    public record Day(int x, int y, int level, LocalDate date, long files) {}

    /** The name of a month over the week it begins in. */
    public record Month(int x, String name) {}

    private SortedMap<LocalDate, Long> days() {
        SortedMap<LocalDate, Long> all = added ? numbers.added() : numbers.made();
        return all.subMap(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
    }

    /** Years in which there is anything, and the one shown; the newest first. */
    public List<Integer> years() {
        TreeSet<Integer> years = new TreeSet<>(Collections.reverseOrder());
        (added ? numbers.added() : numbers.made()).keySet().forEach(day -> years.add(day.getYear()));
        years.add(year);
        return List.copyOf(years);
    }

    public long filesOfYear() {
        return days().values().stream().mapToLong(Long::longValue).sum();
    }

    public List<Day> calendar() {
        SortedMap<LocalDate, Long> days = days();
        List<Long> sorted = days.values().stream().sorted().toList();
        LocalDate first = LocalDate.of(year, 1, 1);
        LocalDate monday = monday(first);
        List<Day> calendar = new ArrayList<>();
        for (LocalDate day = first; day.getYear() == year; day = day.plusDays(1)) {
            long files = days.getOrDefault(day, 0L);
            calendar.add(new Day(column(monday, day), row(day), level(files, sorted), day, files));
        }
        return calendar;
    }

    public List<Month> months() {
        LocalDate monday = monday(LocalDate.of(year, 1, 1));
        List<Month> months = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            LocalDate first = LocalDate.of(year, month, 1);
            months.add(new Month(
                    column(monday, first),
                    first.getMonth()
                            .getDisplayName(
                                    TextStyle.SHORT_STANDALONE, context.texts().locale())));
        }
        return months;
    }

    /** The names of Monday, Wednesday and Friday with their rows. */
    public List<Month> weekdays() {
        List<Month> names = new ArrayList<>();
        for (DayOfWeek day : List.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY, DayOfWeek.FRIDAY)) {
            names.add(new Month(
                    (day.getValue() - 1) * CELL,
                    day.getDisplayName(
                            TextStyle.SHORT_STANDALONE, context.texts().locale())));
        }
        return names;
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static int column(LocalDate monday, LocalDate day) {
        return (int) ((day.toEpochDay() - monday.toEpochDay()) / 7) * CELL;
    }

    private static int row(LocalDate day) {
        return (day.getDayOfWeek().getValue() - 1) * CELL;
    }

    /** By its place among the days that have any: one very busy day does not make all others pale. */
    private static int level(long files, List<Long> sorted) {
        if (files == 0) {
            return 0;
        }
        long asBusy = sorted.stream().filter(other -> other <= files).count();
        return Math.max(1, (int) (LEVELS * asBusy / sorted.size()));
    }

    /** Days with files, the newest first, for the table. */
    public List<Day> busyDays() {
        return calendar().stream().filter(day -> day.files > 0).toList().reversed();
    }

    public static String href(LocalDate day) {
        return "/library?date=" + day;
    }

    /* bars */

    /** A row of a bar chart; {@code share} is of the longest, in hundredths. */
    public record Bar(String name, @Nullable String href, long share, String value) {
        /** The end of a path, which tells more of it than its beginning; other names whole. */
        public String shown() {
            if (!name.startsWith("/")) {
                return name;
            }
            int last = name.lastIndexOf('/');
            int before = name.lastIndexOf('/', last - 1);
            return before <= 0 ? name : "…" + name.substring(before);
        }
    }

    public List<Bar> models() {
        return bars(numbers.models(), "model");
    }

    public List<Bar> samplers() {
        return bars(numbers.samplers(), "sampler");
    }

    public List<Bar> generators() {
        return bars(numbers.generators(), "generator");
    }

    public List<Bar> loras() {
        return bars(numbers.loras(), "lora");
    }

    private List<Bar> bars(List<Facets.Value> values, String filter) {
        long most = values.stream().mapToLong(Facets.Value::files).max().orElse(1);
        return values.stream()
                .map(value -> new Bar(
                        value.name(),
                        Addresses.librarySearch(filter, value.name()),
                        hundredths(value.files(), most),
                        context.texts().number(value.files())))
                .toList();
    }

    public List<Bar> types() {
        return shares(numbers.types(), "type");
    }

    public List<Bar> folders() {
        return shares(numbers.folders(), "folder");
    }

    private List<Bar> shares(List<Share> shares, String filter) {
        long most = shares.stream().mapToLong(Share::bytes).max().orElse(1);
        Texts texts = context.texts();
        return shares.stream()
                .map(share -> new Bar(
                        share.name().isEmpty() ? "–" : share.name(),
                        Addresses.librarySearch(filter, share.name()),
                        hundredths(share.bytes(), most),
                        texts.bytes(share.bytes()) + " · " + texts.count("files", share.files())))
                .toList();
    }

    /* columns */

    /** A column of a chart, its height in hundredths of the highest. */
    public record Column(
            int x, long height, String label, @Nullable String href, String value) {
        /** Where the column begins, counted from the top. */
        public long top() {
            return COLUMN_HEIGHT - height;
        }
    }

    public List<Column> scores() {
        long most = most(numbers.scores().values());
        List<Column> columns = new ArrayList<>();
        numbers.scores()
                .forEach((score, files) -> columns.add(new Column(
                        columns.size(),
                        hundredths(files, most),
                        scoreLabel(score),
                        "/library?score=" + (score < 0 ? "rejected" : score == 0 ? "unrated" : String.valueOf(score)),
                        context.texts().number(files))));
        return columns;
    }

    private String scoreLabel(int score) {
        return switch (score) {
            case -1 -> context.texts().of("score.rejected");
            case 0 -> context.texts().of("score.none");
            default -> score + " ★";
        };
    }

    public List<Column> nsfwScores() {
        List<Long> slices = numbers.nsfwScores();
        long most = most(slices);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            double from = i / (double) slices.size();
            double to = (i + 1) / (double) slices.size();
            columns.add(new Column(
                    i,
                    hundredths(slices.get(i), most),
                    context.texts().number(from, 2) + "–" + context.texts().number(to, 2),
                    String.format(Locale.ROOT, "/library?nsfw=%.2f..%.2f", from, to),
                    context.texts().number(slices.get(i))));
        }
        return columns;
    }

    /** A part of the whole, where it begins and how long it is, in thousandths. */
    public record Slice(String kind, String name, String href, long start, long length, String value) {}

    public List<Slice> nsfw() {
        Texts texts = context.texts();
        List<Slice> slices = new ArrayList<>();
        long all = Math.max(1, numbers.files());
        long start = 0;
        for (NsfwState state : List.of(NsfwState.SAFE, NsfwState.NSFW, NsfwState.NOT_ASSESSED)) {
            long files = numbers.nsfw().getOrDefault(state, 0L);
            long length = Math.round(files * 1e3 / all);
            String kind = state.name().toLowerCase(Locale.ROOT);
            String filter = switch (state) {
                case SAFE -> "no";
                case NSFW -> "yes";
                case NOT_ASSESSED -> "unknown";
            };
            slices.add(new Slice(
                    kind,
                    texts.of("nsfw." + kind),
                    "/library?nsfw=" + filter,
                    start,
                    length,
                    texts.number(files) + " · " + texts.percent(files / (double) all)));
            start += length;
        }
        return slices;
    }

    private static long most(Collection<Long> values) {
        return Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
    }

    /** At least one where there is anything, so that it can be seen. */
    private static long hundredths(long value, long most) {
        return value == 0 ? 0 : Math.max(1, Math.round(value * 100.0 / Math.max(1, most)));
    }
}
