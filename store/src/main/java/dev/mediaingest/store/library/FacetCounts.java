package dev.mediaingest.store.library;

import dev.mediaingest.library.Condition.Property;
import dev.mediaingest.library.Facets;
import dev.mediaingest.library.Facets.Value;
import dev.mediaingest.store.sql.Prepared;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Counts how many files have each value of a column. Reads the whole library. Stateless. */
final class FacetCounts {
    private static final int FACET_VALUES = 200;
    private static final int FOLDERS = 2_000;

    private FacetCounts() {}

    static Facets facets(Handle handle) throws SQLException {
        Map<Property, List<Value>> properties = new LinkedHashMap<>();
        properties.put(Property.TYPE, counted(handle, "media_type", FACET_VALUES));
        properties.put(Property.GENERATOR, counted(handle, "generator", FACET_VALUES));
        properties.put(Property.MODEL, counted(handle, "model_name", FACET_VALUES));
        properties.put(Property.SAMPLER, counted(handle, "sampler_name", FACET_VALUES));
        properties.put(Property.SCHEDULER, counted(handle, "scheduler_name", FACET_VALUES));
        properties.put(Property.LORA, loras(handle));
        return new Facets(
                Prepared.number(handle, "select count(*) from library_files"),
                properties,
                counted(handle, "directory", FOLDERS).stream()
                        .sorted(Comparator.comparing(Value::name))
                        .toList(),
                Prepared.number(handle, "select count(*) from library_files where missing"));
    }

    /** The most frequent first. */
    static List<Value> counted(Handle handle, String column, int most) {
        return handle.createQuery("""
                        select %1$s as name, count(*) as files from library_files where %1$s is not null
                        group by %1$s order by files desc, %1$s limit :most
                        """.formatted(column))
                .bind("most", most)
                .map((row, context) -> new Value(row.getString("name"), row.getLong("files")))
                .list();
    }

    /** Each LoRA of the combinations files have. */
    static List<Value> loras(Handle handle) {
        Map<String, Long> files = new HashMap<>();
        for (Value combination : counted(handle, "loras", Integer.MAX_VALUE)) {
            combination
                    .name()
                    .lines()
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> files.merge(name, combination.files(), Long::sum));
        }
        return files.entrySet().stream()
                .map(entry -> new Value(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Value::files).reversed().thenComparing(Value::name))
                .limit(FACET_VALUES)
                .toList();
    }
}
