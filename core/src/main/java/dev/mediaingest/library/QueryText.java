package dev.mediaingest.library;

import dev.mediaingest.library.Condition.Aspect;
import dev.mediaingest.library.Condition.Field;
import dev.mediaingest.library.Condition.Property;
import dev.mediaingest.library.Condition.Quantity;
import dev.mediaingest.plan.SessionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person types: {@code lighthouse "blue hour" -storm* model:sdxl score:>=4}. What is no filter
 * is words, or symbols where it has no letter and no digit; a quotation mark that is not closed is closed at the end. Only a
 * filter with an impossible value is refused, and one that there is not.
 */
public final class QueryText {
    private static final int LONGEST = 2_000;
    private static final int MOST_TERMS = 40;
    private static final int MOST_WORDS = 40;
    private static final List<String> FILTERS = List.of(
            "prompt",
            "negative",
            "name",
            "keyword",
            "folder",
            "type",
            "generator",
            "model",
            "lora",
            "sampler",
            "scheduler",
            "seed",
            "steps",
            "cfg",
            "vae",
            "hash",
            "duration",
            "score",
            "nsfw",
            "width",
            "height",
            "size",
            "bytes",
            "aspect",
            "date",
            "session",
            "has",
            "is");

    private final String text;
    private int at;
    private final List<Term> terms = new ArrayList<>();

    private QueryText(String text) {
        this.text = text;
    }

    /** The terms of a query; none of an empty one. */
    public static List<Term> parse(String text) throws BadQuery {
        if (text.length() > LONGEST) {
            throw new BadQuery("The search is longer than 2,000 characters.");
        }
        QueryText query = new QueryText(text);
        query.read();
        return query.withoutPunctuation();
    }

    /** Commas and dashes between words are how people write; alone they are what is asked for. */
    private List<Term> withoutPunctuation() {
        List<Term> telling =
                terms.stream().filter(term -> !isPunctuation(term.condition())).toList();
        return telling.isEmpty() ? terms : telling;
    }

    private static boolean isPunctuation(Condition condition) {
        return condition instanceof Condition.Symbols(Field field, String symbols)
                && field == Field.ANYWHERE
                && symbols.chars().allMatch(character -> character < 0x80);
    }

    private void read() throws BadQuery {
        for (skipSpace(); at < text.length(); skipSpace()) {
            boolean negated = text.charAt(at) == '-';
            at += negated ? 1 : 0;
            Optional<Condition> condition = one();
            if (condition.isPresent()) {
                terms.add(new Term(condition.get(), negated));
            }
            if (terms.size() > MOST_TERMS) {
                throw new BadQuery("The search has more than " + MOST_TERMS + " terms.");
            }
        }
    }

    private Optional<Condition> one() throws BadQuery {
        int colon = text.indexOf(':', at);
        if (colon > at) {
            String name = text.substring(at, colon).toLowerCase(Locale.ROOT);
            if (FILTERS.contains(name)) {
                at = colon + 1;
                return filter(name, value());
            }
            requireNoFilter(name, colon);
        }
        return words(Field.ANYWHERE, value());
    }

    /** A mistyped filter would find nothing, and nobody would know why. Times and addresses are no filters. */
    private void requireNoFilter(String name, int colon) throws BadQuery {
        boolean hasValue = colon + 1 < text.length()
                && !Character.isWhitespace(text.charAt(colon + 1))
                && !text.startsWith("//", colon + 1);
        if (hasValue && name.chars().allMatch(letter -> (letter >= 'a' && letter <= 'z') || letter == '_')) {
            throw new BadQuery("There is no filter " + name + ":; there are " + String.join(", ", FILTERS)
                    + ". To look for it as words put it into quotes.");
        }
    }

    private String value() {
        if (at < text.length() && text.charAt(at) == '"') {
            int close = text.indexOf('"', at + 1);
            int end = close < 0 ? text.length() : close;
            String quoted = text.substring(at + 1, end);
            at = Math.min(end + 1, text.length());
            return quoted;
        }
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static Optional<Condition> words(Field field, String value) {
        List<String> words = Words.ofPrompt(value, MOST_WORDS);
        boolean prefix = value.endsWith("*");
        return words.isEmpty() ? symbols(field, value) : Optional.of(new Condition.Text(field, words, prefix));
    }

    private static Optional<Condition> symbols(Field field, String value) {
        String symbols = value.codePoints()
                .filter(character -> !Character.isISOControl(character)
                        && Character.getType(character) != Character.SURROGATE) // no database stores them
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return symbols.isEmpty() ? Optional.empty() : Optional.of(new Condition.Symbols(field, symbols));
    }

    /**
     * A filter by its name, as {@code score} with {@code >=4}; nothing if the value is empty.
     *
     * @throws BadQuery if it cannot be that value
     */
    public static Optional<Condition> filter(String name, String value) throws BadQuery {
        String given = value.strip();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return switch (name) {
            case "prompt" -> words(Field.PROMPT, given);
            case "negative" -> words(Field.NEGATIVE, given);
            case "name" -> words(Field.NAME, given);
            case "keyword" -> Optional.of(new Condition.Keyword(given.toLowerCase(Locale.ROOT)));
            case "folder" -> Optional.of(folder(given));
            case "type" -> Optional.of(new Condition.Is(Property.TYPE, given.toLowerCase(Locale.ROOT)));
            case "generator" -> Optional.of(text(Property.GENERATOR, given));
            case "model" -> Optional.of(text(Property.MODEL, given));
            case "lora" -> Optional.of(text(Property.LORA, given));
            case "sampler" -> Optional.of(text(Property.SAMPLER, given));
            case "scheduler" -> Optional.of(text(Property.SCHEDULER, given));
            case "seed" -> Optional.of(new Condition.Is(Property.SEED, given));
            case "steps" -> Optional.of(number("steps", Quantity.STEPS, given));
            case "cfg" -> Optional.of(number("cfg", Quantity.CFG, given));
            case "vae" -> Optional.of(text(Property.VAE, given));
            case "hash" -> Optional.of(new Condition.Is(Property.HASH, given.toLowerCase(Locale.ROOT)));
            case "duration" -> Optional.of(number("duration", Quantity.DURATION, given));
            case "score" -> Optional.of(score(given.toLowerCase(Locale.ROOT)));
            case "nsfw" -> Optional.of(nsfw(given.toLowerCase(Locale.ROOT)));
            case "width" -> Optional.of(number("width", Quantity.WIDTH, given));
            case "height" -> Optional.of(number("height", Quantity.HEIGHT, given));
            case "size" -> Optional.of(size(given.toLowerCase(Locale.ROOT)));
            case "bytes" -> Optional.of(number("bytes", Quantity.FILE_SIZE, given));
            case "aspect" -> Optional.of(new Condition.Shape(word("aspect", Aspect.values(), given)));
            case "date" -> Optional.of(Days.parse(given));
            case "session" -> Optional.of(session(given));
            case "has" -> Optional.of(has(given.toLowerCase(Locale.ROOT)));
            case "is" -> Optional.of(is(given.toLowerCase(Locale.ROOT)));
            default -> throw new BadQuery("There is no filter " + name + ".");
        };
    }

    /** A value that begins with an equals sign is meant whole. */
    private static Condition text(Property property, String value) {
        return value.startsWith("=")
                ? new Condition.Is(property, value.substring(1))
                : new Condition.Contains(property, value);
    }

    private static Condition folder(String value) {
        String path = value.length() > 1 && value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
        return path.startsWith("/") ? new Condition.Folder(path) : new Condition.FolderNamed(path);
    }

    private static Condition score(String value) throws BadQuery {
        return switch (value) {
            case "rejected" -> new Condition.Between(Quantity.SCORE, -1, -1);
            case "unrated", "none" -> new Condition.Between(Quantity.SCORE, 0, 0);
            case "rated" -> new Condition.Between(Quantity.SCORE, 1, 5);
            default -> number("score", Quantity.SCORE, value);
        };
    }

    private static Condition nsfw(String value) throws BadQuery {
        return switch (value) {
            case "yes", "true", "nsfw" -> new Condition.Nsfw(NsfwState.NSFW);
            case "no", "false", "safe" -> new Condition.Nsfw(NsfwState.SAFE);
            case "unknown", "not-assessed", "none" -> new Condition.Nsfw(NsfwState.NOT_ASSESSED);
            default -> number("nsfw", Quantity.NSFW_SCORE, value);
        };
    }

    private static Condition session(String value) throws BadQuery {
        return SessionId.parse(value)
                .<Condition>map(id -> new Condition.CommittedBy(id.value()))
                .orElseThrow(() -> new BadQuery("session: takes the id of a session."));
    }

    private static Condition has(String value) throws BadQuery {
        return switch (value) {
            case "prompt" -> new Condition.HasPrompt();
            default -> throw new BadQuery("has: takes prompt.");
        };
    }

    private static Condition is(String value) throws BadQuery {
        return switch (value) {
            case "favourite", "favorite" -> new Condition.Favourite();
            case "missing" -> new Condition.Missing();
            case "failed" -> new Condition.Failed();
            case "rejected" -> new Condition.Between(Quantity.SCORE, -1, -1);
            case "video", "image" -> new Condition.Is(Property.TYPE, value);
            case "nsfw" -> new Condition.Nsfw(NsfwState.NSFW);
            default -> throw new BadQuery("is: takes favourite, missing, failed, rejected, nsfw, image or video.");
        };
    }

    /** {@code 1024x1536}, or {@code >=1024x1024} for both sides. */
    private static Condition size(String value) throws BadQuery {
        int times = value.indexOf('x');
        if (times < 0) {
            throw new BadQuery("size: takes width and height, as size:1024x1536 or size:>=1024x1024.");
        }
        String width = value.substring(0, times);
        String operator = width.chars()
                .takeWhile(character -> "<>=".indexOf(character) >= 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        Range wide = Range.parse("size", width);
        Range high = Range.parse("size", operator + value.substring(times + 1));
        return new Condition.Sides(wide.least(), wide.most(), high.least(), high.most());
    }

    private static Condition number(String name, Quantity quantity, String value) throws BadQuery {
        Range range = Range.parse(name, value);
        return new Condition.Between(quantity, range.least(), range.most());
    }

    private static <E extends Enum<E>> E word(String name, E[] values, String value) throws BadQuery {
        for (E one : values) {
            if (one.name().equalsIgnoreCase(value)) {
                return one;
            }
        }
        String words = Arrays.stream(values)
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new BadQuery(name + ": takes one of " + words + ".");
    }

    /** Two ends, both of which count. */
    record Range(double least, double most) {
        static Range parse(String name, String value) throws BadQuery {
            int dots = value.indexOf("..");
            if (dots >= 0) {
                return new Range(
                        dots == 0 ? Double.NEGATIVE_INFINITY : number(name, value.substring(0, dots)),
                        dots + 2 == value.length()
                                ? Double.POSITIVE_INFINITY
                                : number(name, value.substring(dots + 2)));
            }
            if (value.startsWith(">=")) {
                return new Range(number(name, value.substring(2)), Double.POSITIVE_INFINITY);
            }
            if (value.startsWith("<=")) {
                return new Range(Double.NEGATIVE_INFINITY, number(name, value.substring(2)));
            }
            if (value.startsWith(">")) {
                return new Range(Math.nextUp(number(name, value.substring(1))), Double.POSITIVE_INFINITY);
            }
            if (value.startsWith("<")) {
                return new Range(Double.NEGATIVE_INFINITY, Math.nextDown(number(name, value.substring(1))));
            }
            double exact = number(name, value.startsWith("=") ? value.substring(1) : value);
            return new Range(exact, exact);
        }

        private static double number(String name, @Nullable String text) throws BadQuery {
            try {
                if (text != null && text.length() < 24) {
                    double number = Double.parseDouble(text.strip());
                    if (Double.isFinite(number)) {
                        return number;
                    }
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new BadQuery(name + ": takes a number, as " + name + ":>=4 or " + name + ":2..4.");
        }
    }
}
