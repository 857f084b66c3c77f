package dev.mediaingest.store.library;

import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.MediaDetail;
import dev.mediaingest.library.MediaDetail.Fingerprints;
import dev.mediaingest.library.MediaDetail.Ingested;
import dev.mediaingest.library.MediaDetail.Nsfw;
import dev.mediaingest.media.Camera;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.Location;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.Origin;
import dev.mediaingest.media.generation.CharacterPrompt;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import dev.mediaingest.media.generation.Lora;
import dev.mediaingest.media.generation.PromptTerm;
import dev.mediaingest.store.catalog.FileTextsJson;
import dev.mediaingest.store.sql.Json;
import dev.mediaingest.store.sql.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything known of one file, put together from the rows its analysis became. What another program wrote may be anything. */
final class LibraryDetail {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_HISTORY = 100;
    private static final String FILE = """
            select f.*, m.*, a.*, f.nsfw_threshold as threshold, f.media_file_id as pixel_sha256,
                f.nsfw_model as classifier, f.nsfw_model_version as classifier_version, f.file_path as whole_path
            from media_files f
                left join media_metadata m on m.id = (select min(id) from media_metadata where media_file_id = f.id)
                left join media_analysis a on a.media_id = f.id
            where f.id = ?
            """;
    private static final String HISTORY = """
            select session_id, position, state, code, detail, ended_at from ingest_items
            where media_id = ? and state <> 'skipped'
            union all
            select session_id, position, state, code, detail, ended_at from ingest_items
            where state in ('failed', 'quarantined', 'missing') and path = ? and (media_id is null or media_id <> ?)
            order by 6 desc limit\s""" + MOST_HISTORY;

    private LibraryDetail() {}

    static Optional<MediaDetail> read(Connection connection, LibraryItem item) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FILE)) {
            statement.setLong(1, item.id());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(detail(connection, item, row)) : Optional.empty();
            }
        }
    }

    private static MediaDetail detail(Connection connection, LibraryItem item, ResultSet row) throws SQLException {
        Optional<MediaType> type = Arrays.stream(MediaType.values())
                .filter(known -> known.label().equals(item.type()))
                .findFirst();
        String status = row.getString("nsfw_status");
        Long dct = whole(row, "dct_hash");
        return new MediaDetail(
                item,
                type.isPresent() ? Optional.of(facts(type.get(), row)) : Optional.empty(),
                generation(row),
                map(row.getString("png_text")),
                FileTextsJson.read(
                        tree(row.getString("texts")),
                        map(row.getString("png_text")),
                        row.getString("raw_text"),
                        row.getString("workflow_data")),
                keywords(connection, item.id()),
                new Fingerprints(
                        row.getString("content_sha256"),
                        row.getString("pixel_sha256"),
                        row.getString("phash"),
                        Json.hex(dct)),
                new Nsfw(
                        "scored".equals(status) ? null : status,
                        decimal(row, "threshold"),
                        row.getString("classifier"),
                        row.getString("classifier_version")),
                row.getString("caption"),
                row.getString("note"),
                row.getString("score_source"),
                Times.instant(row, "modified_at"),
                Times.instant(row, "missing_since"),
                history(connection, item.id(), row.getString("whole_path")));
    }

    private static MediaFacts facts(MediaType type, ResultSet row) throws SQLException {
        Long width = whole(row, "width");
        Long height = whole(row, "height");
        Dimensions dimensions = width == null || height == null || width < 1 || height < 1
                ? null
                : new Dimensions(width.intValue(), height.intValue());
        Object alpha = row.getObject("has_alpha");
        return new MediaFacts(
                type,
                dimensions,
                row.getString("color_mode"),
                alpha == null ? null : row.getBoolean("has_alpha"),
                decimal(row, "duration"),
                decimal(row, "frame_rate"),
                whole(row, "frame_count"),
                row.getString("codec"),
                whole(row, "bit_rate"),
                Orientation.ofExif(row.getInt("orientation")).orElse(null),
                row.getString("icc_profile"),
                new Origin(captured(row), location(row), camera(row), Json.exposure(row.getString("exposure"))));
    }

    private static @Nullable CapturedAt captured(ResultSet row) throws SQLException {
        Instant at = Times.instant(row, "captured_at");
        String source = row.getString("captured_source");
        return at == null || source == null
                ? null
                : Arrays.stream(CapturedAt.Source.values())
                        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(source))
                        .findFirst()
                        .map(known -> captured(row, at, known))
                        .orElse(null);
    }

    private static CapturedAt captured(ResultSet row, Instant at, CapturedAt.Source source) {
        try {
            boolean zoned = row.getBoolean("captured_zoned");
            Instant clock = Times.instant(row, "captured_clock");
            return clock == null
                    ? new CapturedAt(at, zoned, source)
                    : new CapturedAt(at, zoned, source, LocalDateTime.ofInstant(clock, ZoneOffset.UTC));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Location location(ResultSet row) throws SQLException {
        Double latitude = decimal(row, "latitude");
        Double longitude = decimal(row, "longitude");
        return latitude == null || longitude == null || !Location.isPossible(latitude, longitude)
                ? null
                : new Location(latitude, longitude, decimal(row, "altitude"));
    }

    private static @Nullable Camera camera(ResultSet row) throws SQLException {
        String make = row.getString("camera_make");
        String model = row.getString("camera_model");
        return make == null && model == null ? null : new Camera(make, model);
    }

    private static Optional<GenerationParameters> generation(ResultSet row) throws SQLException {
        String generator = row.getString("generator");
        if (generator == null && row.getString("prompt") == null) {
            return Optional.empty();
        }
        Map<String, String> cut = map(row.getString("whole_values"));
        Long steps = whole(row, "steps");
        Long clipSkip = whole(row, "clip_skip");
        String source = row.getString("generation_source");
        return Optional.of(new GenerationParameters(
                generator == null ? "unknown" : generator,
                row.getString("generator_version"),
                source == null ? "" : source,
                parseState(row.getString("parse_state")),
                row.getString("prompt"),
                row.getString("negative_prompt"),
                steps == null ? null : steps.intValue(),
                uncut(cut, row, "sampler"),
                uncut(cut, row, "schedule_type"),
                decimal(row, "cfg_scale"),
                uncut(cut, row, "seed"),
                uncut(cut, row, "size"),
                uncut(cut, row, "model_name"),
                uncut(cut, row, "model_hash"),
                decimal(row, "denoising_strength"),
                clipSkip == null ? null : clipSkip.intValue(),
                row.getString("vae"),
                terms(row.getString("positive_prompt_keywords")),
                terms(row.getString("negative_prompt_keywords")),
                characters(row.getString("characters")),
                loras(row.getString("loras")),
                map(row.getString("lora_hashes")),
                map(row.getString("hires_config")),
                map(row.getString("dynthres_config")),
                map(row.getString("other_parameters")),
                row.getString("raw_text"),
                row.getString("workflow_data")));
    }

    private static ParseState parseState(@Nullable String label) {
        return Arrays.stream(ParseState.values())
                .filter(state -> state.label().equals(label))
                .findFirst()
                .orElse(ParseState.PARTIAL);
    }

    private static @Nullable String uncut(Map<String, String> whole, ResultSet row, String column) throws SQLException {
        String value = whole.get(column);
        return value == null ? row.getString(column) : value;
    }

    private static List<PromptTerm> terms(@Nullable String json) {
        List<PromptTerm> terms = new ArrayList<>();
        tree(json)
                .forEach(term -> terms.add(new PromptTerm(
                        term.path("text").asString(""), term.path("weight").asDouble(1))));
        return terms;
    }

    private static List<CharacterPrompt> characters(@Nullable String json) {
        List<CharacterPrompt> characters = new ArrayList<>();
        tree(json)
                .forEach(character -> characters.add(new CharacterPrompt(
                        character.path("prompt").asString(""),
                        character.path("negative_prompt").asString(null))));
        return characters;
    }

    private static List<Lora> loras(@Nullable String json) {
        List<Lora> loras = new ArrayList<>();
        tree(json)
                .forEach(lora -> loras.add(new Lora(
                        lora.path("name").asString(""),
                        lora.path("weight").asDouble(1),
                        lora.path("clip_weight").isNumber()
                                ? lora.path("clip_weight").asDouble()
                                : null)));
        return loras;
    }

    private static Map<String, String> map(@Nullable String json) {
        Map<String, String> map = new LinkedHashMap<>();
        tree(json).properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            map.put(entry.getKey(), value.isString() ? value.asString() : value.toString());
        });
        return map;
    }

    private static JsonNode tree(@Nullable String json) {
        if (json == null) {
            return JSON.missingNode();
        }
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }

    private static List<Keyword> keywords(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select keyword, keyword_type, confidence, source from media_keywords"
                        + " where media_file_id = ? order by created_at, id")) {
            statement.setLong(1, id);
            List<Keyword> keywords = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Double weight = decimal(row, "confidence");
                    String source = row.getString("source");
                    keywords.add(new Keyword(
                            row.getString("keyword"),
                            type(row.getString("keyword_type")),
                            weight == null ? 1 : weight,
                            source == null ? "" : source));
                }
            }
            return keywords;
        }
    }

    private static Keyword.Type type(@Nullable String label) {
        return Arrays.stream(Keyword.Type.values())
                .filter(type -> type.label().equals(label))
                .findFirst()
                .orElse(Keyword.Type.AUTO);
    }

    private static List<Ingested> history(Connection connection, long id, String path) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HISTORY)) {
            statement.setLong(1, id);
            statement.setString(2, path);
            statement.setLong(3, id);
            List<Ingested> history = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    history.add(new Ingested(
                            row.getString("session_id"),
                            row.getLong("position"),
                            row.getString("state"),
                            row.getString("code"),
                            row.getString("detail"),
                            Times.instant(row, "ended_at")));
                }
            }
            return history;
        }
    }

    private static @Nullable Double decimal(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Long whole(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
