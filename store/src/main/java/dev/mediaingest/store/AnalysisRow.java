package dev.mediaingest.store;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.classify.Assessment;
import dev.mediaingest.classify.Classification;
import dev.mediaingest.classify.Classification.NotAssessed;
import dev.mediaingest.classify.Classification.Scored;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.media.GenerationParameters;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** A file's row in {@code media_analysis}: what the Python tool's tables have no place for. */
final class AnalysisRow {
    private static final String UPSERT = """
            insert into media_analysis (media_id, media_type, content_sha256, file_size, modified_at, analysed_at,
                analysed_with, score_source, nsfw_status, note_code, note, generator, generator_version,
                generation_source, parse_state, clip_skip, vae, characters, raw_text, other_parameters)
            values (:media, :mediaType, :sha256, :size, :modified, :now,
                :analysedWith, :scoreSource, :nsfwStatus, :noteCode, :note, :generator, :generatorVersion,
                :generationSource, :parseState, :clipSkip, :vae, :characters, :rawText, :other)
            on conflict (media_id) do update set
                media_type = excluded.media_type, content_sha256 = excluded.content_sha256,
                file_size = excluded.file_size, modified_at = excluded.modified_at,
                analysed_at = excluded.analysed_at, analysed_with = excluded.analysed_with, missing_since = null,
                score_source = excluded.score_source, nsfw_status = excluded.nsfw_status,
                note_code = excluded.note_code, note = excluded.note, generator = excluded.generator,
                generator_version = excluded.generator_version, generation_source = excluded.generation_source,
                parse_state = excluded.parse_state, clip_skip = excluded.clip_skip, vae = excluded.vae,
                characters = excluded.characters, raw_text = excluded.raw_text, other_parameters = excluded.other_parameters
            """;

    private AnalysisRow() {}

    static void write(
            Handle handle,
            long mediaId,
            String analysedWith,
            Assessment assessment,
            Findings findings,
            Optional<String> scoreSource,
            Instant now) {
        Optional<Failure> remark = assessment.analysis().remark();
        Update update = handle.createUpdate(UPSERT)
                .bind("media", mediaId)
                .bind("mediaType", findings.facts().type().label())
                .bind("sha256", findings.contentSha256())
                .bind("size", assessment.file().size())
                .bind("modified", Times.micros(assessment.file().modified()))
                .bind("now", Times.micros(now))
                .bind("analysedWith", analysedWith)
                .bind("scoreSource", scoreSource.orElse(null))
                .bind("nsfwStatus", nsfwStatus(assessment.classification()))
                .bind("noteCode", remark.map(failure -> failure.code().code()).orElse(null))
                .bind("note", remark.map(Failure::sentence).orElse(null));
        bind(update, findings.generation()).execute();
    }

    private static Update bind(Update update, Optional<GenerationParameters> generation) {
        return update.bind(
                        "generator",
                        generation.map(GenerationParameters::generator).orElse(null))
                .bind(
                        "generatorVersion",
                        generation.map(g -> g.generatorVersion()).orElse(null))
                .bind(
                        "generationSource",
                        generation.map(GenerationParameters::source).orElse(null))
                .bind("parseState", generation.map(g -> g.parseState().label()).orElse(null))
                .bind("clipSkip", generation.map(g -> g.clipSkip()).orElse(null))
                .bind("vae", generation.map(g -> g.vae()).orElse(null))
                .bind(
                        "characters",
                        generation.map(g -> Json.characters(g.characters())).orElse(null))
                .bind("rawText", generation.map(g -> g.rawText()).orElse(null))
                .bind("other", generation.map(g -> Json.map(g.other())).orElse(null));
    }

    private static String nsfwStatus(Classification classification) {
        return switch (classification) {
            case Scored scored -> "scored";
            case NotAssessed(Classification.Reason reason) -> reason.label();
        };
    }
}
