package dev.mediaingest.library;

import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything the catalogue knows of one file.
 *
 * @param facts what its headers say; empty for a row only the Python tool wrote
 * @param texts what PNG text chunks hold, by their keys
 * @param fileTexts every text that lies in the file, in its order; of a row written by an older version only those of PNG
 * @param scoreSource where the score was imported from; null if a person gave it or there is none
 * @param missingSince null if it was there when it was looked for last
 * @param history what became of it in each session, the newest first
 */
public record MediaDetail(
        LibraryItem item,
        Optional<MediaFacts> facts,
        Optional<GenerationParameters> generation,
        Map<String, String> texts,
        List<TextEntry> fileTexts,
        List<Keyword> keywords,
        Fingerprints fingerprints,
        Nsfw nsfw,
        @Nullable String caption,
        @Nullable String note,
        @Nullable String scoreSource,
        @Nullable Instant modified,
        @Nullable Instant missingSince,
        List<Ingested> history) {

    /** Hashes in hexadecimal, those that were taken. */
    public record Fingerprints(
            @Nullable String contentSha256,
            @Nullable String pixelSha256,
            @Nullable String averageHash,
            @Nullable String dctHash) {}

    /** Who assessed it, and how; {@code reason} says why nobody did. */
    public record Nsfw(
            @Nullable String reason,
            @Nullable Double threshold,
            @Nullable String model,
            @Nullable String modelVersion) {}

    /** One item of one session. */
    public record Ingested(
            String session,
            long position,
            String state,
            @Nullable String code,
            @Nullable String detail,
            @Nullable Instant ended) {}
}
