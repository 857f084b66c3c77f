package dev.mediaingest.library;

import java.util.List;
import java.util.Map;

/** The values filters can be chosen from, with how many files have each, the most frequent first. */
public record Facets(long files, Map<Condition.Property, List<Value>> properties, List<Value> folders, long missing) {

    /** One value. */
    public record Value(String name, long files) {}

    /** Those of a property. */
    public List<Value> of(Condition.Property property) {
        return properties.getOrDefault(property, List.of());
    }
}
