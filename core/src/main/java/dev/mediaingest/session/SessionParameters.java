package dev.mediaingest.session;

import dev.mediaingest.analyse.AnalyserVersion;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.assess.AssessmentOptions;
import dev.mediaingest.discover.Exclusions;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.plan.EarlierReadings;
import dev.mediaingest.writeback.WriteBack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a session was asked to do. Stored with it; a resumed session does what the started one promised.
 *
 * @param directories real paths inside the media roots
 * @param nsfwThreshold 0.0 to 1.0; a score at or above it is NSFW
 * @param fingerprint what files are recognised by
 * @param skipExisting whether files the catalogue holds unchanged are skipped
 * @param maxFiles stops the list after this many files that are to be analysed
 * @param workers files in work at once; 1 is strictly one after the other
 * @param exclusions what is left out although it matches
 * @param retryFailed whether files that failed before by their own fault, or were catalogued without their pixels because the look at them
 *     was cut short, are tried again though they have not changed
 * @param writeBack what is to be written back; if given, nothing is ingested
 */
public record SessionParameters(
        List<Path> directories,
        FilePattern pattern,
        boolean recursive,
        boolean enableNsfwDetection,
        double nsfwThreshold,
        boolean extractMetadata,
        boolean extractKeywords,
        boolean importScores,
        Fingerprint fingerprint,
        boolean skipExisting,
        OptionalLong maxFiles,
        int workers,
        Exclusions exclusions,
        boolean retryFailed,
        Optional<WriteBack> writeBack) {

    /** The pattern the Python tool starts with. */
    public static final String DEFAULT_PATTERN = "*.mp4|*.png|*.jpg";

    public static final Fingerprint DEFAULT_FINGERPRINT = Fingerprint.PIXELS;
    public static final double DEFAULT_NSFW_THRESHOLD = 0.5;
    public static final int MOST_WORKERS = 64;
    /** One a core; more only wait for the one that commits. Where the Python tool's clients say nothing, it is one. */
    public static final int DEFAULT_WORKERS = Math.min(4, Runtime.getRuntime().availableProcessors());

    public SessionParameters {
        directories = List.copyOf(directories);
        if (!(nsfwThreshold >= 0 && nsfwThreshold <= 1)) {
            throw new IllegalArgumentException("nsfw_threshold must be between 0 and 1");
        }
        if (maxFiles.isPresent() && maxFiles.getAsLong() < 1) {
            throw new IllegalArgumentException("max_files must be at least 1");
        }
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("workers must be between 1 and " + MOST_WORKERS);
        }
    }

    /** Of a session that ingests, and leaves out what is usually left out. */
    public SessionParameters(
            List<Path> directories,
            FilePattern pattern,
            boolean recursive,
            boolean enableNsfwDetection,
            double nsfwThreshold,
            boolean extractMetadata,
            boolean extractKeywords,
            boolean importScores,
            Fingerprint fingerprint,
            boolean skipExisting,
            OptionalLong maxFiles,
            int workers) {
        this(
                directories,
                pattern,
                recursive,
                enableNsfwDetection,
                nsfwThreshold,
                extractMetadata,
                extractKeywords,
                importScores,
                fingerprint,
                skipExisting,
                maxFiles,
                workers,
                Exclusions.DEFAULT);
    }

    /** Of a session that ingests, and leaves alone what failed before. */
    public SessionParameters(
            List<Path> directories,
            FilePattern pattern,
            boolean recursive,
            boolean enableNsfwDetection,
            double nsfwThreshold,
            boolean extractMetadata,
            boolean extractKeywords,
            boolean importScores,
            Fingerprint fingerprint,
            boolean skipExisting,
            OptionalLong maxFiles,
            int workers,
            Exclusions exclusions) {
        this(
                directories,
                pattern,
                recursive,
                enableNsfwDetection,
                nsfwThreshold,
                extractMetadata,
                extractKeywords,
                importScores,
                fingerprint,
                skipExisting,
                maxFiles,
                workers,
                exclusions,
                false,
                Optional.empty());
    }

    /** The same, but for files that failed before. */
    public SessionParameters withRetryFailed(boolean retry) {
        return new SessionParameters(
                directories,
                pattern,
                recursive,
                enableNsfwDetection,
                nsfwThreshold,
                extractMetadata,
                extractKeywords,
                importScores,
                fingerprint,
                skipExisting,
                maxFiles,
                workers,
                exclusions,
                retry,
                writeBack);
    }

    /** Of a session that writes back. */
    public static SessionParameters of(WriteBack writeBack) {
        return new SessionParameters(
                List.of(writeBack.top()),
                FilePattern.of("*"),
                true,
                false,
                DEFAULT_NSFW_THRESHOLD,
                false,
                false,
                false,
                Fingerprint.NONE,
                false,
                OptionalLong.empty(),
                1,
                Exclusions.DEFAULT,
                false,
                Optional.of(writeBack));
    }

    /** The stable word for what the session does. */
    public String kind() {
        return writeBack.isPresent() ? "write-back" : "ingest";
    }

    /** What {@link AnalyserVersion} calls an analysis by these parameters. */
    public String analysedWith() {
        return AnalyserVersion.with(assessmentOptions().analysis(), enableNsfwDetection);
    }

    /** Which analyses make one by these parameters needless, if the file is unchanged. */
    public EarlierReadings earlierReadings() {
        AnalysisOptions analysis = assessmentOptions().analysis();
        return new EarlierReadings(
                AnalyserVersion.sufficientFor(analysis, enableNsfwDetection),
                AnalyserVersion.olderThanSufficient(analysis, enableNsfwDetection));
    }

    /** What is wanted of a file whose pixels said it all before. */
    public AssessmentOptions headersOnly() {
        return AssessmentOptions.withoutPixels(
                new AnalysisOptions(extractMetadata, extractKeywords, importScores, Fingerprint.NONE));
    }

    public AssessmentOptions assessmentOptions() {
        return new AssessmentOptions(
                new AnalysisOptions(extractMetadata, extractKeywords, importScores, fingerprint),
                PixelOptions.of(fingerprint, enableNsfwDetection),
                nsfwThreshold);
    }
}
