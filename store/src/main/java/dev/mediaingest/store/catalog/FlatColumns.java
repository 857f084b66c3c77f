package dev.mediaingest.store.catalog;

import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.store.sql.ColumnList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns in which the Python tool keeps settings of the second pass and of dynamic thresholding one by one, beside the
 * JSON columns that hold all of them: numbers and flags, for texts are {@link dev.mediaingest.media.generation.BoundedColumn}s. A value
 * that is not of a column's kind is left to the JSON column.
 */
final class FlatColumns {
    private static final List<Column> HIRES = List.of(
            new Column("hires_cfg_scale", "cfg_scale", Kind.NUMBER),
            new Column("hires_upscale", "upscale", Kind.NUMBER));
    private static final List<Column> DYNTHRES = List.of(
            new Column("dynthres_enabled", "enabled", Kind.FLAG),
            new Column("dynthres_mimic_scale", "mimic_scale", Kind.NUMBER),
            new Column("dynthres_threshold_percentile", "threshold_percentile", Kind.NUMBER),
            new Column("dynthres_mimic_scale_min", "mimic_scale_min", Kind.NUMBER),
            new Column("dynthres_cfg_scale_min", "cfg_scale_min", Kind.NUMBER),
            new Column("dynthres_sched_val", "sched_val", Kind.NUMBER),
            new Column("dynthres_interpolate_phi", "interpolate_phi", Kind.NUMBER));

    /** All of their names. */
    static final ColumnList NAMES = new ColumnList(
            Stream.concat(HIRES.stream(), DYNTHRES.stream()).map(Column::name).toList());

    private FlatColumns() {}

    static void put(GenerationParameters generation, Map<String, @Nullable Object> values) {
        HIRES.forEach(column -> values.put(column.name, column.value(generation.hires())));
        DYNTHRES.forEach(column -> values.put(column.name, column.value(generation.dynthres())));
    }

    private enum Kind {
        NUMBER,
        FLAG
    }

    private record Column(String name, String key, Kind kind) {
        @Nullable
        Object value(Map<String, String> settings) {
            String text = settings.get(key);
            if (text == null) {
                return null;
            }
            return switch (kind) {
                case NUMBER -> number(text);
                case FLAG -> flag(text);
            };
        }

        private static @Nullable Double number(String text) {
            try {
                double number = Double.parseDouble(text.strip());
                return Double.isFinite(number) ? number : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }

        private static @Nullable Boolean flag(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true", "1", "yes" -> true;
                case "false", "0", "no" -> false;
                default -> null;
            };
        }
    }
}
