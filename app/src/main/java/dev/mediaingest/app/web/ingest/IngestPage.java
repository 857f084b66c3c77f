package dev.mediaingest.app.web.ingest;

import dev.mediaingest.app.report.StatusView;
import dev.mediaingest.app.web.page.PageContext;
import dev.mediaingest.session.SessionParameters;
import org.jspecify.annotations.Nullable;

/**
 * What the Ingest page shows when it arrives.
 *
 * @param shown the session to show, null to start with an empty form
 * @param revision up to where {@code shown} tells, for the stream to go on from
 * @param ended whether {@code shown} is done with
 * @param lastSession the newest session, for a link to its summary
 * @param outcome what became of the last session, beside the form; null if no person has to see it
 */
public record IngestPage(
        PageContext context,
        boolean database,
        @Nullable StatusView shown,
        long revision,
        boolean ended,
        @Nullable String lastSession,
        @Nullable StatusView outcome) {
    static IngestPage withoutDatabase(PageContext context) {
        return new IngestPage(context, false, null, 0, false, null, null);
    }

    /** How many files are in work at once if nobody says otherwise; the same as on the command line. */
    public int workers() {
        return SessionParameters.DEFAULT_WORKERS;
    }

    /** What became of a session that has ended, in a few words. */
    public String outcomeTitle(StatusView session) {
        boolean mixed = session.status().equals("completed") && session.stats().errors() > 0;
        return context.texts().of("ingest.outcome." + (mixed ? "mixed" : session.status()));
    }

    public String outcomeLine(StatusView session) {
        return context.texts()
                .of(
                        "ingest.outcome.line",
                        session.stats().committedFiles(),
                        session.skippedFiles(),
                        session.stats().errors(),
                        session.totalFiles());
    }

    /** The step of the three that is in view. */
    public String step() {
        if (shown == null) {
            return "configure";
        }
        return ended ? "complete" : "process";
    }
}
