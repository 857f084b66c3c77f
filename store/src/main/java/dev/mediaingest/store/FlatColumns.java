package dev.mediaingest.store;

import dev.mediaingest.media.BoundedColumn;
import dev.mediaingest.media.GenerationParameters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns in which the Python tool keeps settings of the second pass and of dynamic thresholding one by one, beside the
 * JSON columns that hold all of them. A value that is not of a column's kind is left to the JSON column.
 */
final class FlatColumns {
    private static final List<Column> HIRES = List.of(
            new Column("hires_module_1", "module_1", Kind.TEXT, 100),
            new Column("hires_cfg_scale", "cfg_scale", Kind.NUMBER, 0),
            new Column("hires_upscale", "upscale", Kind.NUMBER, 0),
            new Column("hires_upscaler", "upscaler", Kind.TEXT, 200));
    private static final List<Column> DYNTHRES = List.of(
            new Column("dynthres_enabled", "enabled", Kind.FLAG, 0),
            new Column("dynthres_mimic_scale", "mimic_scale", Kind.NUMBER, 0),
            new Column("dynthres_threshold_percentile", "threshold_percentile", Kind.NUMBER, 0),
            new Column("dynthres_mimic_mode", "mimic_mode", Kind.TEXT, 50),
            new Column("dynthres_mimic_scale_min", "mimic_scale_min", Kind.NUMBER, 0),
            new Column("dynthres_cfg_mode", "cfg_mode", Kind.TEXT, 50),
            new Column("dynthres_cfg_scale_min", "cfg_scale_min", Kind.NUMBER, 0),
            new Column("dynthres_sched_val", "sched_val", Kind.NUMBER, 0),
            new Column("dynthres_separate_feature_channels", "separate_feature_channels", Kind.TEXT, 50),
            new Column("dynthres_scaling_startpoint", "scaling_startpoint", Kind.TEXT, 50),
            new Column("dynthres_variability_measure", "variability_measure", Kind.TEXT, 50),
            new Column("dynthres_interpolate_phi", "interpolate_phi", Kind.NUMBER, 0));

    /** All of their names. */
    static final List<String> NAMES =
            Stream.concat(HIRES.stream(), DYNTHRES.stream()).map(Column::name).toList();

    private FlatColumns() {}

    static void put(GenerationParameters generation, Map<String, @Nullable Object> values) {
        HIRES.forEach(column -> values.put(column.name, column.value(generation.hires())));
        DYNTHRES.forEach(column -> values.put(column.name, column.value(generation.dynthres())));
    }

    private enum Kind {
        TEXT,
        NUMBER,
        FLAG
    }

    private record Column(String name, String key, Kind kind, int width) {
        @Nullable
        Object value(Map<String, String> settings) {
            String text = settings.get(key);
            if (text == null) {
                return null;
            }
            return switch (kind) {
                case TEXT -> BoundedColumn.beginning(text, width);
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
