package dev.mediaingest.app.report;

import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.Tally;
import dev.mediaingest.writeback.WriteBack;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session as its row says, with what it was asked to do and what became of its items.
 *
 * @param queuePlace grows along the queue; null if it is in none
 * @param workedSeconds how long it was being worked on
 * @param waitedSeconds how long it was in the queue, paused or interrupted
 */
public record SessionView(
        String sessionId,
        String status,
        long totalFiles,
        @Nullable String message,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Instant updatedAt,
        @Nullable Long queuePlace,
        double workedSeconds,
        double waitedSeconds,
        Counts counts,
        Parameters parameters) {

    public static SessionView of(Session session, Tally tally, Instant now) {
        return new SessionView(
                session.id().value(),
                session.state().label(),
                session.totalFiles(),
                session.message(),
                session.createdAt(),
                session.startedAt(),
                session.endedAt(),
                session.updatedAt(),
                session.queuePlace(),
                session.worked(now).toMillis() / 1e3,
                session.waited(now).toMillis() / 1e3,
                Counts.of(tally),
                Parameters.of(session.parameters()));
    }

    /** Items by state. */
    public record Counts(
            long pending, long committed, long skipped, long failed, long quarantined, long missing, long notes) {
        static Counts of(Tally tally) {
            return new Counts(
                    tally.pending() + tally.processing(),
                    tally.committed(),
                    tally.skipped(),
                    tally.failed(),
                    tally.quarantined(),
                    tally.missing(),
                    tally.notes());
        }
    }

    /** The same names a client sends them by. */
    public record Parameters(
            List<String> directories,
            String pattern,
            boolean recursive,
            boolean enableNsfwDetection,
            double nsfwThreshold,
            boolean extractMetadata,
            boolean extractKeywords,
            boolean importScores,
            String fingerprint,
            boolean skipExisting,
            @Nullable Long maxFiles,
            int workers,
            List<String> exclude,
            long minSize,
            boolean retryFailed,
            String kind,
            @Nullable WriteBackTo writeBack) {
        static Parameters of(SessionParameters asked) {
            return new Parameters(
                    asked.directories().stream().map(Path::toString).toList(),
                    asked.pattern().toString(),
                    asked.recursive(),
                    asked.enableNsfwDetection(),
                    asked.nsfwThreshold(),
                    asked.extractMetadata(),
                    asked.extractKeywords(),
                    asked.importScores(),
                    asked.fingerprint().label(),
                    asked.skipExisting(),
                    asked.maxFiles().isPresent() ? asked.maxFiles().getAsLong() : null,
                    asked.workers(),
                    asked.exclusions().rules(),
                    asked.exclusions().minSize(),
                    asked.retryFailed(),
                    asked.kind(),
                    asked.writeBack().map(WriteBackTo::of).orElse(null));
        }
    }

    /** In which form sidecars are written, of which files, and into which folder if not beside them. */
    public record WriteBackTo(
            String to, String query, @Nullable String mirror) {
        static WriteBackTo of(WriteBack asked) {
            return new WriteBackTo(
                    asked.form().label(),
                    asked.query(),
                    asked.mirror() == null ? null : asked.mirror().toString());
        }
    }
}
