package dev.mediaingest.app.web.library;

import dev.mediaingest.library.BadQuery;
import dev.mediaingest.library.Condition;
import dev.mediaingest.library.Cursor;
import dev.mediaingest.library.LibraryQuery;
import dev.mediaingest.library.QueryText;
import dev.mediaingest.library.Sort;
import dev.mediaingest.library.Term;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which files an address asks for: {@code q} as a person types it, and beside it one parameter a filter. The address is all the
 * state there is, so it can be kept, sent and gone back to. Of one filter given several times any may hold; keywords all have to.
 */
record LibraryRequest(Map<String, List<String>> parameters) {
    private static final String QUERY = "q";
    private static final String KEYWORD = "keyword";
    private static final String WITHOUT = "without";
    /** Filters whose values are chosen from lists, and so are meant whole. */
    private static final List<String> CHOSEN = List.of("generator", "model", "lora", "sampler", "scheduler");

    private static final List<String> OTHERS = List.of(
            "folder", "type", "score", "nsfw", "seed", "size", "aspect", "width", "height", "bytes", "date", "session");
    private static final List<String> STATE = List.of(
            QUERY,
            "folder",
            "type",
            "score",
            "nsfw",
            "generator",
            "model",
            "lora",
            "sampler",
            "scheduler",
            "seed",
            "size",
            "aspect",
            "width",
            "height",
            "bytes",
            "date",
            "session",
            "from",
            "to",
            KEYWORD,
            WITHOUT,
            "has",
            "favourite",
            "missing",
            "failed",
            "sort",
            "order");
    private static final int MOST_VALUES = 50;

    static LibraryRequest of(Context context) {
        Map<String, List<String>> given = STATE.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> context.queryParams(name).stream()
                                .map(String::strip)
                                .filter(value -> !value.isEmpty())
                                .limit(MOST_VALUES)
                                .toList()));
        return new LibraryRequest(given);
    }

    LibraryQuery query() throws BadQuery {
        List<Term> terms = new ArrayList<>(QueryText.parse(first(QUERY)));
        for (String name : CHOSEN) {
            any(terms, name, values(name).stream().map(value -> "=" + value).toList());
        }
        for (String name : OTHERS) {
            any(terms, name, values(name));
        }
        if (!first("from").isEmpty()) {
            any(terms, "date", List.of(">=" + first("from")));
        }
        if (!first("to").isEmpty()) {
            any(terms, "date", List.of("<=" + first("to")));
        }
        for (String keyword : values(KEYWORD)) {
            QueryText.filter(KEYWORD, keyword).map(Term::of).ifPresent(terms::add);
        }
        for (String keyword : values(WITHOUT)) {
            QueryText.filter(KEYWORD, keyword).map(Term::not).ifPresent(terms::add);
        }
        yesOrNo(terms, "has", "prompt", "no-prompt", new Condition.HasPrompt());
        yesOrNo(terms, "favourite", "yes", "no", new Condition.Favourite());
        yesOrNo(terms, "missing", "yes", "no", new Condition.Missing());
        yesOrNo(terms, "failed", "yes", "no", new Condition.Failed());
        Sort sort = sort();
        return new LibraryQuery(terms, sort, descending(sort));
    }

    private static void any(List<Term> terms, String name, List<String> values) throws BadQuery {
        List<Condition> conditions = new ArrayList<>();
        for (String value : values) {
            QueryText.filter(name, value).ifPresent(conditions::add);
        }
        if (conditions.size() == 1) {
            terms.add(Term.of(conditions.getFirst()));
        } else if (!conditions.isEmpty()) {
            terms.add(Term.of(new Condition.AnyOf(conditions)));
        }
    }

    private void yesOrNo(List<Term> terms, String name, String yes, String no, Condition condition) throws BadQuery {
        String value = first(name);
        if (value.equals(yes) || value.equals(no)) {
            terms.add(new Term(condition, value.equals(no)));
        } else if (!value.isEmpty()) {
            throw new BadQuery(name + " takes " + yes + " or " + no + ".");
        }
    }

    private Sort sort() throws BadQuery {
        String label = first("sort");
        if (label.isEmpty()) {
            return Sort.ADDED;
        }
        Optional<Sort> sort = Sort.ofLabel(label);
        if (sort.isEmpty()) {
            throw new BadQuery("sort takes added, created, name, score, nsfw or size.");
        }
        return sort.get();
    }

    private boolean descending(Sort sort) throws BadQuery {
        return switch (first("order")) {
            case "" -> sort.descending();
            case "asc" -> false;
            case "desc" -> true;
            default -> throw new BadQuery("order takes asc or desc.");
        };
    }

    static Optional<Cursor> cursor(Context context, LibraryQuery query) throws BadQuery {
        String encoded = context.queryParam("cursor");
        return encoded == null || encoded.isEmpty() ? Optional.empty() : Optional.of(Cursor.decode(encoded, query));
    }

    /** The first value of a parameter; empty if there is none. */
    String first(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? "" : values.getFirst();
    }

    List<String> values(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** As the part of an address behind the question mark. */
    String encoded() {
        return encoded(null, null);
    }

    /** The same without one value of one parameter, or without all of them. */
    String encoded(@Nullable String leftOut, @Nullable String value) {
        return STATE.stream()
                .flatMap(name -> values(name).stream()
                        .filter(one -> !name.equals(leftOut) || (value != null && !one.equals(value)))
                        .map(one -> name + "=" + URLEncoder.encode(one, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
    }

    /** What is filtered by, beside {@code q} and the order. */
    List<Map.Entry<String, String>> filters() {
        return STATE.stream()
                .filter(name -> !List.of(QUERY, "sort", "order").contains(name))
                .flatMap(name -> values(name).stream().map(value -> Map.entry(name, value)))
                .toList();
    }
}
