package dev.mediaingest.app.web.session;

import dev.mediaingest.app.web.page.PageContext;
import dev.mediaingest.app.web.page.ShownTime;
import dev.mediaingest.app.web.page.Texts;
import dev.mediaingest.report.Progress;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A page of the history.
 *
 * @param rows the newest first
 * @param number of this page, from 1
 * @param pages how many there are
 * @param total how many sessions there are
 * @param active whether one of these is likely to change by itself
 */
public record SessionsPage(PageContext context, List<Row> rows, long number, long pages, long total, boolean active) {

    /**
     * One session.
     *
     * @param place in the queue, from 1 for the next to run; 0 if it does not wait
     * @param waiting how many wait
     * @param worked how long it was worked on
     * @param rate files a second, over all of that
     */
    public record Row(
            String id,
            String folders,
            String state,
            @Nullable String message,
            int percent,
            Tally tally,
            Instant created,
            String worked,
            String rate,
            int place,
            int waiting) {

        static Row of(Texts texts, Session session, Progress progress, Instant now, int place, int waiting) {
            Duration worked = session.worked(now);
            Tally tally = progress.tally();
            return new Row(
                    session.id().value(),
                    SessionsPage.folders(session),
                    progress.state().label(),
                    progress.message(),
                    session.planned() ? tally.percent() : 0,
                    tally,
                    session.createdAt(),
                    ShownTime.of(worked, texts),
                    rate(texts, tally.processed() - tally.skipped(), worked),
                    place,
                    waiting);
        }

        private static String rate(Texts texts, long files, Duration worked) {
            double seconds = worked.toMillis() / 1e3;
            return files == 0 || seconds <= 0
                    ? "–"
                    : texts.of("sessions.files-a-second", texts.number(files / seconds, files / seconds < 10 ? 1 : 0));
        }

        /** How it is, in words. */
        public String word(Texts texts) {
            return place > 0 ? texts.of("sessions.waiting", place) : texts.of("state." + state);
        }

        /** What may be asked of it. */
        public boolean mayPause() {
            return state.equals("processing") || (state.equals("starting") && place == 0);
        }

        public boolean mayResume() {
            return state.equals("paused") || state.equals("interrupted") || state.equals("error");
        }

        public boolean mayCancel() {
            return mayPause() || mayResume() || place > 0;
        }

        public boolean mayRetry() {
            return tally.errors() > 0 && mayRetryItems();
        }

        /** Also those that were skipped because their file failed before. */
        public boolean mayRetryItems() {
            return state.equals("completed") || state.equals("error") || state.equals("paused");
        }
    }

    static String folders(Session session) {
        return session.parameters().directories().stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
