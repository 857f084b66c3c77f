package dev.mediaingest.app.web;

import dev.mediaingest.library.Condition.Property;
import dev.mediaingest.library.Facets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The grid as it arrives. */
public final class LibraryView {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("keyword", "Keyword"),
            Map.entry("without", "Without keyword"),
            Map.entry("has", "Has"),
            Map.entry("nsfw", "NSFW"),
            Map.entry("lora", "LoRA"),
            Map.entry("from", "From"),
            Map.entry("to", "Up to"));

    private final String version;
    private final LibraryRequest request;
    private final List<CardView> cards;
    private final @Nullable String next;
    private final long total;
    private final boolean more;
    private final Facets facets;
    private final @Nullable String problem;

    LibraryView(
            String version,
            LibraryRequest request,
            List<CardView> cards,
            @Nullable String next,
            long total,
            boolean more,
            Facets facets,
            @Nullable String problem) {
        this.version = version;
        this.request = request;
        this.cards = cards;
        this.next = next;
        this.total = total;
        this.more = more;
        this.facets = facets;
        this.problem = problem;
    }

    public String version() {
        return version;
    }

    public List<CardView> cards() {
        return cards;
    }

    public @Nullable String next() {
        return next;
    }

    public @Nullable String problem() {
        return problem;
    }

    public boolean empty() {
        return facets.files() == 0;
    }

    /** How many files there are, in words. */
    public String count() {
        String number = String.format(Locale.ENGLISH, "%,d", total);
        return (more ? "More than " : "") + number + (total == 1 ? " file" : " files");
    }

    public String state() {
        return request.encoded();
    }

    public String first(String name) {
        return request.first(name);
    }

    public boolean chosen(String name, String value) {
        return request.values(name).contains(value);
    }

    public boolean descending() {
        return switch (request.first("order")) {
            case "asc" -> false;
            case "desc" -> true;
            default -> !request.first("sort").equals("name");
        };
    }

    public List<Facets.Value> types() {
        return facets.of(Property.TYPE);
    }

    public List<Facets.Value> folders() {
        return facets.folders();
    }

    /** The filters that are a choice of what the catalogue holds: name, label, values. */
    public List<Choice> choices() {
        return List.of(
                choice("model", "Model", Property.MODEL),
                choice("lora", "LoRA", Property.LORA),
                choice("generator", "Generator", Property.GENERATOR),
                choice("sampler", "Sampler", Property.SAMPLER));
    }

    private Choice choice(String name, String label, Property property) {
        return new Choice(name, label, facets.of(property));
    }

    /** What is filtered by, each with the address without it. */
    public List<Chip> chips() {
        return request.filters().stream()
                .map(filter -> new Chip(
                        WORDS.getOrDefault(filter.getKey(), capital(filter.getKey())),
                        filter.getValue(),
                        href(request.encoded(filter.getKey(), filter.getValue()))))
                .toList();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String href(String state) {
        return state.isEmpty() ? LibraryPages.LIBRARY : LibraryPages.LIBRARY + "?" + state;
    }

    /** A filter with its values. */
    public record Choice(String name, String label, List<Facets.Value> values) {
        public boolean has(String value) {
            return values.stream().anyMatch(one -> one.name().equals(value));
        }
    }

    /** One filter in use. */
    public record Chip(String label, String value, String without) {}
}
