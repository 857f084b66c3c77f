package dev.mediaingest.store.library;

import dev.mediaingest.library.Condition;
import dev.mediaingest.library.Condition.Field;
import dev.mediaingest.library.Condition.Property;
import dev.mediaingest.library.Condition.Quantity;
import dev.mediaingest.store.library.SearchSql.Part;
import dev.mediaingest.store.sql.BoundSql;
import dev.mediaingest.store.sql.FolderRange;
import dev.mediaingest.store.sql.LikePattern;
import dev.mediaingest.store.sql.Times;
import dev.mediaingest.store.sql.ValueDialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Conditions in SQL: the one place where they are written, texts with {@link PropertySql}. Stateless. */
final class ConditionSql {
    private static final String FAILED = """
            f.media_id in (select m.id from ingest_items i join media_files m on m.file_path = i.path
                where i.state in ('failed', 'quarantined') and not exists (
                    select 1 from ingest_items later
                    where later.media_id = m.id and later.state <> 'skipped' and later.ended_at > i.ended_at))""";

    private final SearchSql search;
    private final ValueDialect dialect;

    ConditionSql(SearchSql search, ValueDialect dialect) {
        this.search = search;
        this.dialect = dialect;
    }

    /** What answers a condition. */
    sealed interface Fragment {
        /** An expression for the index of words. */
        record Words(String expression) implements Fragment {}

        /** SQL over {@code library_files f}. */
        record Where(BoundSql sql) implements Fragment {
            static Where of(String text, Object... values) {
                return new Where(BoundSql.of(text, values));
            }
        }
    }

    Fragment fragment(Condition condition) {
        return switch (condition) {
            case Condition.Text(Field field, List<String> words, boolean prefix) ->
                new Fragment.Words(search.words(parts(field), words, prefix));
            case Condition.Keyword(String keyword) -> new Fragment.Words(search.tag(SearchDocuments.tag(keyword)));
            case Condition.Symbols(Field field, String text) -> new Fragment.Where(symbols(field, text));
            case Condition.Folder(String path) -> new Fragment.Where(folder(path));
            case Condition.FolderNamed(String part) -> new Fragment.Where(folderNamed(part));
            case Condition.Is(Property property, String value) -> new Fragment.Where(PropertySql.is(property, value));
            case Condition.Contains(Property property, String part) ->
                new Fragment.Where(PropertySql.contains(property, part));
            case Condition.Between(Quantity quantity, double least, double most) ->
                new Fragment.Where(between(quantity, least, most));
            case Condition.Sides(double leastWidth, double mostWidth, double leastHeight, double mostHeight) ->
                new Fragment.Where(BoundSql.joined(
                        "and", range("f.width", leastWidth, mostWidth), range("f.height", leastHeight, mostHeight)));
            case Condition.Created(@Nullable Instant from, @Nullable Instant until) ->
                new Fragment.Where(created(from, until));
            case Condition.Nsfw(var state) -> Fragment.Where.of("f.nsfw = " + NsfwColumn.number(state));
            case Condition.Shape(Condition.Aspect aspect) -> Fragment.Where.of(shape(aspect));
            case Condition.HasPrompt() -> Fragment.Where.of("f.has_prompt");
            case Condition.Favourite() -> Fragment.Where.of("f.favourite");
            case Condition.Missing() -> Fragment.Where.of("f.missing");
            case Condition.CommittedBy(String session) ->
                Fragment.Where.of(
                        "f.media_id in (select media_id from ingest_items"
                                + " where session_id = ? and state = 'committed' and media_id is not null)",
                        session);
            case Condition.Failed() -> Fragment.Where.of(FAILED);
            case Condition.AnyOf(List<Condition> any) -> anyOf(any);
        };
    }

    /** One expression if the index of words answers all of them. */
    private Fragment anyOf(List<Condition> conditions) {
        List<String> words = new ArrayList<>();
        List<BoundSql> wheres = new ArrayList<>();
        for (Condition condition : conditions) {
            switch (fragment(condition)) {
                case Fragment.Words(String expression) -> {
                    words.add(expression);
                    wheres.add(search.found(expression).within("f.media_id in (", ")"));
                }
                case Fragment.Where(BoundSql sql) -> wheres.add(sql);
            }
        }
        if (conditions.isEmpty()) {
            return Fragment.Where.of("true");
        }
        return words.size() == conditions.size()
                ? new Fragment.Words(search.or(words))
                : new Fragment.Where(BoundSql.joined("or", wheres));
    }

    private static List<Part> parts(Field field) {
        return switch (field) {
            case ANYWHERE -> List.of(Part.values());
            case PROMPT -> List.of(Part.PROMPT);
            case NEGATIVE -> List.of(Part.NEGATIVE);
            case NAME -> List.of(Part.NAME);
            case KEYWORDS -> List.of(Part.KEYWORDS);
        };
    }

    /** The index of words knows no symbols, so the texts themselves are looked through. */
    private static BoundSql symbols(Field field, String text) {
        String part = LikePattern.containing(text);
        return switch (field) {
            case ANYWHERE ->
                BoundSql.joined(
                        "or",
                        symbols(Field.PROMPT, text),
                        symbols(Field.NEGATIVE, text),
                        symbols(Field.NAME, text),
                        symbols(Field.KEYWORDS, text));
            case PROMPT ->
                BoundSql.like("prompt", part)
                        .within("f.media_id in (select media_file_id from media_metadata where ", ")");
            case NEGATIVE ->
                BoundSql.like("negative_prompt", part)
                        .within("f.media_id in (select media_file_id from media_metadata where ", ")");
            case NAME -> BoundSql.like("f.name", part);
            case KEYWORDS ->
                BoundSql.like("keyword", part)
                        .within(
                                "f.media_id in (select media_file_id from media_keywords"
                                        + " where keyword_type <> 'negative' and ",
                                ")");
        };
    }

    private BoundSql folder(String path) {
        return path.equals("/") ? BoundSql.of("true") : FolderRange.inOrBelow(dialect, "f.directory", path);
    }

    private static BoundSql folderNamed(String part) {
        return BoundSql.like("lower(f.directory)", "%/" + LikePattern.containing(part.toLowerCase(Locale.ROOT)));
    }

    private static String shape(Condition.Aspect aspect) {
        return switch (aspect) {
            case PORTRAIT -> "f.width < f.height";
            case LANDSCAPE -> "f.width > f.height";
            case SQUARE -> "f.width = f.height";
            case WIDE -> "f.width >= 2 * f.height";
        };
    }

    private static BoundSql between(Quantity quantity, double least, double most) {
        return switch (quantity) {
            case SCORE -> range("f.score", least, most);
            case NSFW_SCORE -> range("f.nsfw_score", least, most).within("(f.nsfw > 0 and ", ")");
            case WIDTH -> range("f.width", least, most);
            case HEIGHT -> range("f.height", least, most);
            case FILE_SIZE -> range("f.file_size", least, most);
            case STEPS -> PropertySql.ofMetadata(range("steps", least, most));
            case CFG -> PropertySql.ofMetadata(range("cfg_scale", least, most));
            case DURATION -> PropertySql.ofMetadata(range("duration", least, most));
        };
    }

    private static BoundSql range(String column, double least, double most) {
        List<BoundSql> ends = new ArrayList<>();
        if (least != Double.NEGATIVE_INFINITY) {
            ends.add(BoundSql.of(column + " >= ?", least));
        }
        if (most != Double.POSITIVE_INFINITY) {
            ends.add(BoundSql.of(column + " <= ?", most));
        }
        return ends.isEmpty() ? BoundSql.of(column + " is not null") : BoundSql.joined("and", ends);
    }

    private static BoundSql created(@Nullable Instant from, @Nullable Instant until) {
        List<BoundSql> ends = new ArrayList<>(List.of(BoundSql.of("true")));
        if (from != null) {
            ends.add(BoundSql.of("f.created_at >= ?", Times.micros(from)));
        }
        if (until != null) {
            ends.add(BoundSql.of("f.created_at < ?", Times.micros(until)));
        }
        return BoundSql.joined("and", ends);
    }
}
