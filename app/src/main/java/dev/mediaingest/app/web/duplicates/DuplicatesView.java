package dev.mediaingest.app.web.duplicates;

import dev.mediaingest.app.web.page.PageContext;
import dev.mediaingest.app.web.page.Texts;
import dev.mediaingest.library.Duplicates.Copy;
import dev.mediaingest.library.Duplicates.Group;
import dev.mediaingest.library.Duplicates.Kind;
import dev.mediaingest.library.Duplicates.Page;
import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.media.Dimensions;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Groups of duplicates, each file beside the others with its differences marked. */
public final class DuplicatesView {
    private static final String NOTHING = "–";
    private static final List<Integer> DISTANCES = List.of(0, 2, 4, 6, 8, 10);

    private final PageContext context;
    private final DuplicateRoutes.Asked asked;
    private final Page page;

    DuplicatesView(PageContext context, DuplicateRoutes.Asked asked, Page page) {
        this.context = context;
        this.asked = asked;
        this.page = page;
    }

    public PageContext context() {
        return context;
    }

    /** A kind of duplicates to look at. */
    public record Tab(String label, String href, boolean chosen) {}

    public List<Tab> tabs() {
        return Arrays.stream(Kind.values())
                .map(kind -> new Tab(
                        context.texts().of("duplicates.kind." + kind.label()),
                        DuplicateRoutes.PAGE + "?kind=" + kind.label(),
                        kind == asked.kind()))
                .toList();
    }

    public String explanation() {
        return context.texts().of("duplicates.about." + asked.kind().label());
    }

    public boolean near() {
        return asked.kind() == Kind.NEAR;
    }

    public boolean exact() {
        return asked.kind() == Kind.BYTES;
    }

    public List<Integer> distances() {
        return DISTANCES;
    }

    public int distance() {
        return asked.distance();
    }

    /** How much there is, in words. */
    public String total() {
        Texts texts = context.texts();
        return texts.count("duplicates.total", page.groups(), texts.bytes(page.bytes()));
    }

    public List<GroupView> groups() {
        return page.shown().stream()
                .map(group -> new GroupView(group, context.texts()))
                .toList();
    }

    public @Nullable String next() {
        return page.next().isEmpty()
                ? null
                : DuplicateRoutes.PAGE + "?kind=" + asked.kind().label()
                        + (near() ? "&distance=" + asked.distance() : "") + "&after="
                        + page.next().getAsLong();
    }

    public boolean first() {
        return asked.after() == 0;
    }

    /** One value of one file. */
    public record Cell(List<Part> parts, boolean differs) {}

    /** A piece of a text. */
    public record Part(String text, boolean differs) {}

    /** One property of all files of a group. */
    public record Row(String label, List<Cell> cells) {
        public boolean differs() {
            return cells.stream().anyMatch(Cell::differs);
        }
    }

    /** A group with what its files differ in. */
    public static final class GroupView {
        private final Group group;
        private final Texts texts;

        GroupView(Group group, Texts texts) {
            this.group = group;
            this.texts = texts;
        }

        public long id() {
            return group.id();
        }

        public String title() {
            String name = group.copies().getFirst().item().name();
            return texts.count("duplicates.group", group.files(), name);
        }

        public int more() {
            return group.files() - group.copies().size();
        }

        public List<Copy> copies() {
            return group.copies();
        }

        public String nsfw(Copy copy) {
            return copy.item().nsfw().name().toLowerCase(Locale.ROOT);
        }

        /** What any of the files has; what differs from the first is marked. */
        public List<Row> rows() {
            List<Row> rows = new ArrayList<>();
            add(rows, "name", LibraryItem::name);
            add(rows, "folder", LibraryItem::directory);
            add(rows, "size", item -> texts.bytes(item.size()));
            add(rows, "sides", item -> sides(item.shown()));
            add(rows, "type", item -> item.type().toUpperCase(Locale.ROOT));
            add(rows, "score", this::score);
            add(
                    rows,
                    "made",
                    item -> texts.date(item.created().atZone(ZoneOffset.UTC).toLocalDate()));
            add(rows, "model", LibraryItem::model);
            add(rows, "sampler", LibraryItem::sampler);
            add(rows, "seed", LibraryItem::seed);
            add(rows, "generator", LibraryItem::generator);
            prompts(rows);
            likeness(rows);
            return rows;
        }

        private void add(List<Row> rows, String key, Function<LibraryItem, @Nullable String> value) {
            List<String> values = new ArrayList<>();
            for (Copy copy : group.copies()) {
                String one = value.apply(copy.item());
                values.add(one == null ? NOTHING : one);
            }
            if (values.stream().allMatch(NOTHING::equals)) {
                return;
            }
            List<Cell> cells = values.stream()
                    .map(one -> new Cell(List.of(new Part(one, false)), !one.equals(values.getFirst())))
                    .toList();
            rows.add(new Row(texts.of("duplicates.row." + key), cells));
        }

        private String score(LibraryItem item) {
            return item.score() == 0 ? texts.of("score.none") : "★".repeat(Math.max(0, item.score()));
        }

        private static @Nullable String sides(@Nullable Dimensions shown) {
            return shown == null ? null : shown.width() + " × " + shown.height();
        }

        /** Bits that differ from the first, where any do. */
        private void likeness(List<Row> rows) {
            if (group.copies().stream().allMatch(copy -> copy.distance() == 0)) {
                return;
            }
            List<Cell> cells = group.copies().stream()
                    .map(copy ->
                            new Cell(List.of(new Part(texts.count("duplicates.bits", copy.distance()), false)), false))
                    .toList();
            rows.add(new Row(texts.of("duplicates.row.likeness"), cells));
        }

        /** The beginnings of the prompts, with the terms marked that not all who have one have. */
        private void prompts(List<Row> rows) {
            List<String> prompts = group.copies().stream()
                    .map(copy -> Objects.requireNonNullElse(copy.item().promptStart(), ""))
                    .toList();
            if (prompts.stream().allMatch(String::isEmpty)) {
                return;
            }
            List<String> said =
                    prompts.stream().filter(prompt -> !prompt.isEmpty()).toList();
            Set<String> common = terms(said.getFirst());
            said.forEach(prompt -> common.retainAll(terms(prompt)));
            List<Cell> cells = prompts.stream()
                    .map(prompt -> new Cell(
                            prompt.isEmpty() ? List.of(new Part(NOTHING, false)) : parts(prompt, common),
                            !prompt.equals(prompts.getFirst())))
                    .toList();
            rows.add(new Row(texts.of("duplicates.row.prompt"), cells));
        }

        private static Set<String> terms(String prompt) {
            return Arrays.stream(prompt.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        }

        private static List<Part> parts(String prompt, Set<String> common) {
            List<Part> parts = new ArrayList<>();
            for (String term : prompt.split("(?<=,)", -1)) {
                String bare = term.strip().replaceFirst(",$", "").strip();
                parts.add(new Part(term, !bare.isEmpty() && !common.contains(bare)));
            }
            return parts;
        }
    }
}
