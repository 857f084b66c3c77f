package dev.mediaingest.store.library;

import dev.mediaingest.library.NsfwState;
import dev.mediaingest.media.MediaKind;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.generation.BoundedColumn;
import dev.mediaingest.media.generation.SamplingNames;
import dev.mediaingest.store.sql.BatchDialect;
import dev.mediaingest.store.sql.ColumnList;
import dev.mediaingest.store.sql.Json;
import dev.mediaingest.store.sql.NullableColumns;
import dev.mediaingest.store.sql.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A file's row in {@code library_files}, as the catalogue's wide rows make it: upright, named canonically, with what was cut for the
 * Python tool's columns whole. What another program wrote may be anything. Confined to one row of the source.
 */
final class LibraryRow {
    private static final int NAME_KEY = 120;
    private static final ColumnList ID = ColumnList.of("media_id");
    private static final ColumnList VALUES = ColumnList.of(
            "directory",
            "name",
            "name_key",
            "media_type",
            "video",
            "width",
            "height",
            "duration",
            "file_size",
            "score",
            "favourite",
            "nsfw",
            "nsfw_score",
            "created_at",
            "added_at",
            "missing",
            "has_prompt",
            "generator",
            "model",
            "sampler",
            "seed",
            "loras",
            "dct_hash",
            "sampler_name",
            "scheduler_name",
            "model_name");

    /** Writes {@link #values}. */
    static final String UPSERT =
            ID.and(VALUES).insertInto("library_files") + " on conflict (media_id) do update set " + VALUES.replaced();

    private final ResultSet row;
    private final long createdAt;
    private final JsonNode whole;

    LibraryRow(ResultSet row) throws SQLException {
        this.row = row;
        this.createdAt = micros(row.getString("original_created_at"), micros(row.getString("created_at"), 0));
        this.whole = Json.tree(row.getString("whole_values"));
    }

    /** A query for the catalogue's rows of files, see {@link BatchDialect#givenIds}. */
    static String source(BatchDialect dialect) {
        return """
            select f.id, f.filename, f.directory, f.file_path, f.file_size as shared_size, f.file_type, f.score, f.favourite, f.nsfw,
                f.nsfw_score, f.original_created_at, f.created_at,
                m.width, m.height, m.duration, m.prompt, m.negative_prompt, m.model_name, m.model_hash, m.sampler, m.schedule_type, m.seed, m.loras,
                a.media_type, a.file_size, a.orientation, a.missing_since, a.generator, a.dct_hash, a.whole_values
            from %s
                cross join media_files f
                left join media_metadata m on m.id = (select min(id) from media_metadata where media_file_id = f.id)
                left join media_analysis a on a.media_id = f.id
            where f.id = given.id
            """.formatted(dialect.givenIds());
    }

    long id() throws SQLException {
        return row.getLong("id");
    }

    /** When it was made, in microseconds since 1970; 0 if nobody knows. */
    long createdAt() {
        return createdAt;
    }

    /** Values in the order in which {@link #UPSERT} asks for them. */
    @Nullable
    Object[] values(LibraryModels models) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(id());
        addFile(values);
        addRating(values);
        values.add(createdAt);
        values.add(micros(row.getString("created_at"), 0));
        values.add(row.getObject("missing_since") != null);
        addGeneration(values, models);
        return values.toArray();
    }

    private void addFile(List<@Nullable Object> values) throws SQLException {
        String name = row.getString("filename");
        String type = row.getString("media_type");
        boolean turned = Orientation.ofExif(row.getInt("orientation"))
                .map(Orientation::swapsSides)
                .orElse(false);
        values.add(row.getString("directory"));
        values.add(name);
        values.add(BoundedColumn.beginning(name.toLowerCase(Locale.ROOT), NAME_KEY));
        values.add(
                type != null
                        ? type
                        : MediaType.ofFileName(name).map(MediaType::label).orElse(""));
        values.add(MediaKind.VIDEO.label().equals(row.getString("file_type")));
        values.add(row.getObject(turned ? "height" : "width"));
        values.add(row.getObject(turned ? "width" : "height"));
        values.add(NullableColumns.decimal(row, "duration"));
        values.add(type != null ? row.getLong("file_size") : row.getLong("shared_size"));
    }

    private void addRating(List<@Nullable Object> values) throws SQLException {
        Double score = NullableColumns.decimal(row, "nsfw_score");
        NsfwState nsfw =
                score == null ? NsfwState.NOT_ASSESSED : row.getBoolean("nsfw") ? NsfwState.NSFW : NsfwState.SAFE;
        values.add(row.getInt("score"));
        values.add(row.getBoolean("favourite"));
        values.add(NsfwColumn.number(nsfw));
        values.add(score == null ? -1 : score);
    }

    private void addGeneration(List<@Nullable Object> values, LibraryModels models) throws SQLException {
        String prompt = row.getString("prompt");
        String model = uncut("model_name");
        String sampler = uncut("sampler");
        values.add(prompt != null && !prompt.isBlank());
        values.add(row.getString("generator"));
        values.add(model);
        values.add(sampler);
        values.add(uncut("seed"));
        values.add(loras(row.getString("loras")));
        values.add(row.getObject("dct_hash"));
        values.add(SamplingNames.sampler(sampler));
        values.add(SamplingNames.scheduler(uncut("schedule_type"), sampler));
        values.add(models.name(model, uncut("model_hash")));
    }

    private @Nullable String uncut(String column) throws SQLException {
        JsonNode value = whole.path(column);
        return value.isString() ? value.asString() : row.getString(column);
    }

    private static @Nullable String loras(@Nullable String stored) {
        List<String> names = new ArrayList<>();
        Json.tree(stored).forEach(lora -> {
            String name = lora.path("name").asString("").replace('\n', ' ').strip();
            if (!name.isEmpty()) {
                names.add(name.toLowerCase(Locale.ROOT));
            }
        });
        return names.isEmpty() ? null : "\n" + String.join("\n", new LinkedHashSet<>(names)) + "\n";
    }

    /** A time of the Python tool's tables, which both databases print alike. */
    static long micros(@Nullable String time, long otherwise) {
        if (time == null || time.length() < 10) {
            return otherwise;
        }
        try {
            String iso = time.length() == 10 ? time + "T00:00" : time.replace(' ', 'T');
            return Times.micros(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return otherwise;
        }
    }
}
