package dev.mediaingest.store.library;

import dev.mediaingest.library.Condition;
import dev.mediaingest.library.Condition.Field;
import dev.mediaingest.library.Condition.Property;
import dev.mediaingest.library.Condition.Quantity;
import dev.mediaingest.library.NsfwState;
import dev.mediaingest.library.Term;
import dev.mediaingest.media.Sha256;
import dev.mediaingest.media.generation.ModelName;
import dev.mediaingest.media.generation.SamplingNames;
import dev.mediaingest.store.library.SearchSql.Part;
import dev.mediaingest.store.sql.Times;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Conditions in SQL: the one place where they are written. Values are always bound, never part of the SQL. Confined to one
 * query.
 */
final class LibraryFilter {
    private static final String FAILED = """
            f.media_id in (select m.id from ingest_items i join media_files m on m.file_path = i.path
                where i.state in ('failed', 'quarantined') and not exists (
                    select 1 from ingest_items later
                    where later.media_id = m.id and later.state <> 'skipped' and later.ended_at > i.ended_at))""";

    private final SearchSql search;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private @Nullable String expression;

    LibraryFilter(SearchSql search, List<Term> terms) {
        this.search = search;
        List<String> wanted = new ArrayList<>();
        List<String> unwanted = new ArrayList<>();
        for (Term term : terms) {
            Optional<String> words = words(term.condition());
            if (words.isPresent()) {
                (term.negated() ? unwanted : wanted).add(words.get());
            } else {
                String condition = condition(term.condition());
                conditions.add(term.negated() ? "not coalesce(" + condition + ", false)" : condition);
            }
        }
        if (!wanted.isEmpty()) {
            expression =
                    unwanted.isEmpty() ? search.and(wanted) : search.without(search.and(wanted), search.or(unwanted));
        } else if (!unwanted.isEmpty()) {
            conditions.add("f.media_id not in (" + found(search.or(unwanted)) + ")");
        }
    }

    /** Adds a condition with question marks. */
    void and(String condition, Object... bound) {
        conditions.add(condition);
        values.addAll(List.of(bound));
    }

    /** From here on: tables and conditions, to be put behind the columns. */
    String sql() {
        String where = conditions.isEmpty() ? "" : " and " + String.join(" and ", conditions);
        return expression == null
                ? " from library_files f where true" + where
                : " from library_search cross join library_files f where " + search.matches()
                        + " and f.media_id = library_search." + search.id() + where;
    }

    /** Likewise for a query that only counts: where words are all that is asked for, their table knows. */
    String sqlToCount() {
        return expression != null && conditions.isEmpty() ? " from library_search where " + search.matches() : sql();
    }

    /** What to bind to either, in order. */
    List<Object> values() {
        List<Object> all = new ArrayList<>();
        if (expression != null) {
            all.add(expression);
        }
        all.addAll(values);
        return all;
    }

    /** The file's id in the table that is looked at first. */
    String id() {
        return expression == null ? "f.media_id" : "library_search." + search.id();
    }

    /** Ids of the files an expression matches. */
    private String found(String words) {
        values.add(words);
        return "select " + search.id() + " from library_search where " + search.matches();
    }

    private Optional<String> words(Condition condition) {
        return switch (condition) {
            case Condition.Text(Field field, List<String> words, boolean prefix) ->
                Optional.of(search.words(parts(field), words, prefix));
            case Condition.Keyword(String keyword) -> Optional.of(search.tag(tag(keyword)));
            case Condition.AnyOf(List<Condition> any) -> {
                List<String> all =
                        any.stream().map(this::words).flatMap(Optional::stream).toList();
                yield !all.isEmpty() && all.size() == any.size() ? Optional.of(search.or(all)) : Optional.empty();
            }
            default -> Optional.empty();
        };
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

    /** As the column has it. */
    static int number(NsfwState state) {
        return switch (state) {
            case NOT_ASSESSED -> 0;
            case SAFE -> 1;
            case NSFW -> 2;
        };
    }

    static NsfwState nsfw(int number) {
        return switch (number) {
            case 1 -> NsfwState.SAFE;
            case 2 -> NsfwState.NSFW;
            default -> NsfwState.NOT_ASSESSED;
        };
    }

    /** A keyword as one word of the index, whatever characters it has; no text has a word that begins so. */
    static String tag(String keyword) {
        Sha256 hash = new Sha256();
        hash.update(keyword.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return "·" + hash.hex().substring(0, 20);
    }

    private String condition(Condition condition) {
        return switch (condition) {
            case Condition.Text text -> "f.media_id in (" + found(words(text).orElseThrow()) + ")";
            case Condition.Symbols(Field field, String text) -> symbols(field, text);
            case Condition.Keyword keyword ->
                "f.media_id in (" + found(words(keyword).orElseThrow()) + ")";
            case Condition.Folder(String path) -> folder(path);
            case Condition.FolderNamed(String part) ->
                like("lower(f.directory)", "%/%" + escaped(part.toLowerCase(Locale.ROOT)) + "%");
            case Condition.Is(Property property, String value) -> is(property, value);
            case Condition.Contains(Property property, String part) -> contains(property, part);
            case Condition.Between(Quantity quantity, double least, double most) -> between(quantity, least, most);
            case Condition.Sides(double leastWidth, double mostWidth, double leastHeight, double mostHeight) ->
                "(" + range("f.width", leastWidth, mostWidth) + " and " + range("f.height", leastHeight, mostHeight)
                        + ")";
            case Condition.Created(@Nullable Instant from, @Nullable Instant until) -> created(from, until);
            case Condition.Nsfw(NsfwState state) -> "f.nsfw = " + number(state);
            case Condition.Shape(Condition.Aspect aspect) ->
                switch (aspect) {
                    case PORTRAIT -> "f.width < f.height";
                    case LANDSCAPE -> "f.width > f.height";
                    case SQUARE -> "f.width = f.height";
                    case WIDE -> "f.width >= 2 * f.height";
                };
            case Condition.HasPrompt() -> "f.has_prompt";
            case Condition.Favourite() -> "f.favourite";
            case Condition.Missing() -> "f.missing";
            case Condition.CommittedBy(String session) -> {
                values.add(session);
                yield "f.media_id in (select media_id from ingest_items"
                        + " where session_id = ? and state = 'committed' and media_id is not null)";
            }
            case Condition.Failed() -> FAILED;
            case Condition.AnyOf(List<Condition> any) ->
                any.isEmpty()
                        ? "true"
                        : any.stream().map(this::condition).collect(Collectors.joining(" or ", "(", ")"));
        };
    }

    /** The index of words knows no symbols, so the texts themselves are looked through. */
    private String symbols(Field field, String text) {
        String part = "%" + escaped(text) + "%";
        return switch (field) {
            case ANYWHERE ->
                "(" + symbols(Field.PROMPT, text) + " or " + symbols(Field.NEGATIVE, text) + " or "
                        + symbols(Field.NAME, text) + " or " + symbols(Field.KEYWORDS, text) + ")";
            case PROMPT ->
                "f.media_id in (select media_file_id from media_metadata where " + like("prompt", part) + ")";
            case NEGATIVE ->
                "f.media_id in (select media_file_id from media_metadata where " + like("negative_prompt", part) + ")";
            case NAME -> like("f.name", part);
            case KEYWORDS ->
                "f.media_id in (select media_file_id from media_keywords where keyword_type <> 'negative' and "
                        + like("keyword", part) + ")";
        };
    }

    /** A range, not a pattern: a folder's name may hold every character patterns use. */
    private String folder(String path) {
        if (path.equals("/")) {
            return "true";
        }
        values.add(path);
        values.add(path + "/");
        values.add(path + "0"); // the character behind the slash
        String directory = "f.directory";
        return "(" + directory + " = ? or (" + byCodePoint(directory) + " >= ? and " + byCodePoint(directory)
                + " < ?))";
    }

    private String byCodePoint(String column) {
        return search instanceof PostgresSearch ? column + " collate \"C\"" : column;
    }

    private String is(Property property, String value) {
        if (property == Property.LORA) {
            return like("f.loras", "%\n" + escaped(value.toLowerCase(Locale.ROOT)) + "\n%");
        }
        switch (property) {
            case MODEL -> {
                return model(value);
            }
            case SAMPLER -> {
                return sampler(value);
            }
            case SCHEDULER -> {
                return scheduler(value);
            }
            case VAE -> {
                values.add(value.toLowerCase(Locale.ROOT));
                return ofAnalysis("lower(vae) = ?");
            }
            case HASH -> {
                return hash(value);
            }
            case TYPE, GENERATOR, LORA, SEED -> {
                // compared as they are
            }
        }
        if (property == Property.TYPE && (value.equals("video") || value.equals("image"))) {
            return value.equals("video") ? "f.video" : "not f.video";
        }
        String typed = property == Property.TYPE && value.equals("jpg") ? "jpeg" : value;
        values.add(typed.toLowerCase(Locale.ROOT));
        boolean isLowerCase = property == Property.TYPE || property == Property.SEED;
        return (isLowerCase ? column(property) : "lower(" + column(property) + ")") + " = ?";
    }

    /** As a file writes it, or by the one name of the thing. */
    private String contains(Property property, String part) {
        String pattern = "%" + escaped(part.toLowerCase(Locale.ROOT)) + "%";
        return switch (property) {
            case LORA -> like("f.loras", pattern);
            case MODEL -> "f.model_name in (select name from library_models where " + like("written", pattern) + ")";
            case SAMPLER ->
                "(" + like("lower(f.sampler)", pattern) + " or " + like("f.sampler_name", pattern) + " or "
                        + sampler(part) + ")";
            case SCHEDULER -> "(" + like("f.scheduler_name", pattern) + " or " + scheduler(part) + ")";
            case VAE -> ofAnalysis(like("lower(vae)", pattern));
            case HASH -> hash(part);
            case TYPE, GENERATOR, SEED -> like("lower(" + column(property) + ")", pattern);
        };
    }

    /** On what is kept beside the shared tables. */
    private static String ofAnalysis(String condition) {
        return "exists (select 1 from media_analysis where media_id = f.media_id and " + condition + ")";
    }

    /** By how it begins, as people copy hashes. */
    private String hash(String beginning) {
        String pattern = escaped(beginning.toLowerCase(Locale.ROOT)) + "%";
        return "(" + ofMetadata(like("lower(model_hash)", pattern))
                + " or exists (select 1 from media_files where id = f.media_id and "
                + like("lower(media_file_id)", pattern) + ") or " + ofAnalysis(like("content_sha256", pattern)) + ")";
    }

    /** A sampler's name may say the scheduler as well. */
    private String sampler(String name) {
        values.add(String.valueOf(SamplingNames.sampler(name)));
        String scheduler = SamplingNames.scheduler(null, name);
        return scheduler == null ? "f.sampler_name = ?" : "(f.sampler_name = ? and " + scheduler(scheduler) + ")";
    }

    private String scheduler(String name) {
        values.add(String.valueOf(SamplingNames.scheduler(name, null)));
        return "f.scheduler_name = ?";
    }

    /** All names of the model that is called so. */
    private String model(String name) {
        String canonical = String.valueOf(ModelName.canonical(name)).toLowerCase(Locale.ROOT);
        String written = name.toLowerCase(Locale.ROOT); // one that is canonical already may look as if it were not
        values.addAll(List.of(canonical, written));
        return "f.model_name in (select name from library_models where written in (?, ?))";
    }

    private static String column(Property property) {
        return switch (property) {
            case TYPE -> "f.media_type";
            case GENERATOR -> "f.generator";
            case MODEL -> "f.model_name";
            case LORA -> "f.loras";
            case SAMPLER -> "f.sampler_name";
            case SCHEDULER -> "f.scheduler_name";
            case SEED -> "f.seed";
            case VAE, HASH -> throw new IllegalArgumentException(property + " is in no column of its own");
        };
    }

    private String between(Quantity quantity, double least, double most) {
        return switch (quantity) {
            case SCORE -> range("f.score", least, most);
            case NSFW_SCORE -> "(f.nsfw > 0 and " + range("f.nsfw_score", least, most) + ")";
            case WIDTH -> range("f.width", least, most);
            case HEIGHT -> range("f.height", least, most);
            case FILE_SIZE -> range("f.file_size", least, most);
            case STEPS -> ofMetadata(range("steps", least, most));
            case CFG -> ofMetadata(range("cfg_scale", least, most));
            case DURATION -> ofMetadata(range("duration", least, most));
        };
    }

    /** Asked for seldom, and so looked up file by file. */
    private static String ofMetadata(String condition) {
        return "exists (select 1 from media_metadata where media_file_id = f.media_id and " + condition + ")";
    }

    private String range(String column, double least, double most) {
        if (least == Double.NEGATIVE_INFINITY && most == Double.POSITIVE_INFINITY) {
            return column + " is not null";
        }
        List<String> ends = new ArrayList<>();
        if (least != Double.NEGATIVE_INFINITY) {
            ends.add(column + " >= ?");
            values.add(least);
        }
        if (most != Double.POSITIVE_INFINITY) {
            ends.add(column + " <= ?");
            values.add(most);
        }
        return "(" + String.join(" and ", ends) + ")";
    }

    private String created(@Nullable Instant from, @Nullable Instant until) {
        List<String> ends = new ArrayList<>(List.of("true"));
        if (from != null) {
            ends.add("f.created_at >= ?");
            values.add(Times.micros(from));
        }
        if (until != null) {
            ends.add("f.created_at < ?");
            values.add(Times.micros(until));
        }
        return "(" + String.join(" and ", ends) + ")";
    }

    private String like(String column, String pattern) {
        values.add(pattern);
        return column + " like ? escape '!'";
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
