package dev.mediaingest.app.web.library;

import dev.mediaingest.app.web.page.Addresses;
import dev.mediaingest.app.web.page.PageContext;
import dev.mediaingest.app.web.page.Texts;
import dev.mediaingest.library.Condition.Property;
import dev.mediaingest.library.Facets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The grid as it arrives. */
public final class LibraryView {
    private final PageContext context;
    private final LibraryRequest request;
    private final List<CardView> cards;
    private final @Nullable String next;
    private final long total;
    private final boolean more;
    private final Facets facets;
    private final @Nullable String problem;

    LibraryView(
            PageContext context,
            LibraryRequest request,
            List<CardView> cards,
            @Nullable String next,
            long total,
            boolean more,
            Facets facets,
            @Nullable String problem) {
        this.context = context;
        this.request = request;
        this.cards = cards;
        this.next = next;
        this.total = total;
        this.more = more;
        this.facets = facets;
        this.problem = problem;
    }

    public PageContext context() {
        return context;
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
        Texts texts = context.texts();
        String files = texts.count("files", total);
        return more ? texts.of("library.over", files) : files;
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
                choice("model", Property.MODEL),
                choice("lora", Property.LORA),
                choice("generator", Property.GENERATOR),
                choice("sampler", Property.SAMPLER),
                choice("scheduler", Property.SCHEDULER));
    }

    private Choice choice(String name, Property property) {
        return new Choice(name, context.texts().of("library.chip." + name), facets.of(property));
    }

    /** What is filtered by, each with the address without it. */
    public List<Chip> chips() {
        return request.filters().stream()
                .map(filter -> new Chip(
                        context.texts().of("library.chip." + filter.getKey()),
                        filter.getValue(),
                        href(request.encoded(filter.getKey(), filter.getValue()))))
                .toList();
    }

    private static String href(String state) {
        return state.isEmpty() ? Addresses.LIBRARY : Addresses.LIBRARY + "?" + state;
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
