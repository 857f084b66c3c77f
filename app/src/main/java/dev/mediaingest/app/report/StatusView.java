package dev.mediaingest.app.report;

import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.report.Progress;
import dev.mediaingest.report.SessionReports;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.Tally;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session as the Python tool's status endpoint tells it, with our fields behind. Counts come from the item rows, or
 * follow their commits while the session runs.
 *
 * @param errors the last ten, the newest last
 * @param startTime UTC without an offset, as Python writes it
 * @param etaSeconds an estimate, null when nothing runs
 */
public record StatusView(
        String sessionId,
        String status,
        int progress,
        long totalFiles,
        @Nullable String currentFile,
        long processedFiles,
        Stats stats,
        List<String> errors,
        @Nullable String startTime,
        @Nullable String endTime,
        long skippedFiles,
        long failedFiles,
        long quarantinedFiles,
        long missingFiles,
        long pendingFiles,
        long nsfwAssessed,
        double filesPerSecond,
        @Nullable Long etaSeconds,
        @Nullable String message,
        List<String> filesInWork) {
    private static final int MOST_ERRORS = 10;
    private static final DateTimeFormatter PYTHON_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    static StatusView of(Session session, LiveProgress live, SessionReports reports) {
        Progress now = live.of(session);
        Tally tally = now.tally();
        Instant start = session.startedAt() == null ? session.createdAt() : session.startedAt();
        return new StatusView(
                session.id().value(),
                now.state().label(),
                session.planned() ? tally.percent() : 0,
                tally.total(),
                now.inWork().stream().findFirst().orElse(null),
                tally.processed(),
                Stats.of(tally),
                errors(reports.lastErrors(session.id(), MOST_ERRORS)),
                pythonTime(start),
                pythonTime(session.endedAt()),
                tally.skipped(),
                tally.failed(),
                tally.quarantined(),
                tally.missing(),
                tally.pending() + tally.processing(),
                tally.nsfwAssessed(),
                Math.round(now.filesPerSecond() * 100) / 100.0,
                now.secondsLeft().isPresent() ? now.secondsLeft().getAsLong() : null,
                now.message(),
                now.inWork());
    }

    private static List<String> errors(List<ItemReport> newestFirst) {
        return newestFirst.reversed().stream().map(StatusView::error).toList();
    }

    private static String error(ItemReport item) {
        String sentence = item.detail() == null ? item.state().label() : item.detail();
        return "Error processing " + ItemView.fileName(item.path()) + ": " + sentence;
    }

    private static @Nullable String pythonTime(@Nullable Instant time) {
        return time == null ? null : PYTHON_TIME.format(time);
    }

    /** The counters the Python tool knows. */
    public record Stats(
            long totalFiles,
            long processedFiles,
            long metadataExtracted,
            long keywordsAdded,
            long scoresImported,
            long nsfwDetected,
            long errors,
            long committedFiles) {
        static Stats of(Tally tally) {
            return new Stats(
                    tally.total(),
                    tally.processed(),
                    tally.metadataExtracted(),
                    tally.keywordsAdded(),
                    tally.scoresImported(),
                    tally.nsfwDetected(),
                    tally.errors(),
                    tally.committed());
        }
    }
}
