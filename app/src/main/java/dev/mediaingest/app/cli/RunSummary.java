package dev.mediaingest.app.cli;

import dev.mediaingest.plan.AwayFolder;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.Tally;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionStore;
import dev.mediaingest.session.SessionStore.FailedBefore;
import java.util.List;

/**
 * What a command says of a session that has ended or stopped, read from the ledger in one go.
 *
 * @param failedBefore files that were not tried again
 * @param away folders whose files were neither found nor called missing
 */
record RunSummary(Session session, Tally tally, List<AwayFolder> away, FailedBefore failedBefore) {
    static RunSummary of(SessionStore sessions, SessionId id) {
        return new RunSummary(
                sessions.find(id).orElseThrow(),
                sessions.tally(id),
                sessions.awayFolders().of(id),
                sessions.failedBefore(id, TextView.MOST_SHOWN));
    }
}
