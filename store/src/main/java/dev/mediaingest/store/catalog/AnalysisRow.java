package dev.mediaingest.store.catalog;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.media.Camera;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Location;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.Origin;
import dev.mediaingest.media.Reading;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.media.VideoStreams;
import dev.mediaingest.media.generation.BoundedColumn;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.pixels.Classification;
import dev.mediaingest.pixels.Classification.NotAssessed;
import dev.mediaingest.pixels.Classification.Scored;
import dev.mediaingest.pixels.PixelFindings;
import dev.mediaingest.store.sql.ColumnList;
import dev.mediaingest.store.sql.Json;
import dev.mediaingest.store.sql.StatementBatch;
import dev.mediaingest.store.sql.Times;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file's row in {@code media_analysis}: what the Python tool's tables have no place for. Confined to one commit. */
final class AnalysisRow {
    static final ColumnList COLUMNS = ColumnList.of(
            "media_type",
            "content_sha256",
            "file_size",
            "modified_at",
            "sidecars",
            "analysed_at",
            "analysed_with",
            "missing_since",
            "score_source",
            "nsfw_status",
            "note_code",
            "note",
            "orientation",
            "frame_count",
            "codec",
            "bit_rate",
            "icc_profile",
            "captured_at",
            "captured_zoned",
            "captured_source",
            "captured_clock",
            "latitude",
            "longitude",
            "altitude",
            "camera_make",
            "camera_model",
            "exposure",
            "generator",
            "generator_version",
            "generation_source",
            "parse_state",
            "clip_skip",
            "vae",
            "characters",
            "raw_text",
            "other_parameters",
            "caption",
            "whole_values",
            "dct_hash",
            "frame_hashes",
            "video_sha256",
            "audio_codec",
            "nsfw_mean",
            "nsfw_frames",
            "texts");
    /** What a reading of headers alone leaves as it was. */
    private static final Set<String> SEEN = Set.of(
            "content_sha256",
            "nsfw_status",
            "dct_hash",
            "frame_hashes",
            "video_sha256",
            "audio_codec",
            "nsfw_mean",
            "nsfw_frames");

    private static final String UPSERT = upsert(COLUMNS);
    private static final String UPSERT_READ = upsert(new ColumnList(
            COLUMNS.names().stream().filter(column -> !SEEN.contains(column)).toList()));

    /** Values by their columns, in the order of those. */
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private final Reading reading;

    AnalysisRow(String analysedWith, Assessment assessment, Findings findings, Instant now) {
        COLUMNS.names().forEach(column -> values.put(column, null));
        reading = assessment.reading();
        values.put("analysed_at", Times.micros(now));
        values.put("analysed_with", analysedWith);
        values.put("nsfw_status", nsfwStatus(assessment.verdict().classification()));
        values.put("content_sha256", findings.contentSha256());
        values.put("caption", findings.caption().orElse(null));
        values.put("texts", FileTextsJson.write(findings.texts(), findings.generation()));
        put(assessment.analysis().remark());
        put(assessment.file());
        put(findings.facts());
        put(findings.facts().origin());
        findings.generation().ifPresent(this::put);
        put(assessment.pixels());
    }

    private void put(PixelFindings pixels) {
        VideoStreams video = pixels.video();
        values.put("dct_hash", pixels.dctHash());
        values.put("frame_hashes", Json.hashes(pixels.frameHashes()));
        values.put("video_sha256", pixels.videoSha256());
        values.put("audio_codec", video == null ? null : video.audioCodec());
        if (pixels.classification() instanceof Scored scored) {
            values.put("nsfw_mean", scored.mean());
            values.put("nsfw_frames", scored.frames());
        }
    }

    private void put(Optional<Failure> remark) {
        values.put("note_code", remark.map(failure -> failure.code().code()).orElse(null));
        values.put("note", remark.map(Failure::sentence).orElse(null));
    }

    private void put(SourceFile file) {
        values.put("file_size", file.size());
        values.put("modified_at", Times.micros(file.modified()));
        values.put("sidecars", file.sidecars().value());
    }

    private void put(MediaFacts facts) {
        Orientation orientation = facts.orientation();
        values.put("media_type", facts.type().label());
        values.put("orientation", orientation == null ? null : orientation.exif());
        values.put("frame_count", facts.frameCount());
        values.put("codec", facts.codec());
        values.put("bit_rate", facts.bitRate());
        values.put("icc_profile", facts.iccProfile());
    }

    private void put(Origin origin) {
        CapturedAt captured = origin.capturedAt();
        if (captured != null) {
            values.put("captured_at", Times.micros(captured.at()));
            values.put("captured_zoned", captured.zoned());
            values.put("captured_clock", Times.micros(captured.clock().toInstant(ZoneOffset.UTC)));
            values.put("captured_source", captured.source().name().toLowerCase(Locale.ROOT));
        }
        Location location = origin.location();
        if (location != null) {
            values.put("latitude", location.latitude());
            values.put("longitude", location.longitude());
            values.put("altitude", location.altitude());
        }
        Camera camera = origin.camera();
        if (camera != null) {
            values.put("camera_make", camera.make());
            values.put("camera_model", camera.model());
        }
        values.put("exposure", Json.exposure(origin.exposure()));
    }

    private void put(GenerationParameters generation) {
        values.put("generator", generation.generator());
        values.put("generator_version", generation.generatorVersion());
        values.put("generation_source", generation.source());
        values.put("parse_state", generation.parseState().label());
        values.put("clip_skip", generation.clipSkip());
        values.put("vae", generation.vae());
        values.put("characters", Json.characters(generation.characters()));
        values.put("raw_text", generation.rawText());
        values.put("other_parameters", Json.map(generation.other()));
        values.put("whole_values", Json.map(BoundedColumn.wholeValues(generation)));
    }

    /** Where the score was imported from; nowhere if a person gave it or there is none. */
    AnalysisRow scoredBy(Optional<String> source) {
        values.put("score_source", source.orElse(null));
        return this;
    }

    /** Values in the order of {@link #COLUMNS}. */
    Collection<@Nullable Object> values() {
        return values.values();
    }

    void write(StatementBatch batch, long mediaId) throws SQLException {
        List<@Nullable Object> row = new ArrayList<>(values.size() + 1);
        row.add(mediaId);
        row.addAll(values.values());
        batch.add(reading == Reading.WHOLE ? UPSERT : UPSERT_READ, row.toArray());
    }

    private static String upsert(ColumnList updated) {
        return ColumnList.of("media_id").and(COLUMNS).insertInto("media_analysis")
                + " on conflict (media_id) do update set " + updated.replaced();
    }

    private static String nsfwStatus(Classification classification) {
        return switch (classification) {
            case Scored scored -> "scored";
            case NotAssessed(Classification.Reason reason) -> reason.label();
        };
    }
}
