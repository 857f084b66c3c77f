package dev.mediaingest.app.report;

import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.report.SessionReports;
import dev.mediaingest.session.Session;

/**
 * Makes the views of sessions as they stand. A running session's counts follow its commits; two calls may differ.
 *
 * @param live counts of what runs
 * @param reports the last errors of each
 */
public record StatusViews(LiveProgress live, SessionReports reports) {
    public StatusView of(Session session) {
        return StatusView.of(session, live, reports);
    }
}
